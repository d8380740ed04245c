"""Writing the next wording of a standard: begun as a copy, changed on screen while it is a draft (domain A13-3, A2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from anjia.kernel import audit
from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.permissions import Actor, require
from anjia.kernel.records import change
from anjia.programmes.enums import StandardState, Verb
from anjia.programmes.models import Criterion, CriterionVariant, DeductionReason, StandardVersion
from anjia.programmes.points import shown
from anjia.regions.models import Region
from anjia.web.guarded import validate_guarded

EDITABLE = (StandardState.DRAFT, StandardState.REVISED)
COPIED = ("order", "code", "title", "title_en", "guide", "guide_en", "max_half_points", "alternative", "alternative_en")
REASON = ("order", "text", "text_en", "max_half_points", "is_missing_credit")


@dataclass(frozen=True)
class ReasonLine:
    """Why points may be taken off, and at most how many half-points."""

    text: str
    max_half_points: int
    is_missing_credit: bool = False


@dataclass(frozen=True)
class CriterionDraft:
    """One criterion as it stands on the form; `variants` go by kind of household."""

    title: str
    guide: str
    max_half_points: int
    reasons: Sequence[ReasonLine] = ()
    alternative: str = ""
    variants: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def copy_version(version: StandardVersion, region: Region, *, by: Actor) -> StandardVersion:
    """Begin the next wording of a standard as a copy of this one; the place that drafts it is `region`."""
    require(by, Verb.EDIT_STANDARDS, region.path)
    last = StandardVersion.objects.filter(standard=version.standard).aggregate(last=Max("number"))["last"]
    try:
        with transaction.atomic():
            draft = StandardVersion.objects.create(
                standard=version.standard,
                number=last + 1,
                step_half_points=version.step_half_points,
                bands=version.bands,
                plain=version.plain,
                region_path=region.path,
                copied_from=version,
            )
    except IntegrityError:
        raise Conflict(_("刚刚有人也开始起草新版，请刷新后查看。")) from None
    for criterion in version.criteria.prefetch_related("reasons", "variants"):
        _copy_criterion(criterion, draft)
    audit.record(Verb.EDIT_STANDARDS, draft, by=by, after={"copy_of": str(version)}, region_path=region.path)
    return draft


def _copy_criterion(criterion: Criterion, draft: StandardVersion) -> None:
    made = Criterion.objects.create(standard_version=draft, **{name: getattr(criterion, name) for name in COPIED})
    DeductionReason.objects.bulk_create(
        DeductionReason(criterion=made, **{name: getattr(reason, name) for name in REASON})
        for reason in criterion.reasons.all()
    )
    CriterionVariant.objects.bulk_create(
        CriterionVariant(criterion=made, kind=variant.kind, guide=variant.guide) for variant in criterion.variants.all()
    )


def require_editable(version: StandardVersion, by: Actor) -> None:
    """Raise unless the actor may change this wording now: a pinned one never can be (domain A13-3)."""
    require(by, Verb.EDIT_STANDARDS, version.region_path)
    state = StandardVersion.objects.select_for_update().values_list("state", flat=True).get(pk=version.pk)
    if state not in EDITABLE:
        raise Refused(
            _("“%(version)s”现在是“%(state)s”，内容不能改动。")
            % {"version": version, "state": StandardState(state).label},
            who=_("需要改动时，请复制成新的一版。"),
        )


@transaction.atomic
def write_criterion(
    version: StandardVersion, text: CriterionDraft, *, by: Actor, criterion: Criterion | None = None
) -> Criterion:
    """Write a new criterion of a draft, or in place of the given one. Raises Refused for what does not hold."""
    require_editable(version, by)
    _check(text)
    before = {"title": criterion.title, "max": criterion.max_half_points} if criterion else None
    values = {name: getattr(text, name) for name in ("title", "guide", "max_half_points", "alternative")}
    if criterion is None:
        order = (version.criteria.aggregate(last=Max("order"))["last"] or 0) + 1
        criterion = Criterion.objects.create(
            standard_version=version, order=order, code=_free_code(version, order), **values
        )
    else:
        for name, value in values.items():
            setattr(criterion, name, value)
        # An English wording of what has changed would say something else.
        criterion.title_en = criterion.guide_en = criterion.alternative_en = ""
        criterion.save()
    _write_below(criterion, text)
    after = {"title": text.title, "max": text.max_half_points, "reasons": [line.text for line in text.reasons]}
    audit.record(Verb.EDIT_STANDARDS, criterion, by=by, before=before, after=after, region_path=version.region_path)
    return criterion


def _free_code(version: StandardVersion, order: int) -> str:
    taken = set(version.criteria.values_list("code", flat=True))
    return next(code for n in range(order, order + len(taken) + 1) if (code := f"item-{n}") not in taken)


def _write_below(criterion: Criterion, text: CriterionDraft) -> None:
    criterion.reasons.all().delete()
    DeductionReason.objects.bulk_create(
        DeductionReason(
            criterion=criterion,
            order=order,
            text=line.text,
            max_half_points=line.max_half_points,
            is_missing_credit=line.is_missing_credit,
        )
        for order, line in enumerate(text.reasons, start=1)
    )
    criterion.variants.all().delete()
    CriterionVariant.objects.bulk_create(
        CriterionVariant(criterion=criterion, kind=kind, guide=guide) for kind, guide in text.variants.items() if guide
    )


def _check(text: CriterionDraft) -> None:
    for words in (
        text.title, text.guide, text.alternative, *(line.text for line in text.reasons), *text.variants.values(),
    ):  # fmt: skip
        try:
            validate_guarded(words)
        except ValidationError as error:
            raise Refused(error.messages[0]) from error
    if text.max_half_points < 1:
        raise Refused(_("满分应大于 0。"))
    if len({line.text for line in text.reasons}) != len(text.reasons):
        raise Refused(_("同一条扣分原因写了两次。"))
    for line in text.reasons:
        if not 1 <= line.max_half_points <= text.max_half_points:
            raise Refused(
                _("“%(reason)s”最多扣 %(most)s 分，超出了这一条的满分 %(full)s 分（至少 0.5 分）。")
                % {"reason": line.text, "most": shown(line.max_half_points), "full": shown(text.max_half_points)}
            )


@transaction.atomic
def remove_criterion(criterion: Criterion, *, by: Actor) -> None:
    """Take a criterion out of a draft; the others move up."""
    version = criterion.standard_version
    require_editable(version, by)
    audit.record(
        Verb.EDIT_STANDARDS, criterion, by=by, before={"title": criterion.title}, region_path=version.region_path
    )
    criterion.delete()
    for order, other in enumerate(version.criteria.order_by("order"), start=1):
        Criterion.objects.filter(pk=other.pk).update(order=order)


@transaction.atomic
def write_plain(version: StandardVersion, *, plain: str, by: Actor, seen: int) -> StandardVersion:
    """The wording in plain words, for one sheet of paper and for reading aloud (domain A13-4)."""
    require_editable(version, by)
    try:
        validate_guarded(plain)
    except ValidationError as error:
        raise Refused(error.messages[0]) from error
    path = version.region_path
    return change(version, by=by, verb=Verb.EDIT_STANDARDS, version=seen, region_path=path, plain=plain.strip())
