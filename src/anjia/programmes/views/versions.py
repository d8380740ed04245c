"""Standards as they are written: the list of wordings, one of them, its criteria, and two side by side."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from anjia.documents.models import StoredFile
from anjia.programmes.actions import copy_version, remove_criterion, write_criterion, write_plain
from anjia.programmes.actions.drafting import EDITABLE
from anjia.programmes.enums import Scheme, StandardState, Verb
from anjia.programmes.forms.standards import CopyForm, CriterionForm, PlainForm
from anjia.programmes.models import Criterion, StandardVersion
from anjia.programmes.queries.standards import comments_of, full_half_points, is_open_to_comments, versions_visible_to
from anjia.programmes.standards import FULL_MARKS
from anjia.programmes.templatetags.programmes import worded
from anjia.regions.models import Region
from anjia.web.columns import Column
from anjia.web.screens import DetailScreen, ListScreen, ObjectFormScreen, ObjectMixin, TransitionScreen, absent

TONES = {StandardState.IN_FORCE: "done", StandardState.CONSULTING: "due", StandardState.ADOPTED: "due"}
COLUMNS = (
    Column(
        "standard",
        _("标准"),
        lambda version: worded(version.standard, "title"),
        href=lambda version: reverse("programmes:version_detail", args=[version.pk]),
        is_essential=True,
        share=3,
    ),
    Column("number", _("版次"), lambda version: f"v{version.number}"),
    Column(
        "state",
        _("状态"),
        lambda version: version.get_state_display(),
        order="state",
        tone=lambda version: TONES.get(version.state, "calm"),
    ),
    Column("from", _("施行日期"), "in_force_from"),
)


class VersionList(ListScreen):
    """Every wording one may see, the newest of each standard first."""

    permission = Verb.VIEW
    heading = _("标准的各版")
    columns = COLUMNS
    default_order = ("standard__code", "-number")
    orders = {"state": ("state", "-number")}

    def get_queryset(self) -> QuerySet[StandardVersion]:
        return versions_visible_to(self.user)


class VersionMixin(ObjectMixin):
    context_name = "version"
    user: Any

    def get_queryset(self) -> QuerySet[Any]:
        return versions_visible_to(self.user)

    @property
    def version(self) -> StandardVersion:
        return self.object

    def back(self) -> str:
        return reverse("programmes:version_detail", args=[self.version.pk])

    @property
    def may_edit(self) -> bool:
        return self.user.may(Verb.EDIT_STANDARDS, self.version.region_path)


class VersionDetail(VersionMixin, DetailScreen):
    """One wording: what it says, where it stands on its way, what was said of it."""

    permission = Verb.VIEW
    template_name = "programmes/version_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        version = self.version
        full = full_half_points(version)
        is_points = version.standard.scheme == Scheme.POINTS_100
        may_copy = bool(self.user.scopes(Verb.EDIT_STANDARDS))
        return super().get_context_data(
            criteria=version.criteria.prefetch_related("reasons", "variants"),
            comments=comments_of(version),
            unanswered=version.comments.filter(reply="").count(),
            full=full,
            is_full=not is_points or full == 2 * FULL_MARKS,
            is_stars=not is_points,
            is_open=is_open_to_comments(version),
            is_over=version.state == StandardState.CONSULTING and not is_open_to_comments(version),
            may_edit=self.may_edit,
            is_editable=self.may_edit and version.state in EDITABLE,
            may_copy=may_copy,
            may_comment=bool(self.user.scopes(Verb.COMMENT_STANDARDS)),
            may_withdraw=may_copy and version.state == StandardState.IN_FORCE,
            adoption_file=StoredFile.objects.filter(pk=version.adoption_file_id).first(),
            today=timezone.localdate(),
            **kwargs,
        )


class VersionCopy(VersionMixin, ObjectFormScreen):
    """Begin the next wording."""

    permission = Verb.EDIT_STANDARDS
    form_class = CopyForm
    heading = _("起草新的一版")
    submit_label = _("复制并开始起草")
    success_message = _("新的一版已经建好，请逐条修改。")

    @property
    def places(self) -> QuerySet[Region]:
        return Region.objects.filter(path__in=self.user.scopes(Verb.EDIT_STANDARDS)).order_by("path")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"places": self.places}

    def get_initial(self) -> dict[str, Any]:
        return {"region": self.places.first()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=self.back(), **kwargs)

    def perform(self, form: CopyForm) -> str:
        draft = copy_version(self.version, form.cleaned_data["region"], by=self.user)
        return reverse("programmes:version_detail", args=[draft.pk])


class DraftMixin(VersionMixin):
    """A wording of one's own place; whether it can still be changed the action says."""

    def get_queryset(self) -> QuerySet[Any]:
        mine = [v.pk for v in super().get_queryset() if self.user.may(Verb.EDIT_STANDARDS, v.region_path)]
        return super().get_queryset().filter(pk__in=mine)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=self.back(), **kwargs)


