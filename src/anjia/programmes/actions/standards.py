"""Bringing standards in. A version in force never changes: a new wording is a new version (domain A13-3)."""

from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anjia.kernel import audit
from anjia.kernel.exceptions import Conflict, NotPermitted
from anjia.kernel.permissions import Actor
from anjia.programmes.enums import StandardState, Verb
from anjia.programmes.models import Criterion, DeductionReason, Standard, StandardVersion
from anjia.programmes.permissions import require_anywhere
from anjia.programmes.standards import CriterionText, StandardText, shipped, stored


@transaction.atomic
def load_standards(by: Actor, texts: Sequence[StandardText] | None = None) -> list[StandardVersion]:
    """Bring in the shipped standards (or the given ones); asked twice, it changes nothing. Returns the versions.

    Raises NotPermitted, or Conflict where a version that is already in force would read differently.
    """
    refusal = NotPermitted(_("您不能装入标准。"), who=_("请联系区县领导小组办公室或系统管理员。"))
    require_anywhere(by, Verb.LOAD_STANDARDS, refusal)
    return [_load(text, by) for text in (shipped() if texts is None else texts)]


def _load(text: StandardText, by: Actor) -> StandardVersion:
    known = StandardVersion.objects.filter(standard__code=text.code, number=text.version).first()
    if known is None:
        return _create(text, by)
    if replace(stored(known), plain=known.plain or text.plain) != text:
        raise Conflict(
            _("“%(title)s”第%(number)d版已经施行，不能改动。请把新的内容作为下一版装入。")
            % {"title": text.title, "number": text.version}
        )
    if known.plain != text.plain:
        _explain(known, text, by)
    return known


def _explain(version: StandardVersion, text: StandardText, by: Actor) -> None:
    """What was brought in before plain words came with it gets them now: they explain, and decide nothing."""
    version.plain = text.plain
    version.save(update_fields=["plain", "updated_at"])
    audit.record(Verb.LOAD_STANDARDS, version, by=by, after={"standard": text.code, "plain": True})


def _create(text: StandardText, by: Actor) -> StandardVersion:
    standard, _created = Standard.objects.get_or_create(
        code=text.code, defaults={"title": text.title, "title_en": text.title_en, "scheme": text.scheme}
    )
    version = StandardVersion.objects.create(
        standard=standard,
        number=text.version,
        state=StandardState.IN_FORCE,
        step_half_points=text.step_half_points,
        plain=text.plain,
        bands=[{"min": low, "max": high, "level": level} for low, high, level in text.bands],
    )
    for order, criterion in enumerate(text.criteria, start=1):
        _create_criterion(version, order, criterion)
    audit.record(Verb.LOAD_STANDARDS, version, by=by, after={"standard": text.code, "version": text.version})
    return version


def _create_criterion(version: StandardVersion, order: int, text: CriterionText) -> None:
    criterion = Criterion.objects.create(
        standard_version=version,
        order=order,
        code=text.code,
        title=text.title,
        title_en=text.title_en,
        guide=text.guide,
        guide_en=text.guide_en,
        alternative=text.alternative,
        alternative_en=text.alternative_en,
        max_half_points=text.max_half_points,
    )
    DeductionReason.objects.bulk_create(
        DeductionReason(
            criterion=criterion,
            order=place,
            text=reason.text,
            text_en=reason.text_en,
            max_half_points=reason.max_half_points,
            is_missing_credit=reason.is_missing_credit,
        )
        for place, reason in enumerate(text.reasons, start=1)
    )