class CriterionWrite(DraftMixin, ObjectFormScreen):
    """One criterion, new or as it stands."""

    permission = Verb.EDIT_STANDARDS
    template_name = "programmes/criterion_write.html"
    success_message = _("这一条已保存。")

    @cached_property
    def criterion(self) -> Criterion | None:
        if "criterion" not in self.kwargs:
            return None
        found = (
            self.version.criteria.prefetch_related("reasons", "variants").filter(pk=self.kwargs["criterion"]).first()
        )
        if found is None:
            raise absent()
        return found

    def get_heading(self) -> str:
        if self.criterion is None:
            return str(_("增加一条"))
        return str(_("第%(n)d条：%(title)s") % {"n": self.criterion.order, "title": self.criterion.title})

    def get_form(self) -> CriterionForm:
        return CriterionForm(criterion=self.criterion, **self.get_form_kwargs())

    def perform(self, form: CriterionForm) -> str:
        write_criterion(self.version, form.draft(), criterion=self.criterion, by=self.user)
        return self.back()


class CriterionRemove(DraftMixin, TransitionScreen):
    permission = Verb.EDIT_STANDARDS
    heading = _("删去这一条")
    submit_label = _("删去")
    success_message = _("已删去。")

    @cached_property
    def criterion(self) -> Criterion:
        found = self.version.criteria.filter(pk=self.kwargs["criterion"]).first()
        if found is None:
            raise absent()
        return found

    def get_effect(self) -> str:
        return str(_("这一条和它的扣分原因从草稿里删去，后面的依次上移。"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        answers = [{"label": _("评分项"), "value": self.criterion.title, "url": ""}]
        return super().get_context_data(answers=answers, **kwargs)

    def perform(self, form: Any) -> str:
        remove_criterion(self.criterion, by=self.user)
        return self.back()


class PlainWrite(DraftMixin, ObjectFormScreen):
    """The wording in plain words."""

    permission = Verb.EDIT_STANDARDS
    form_class = PlainForm
    heading = _("通俗版")
    success_message = _("通俗版已保存。")

    def get_initial(self) -> dict[str, Any]:
        return {"plain": self.version.plain, "version": self.version.version}

    def perform(self, form: PlainForm) -> str:
        write_plain(self.version, plain=form.cleaned_data["plain"], seen=form.cleaned_data["version"], by=self.user)
        return self.back()


class VersionCompare(VersionMixin, DetailScreen):
    """Two wordings of one standard, criterion beside criterion."""

    permission = Verb.VIEW
    template_name = "programmes/version_compare.html"

    def get_heading(self) -> str:
        return str(_("两版对照"))

    @cached_property
    def other(self) -> StandardVersion | None:
        family = self.get_queryset().filter(standard=self.version.standard).exclude(pk=self.version.pk)
        wanted = self.request.GET.get("with", "")
        if wanted.isdigit():
            return family.filter(number=wanted).first()
        return family.filter(pk=self.version.copied_from_id).first() or family.order_by("-number").first()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        other = self.other
        numbers = self.get_queryset().filter(standard=self.version.standard).exclude(pk=self.version.pk)
        return super().get_context_data(
            other=other,
            numbers=numbers.order_by("-number").values_list("number", flat=True),
            pairs=_pairs(other, self.version) if other else [],
            is_stars=self.version.standard.scheme == Scheme.STARS_20,
            back_url=self.back(),
            **kwargs,
        )


def _pairs(before: StandardVersion, after: StandardVersion) -> list[dict[str, Any]]:
    sides = [list(v.criteria.prefetch_related("reasons", "variants")) for v in (before, after)]
    old = {criterion.code: criterion for criterion in sides[0]}
    matched = [(old.pop(criterion.code, None), criterion) for criterion in sides[1]]
    gone = [(criterion, None) for criterion in old.values()]
    return [{"before": b, "after": a, "differs": _said(b) != _said(a)} for b, a in [*matched, *gone]]


def _said(criterion: Criterion | None) -> Any:
    if criterion is None:
        return None
    reasons = [(r.text, r.max_half_points, r.is_missing_credit) for r in criterion.reasons.all()]
    variants = [(v.kind, v.guide) for v in criterion.variants.all()]
    return criterion.title, criterion.guide, criterion.max_half_points, criterion.alternative, reasons, variants
