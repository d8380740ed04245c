"""The district grades a year; corrections grade their families anew (domain A6-3, A6-4, A6-5)."""

import uuid
from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.households.models import Household
from anjia.kernel import audit
from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.permissions import Actor, require
from anjia.programmes.models import ProgrammeCycle
from anjia.stars import grading
from anjia.stars.calendar import last_day
from anjia.stars.enums import Verb
from anjia.stars.models import StarQuarter, StarYear
from anjia.stars.queries import changed_villages, open_villages, village_path
from anjia.stars.signals import year_published

FEW = 5


@transaction.atomic
def grade_year(cycle: ProgrammeCycle, *, by: Actor) -> int:
    """Grade the whole cycle; returns how many grades are new or changed. Run again it writes only those.

    Raises NotPermitted without the verb there, Refused for points, before the year is over, or while a village that
    began a quarter has not closed it.
    """
    check_gradable(cycle, by)
    ProgrammeCycle.objects.select_for_update().get(pk=cycle.pk)
    now, before = timezone.now(), StarYear.objects.filter(cycle=cycle).first()
    changed = _grade(cycle, before)
    said = {"graded_at": now, "graded_on": timezone.localdate(now), "graded_by_id": by.pk}
    StarYear.objects.update_or_create(cycle=cycle, defaults=said)
    audit.record(Verb.GRADE, cycle, by=by, after={"changed": changed}, region_path=cycle.region.path)
    if changed and before is not None and before.published_on:
        year_published.send(sender=StarYear, cycle=cycle, villages=changed_villages(cycle, now), by=by)
    return changed


def _grade(cycle: ProgrammeCycle, before: StarYear | None) -> int:
    """All of it the first time, and where quarters were closed since; else only what was corrected."""
    if before is None or StarQuarter.objects.filter(cycle=cycle, closed_on__gte=before.graded_on).exists():
        return grading.grade(cycle)
    return grading.grade_corrected(cycle, before.graded_at)


def check_gradable(cycle: ProgrammeCycle, by: Actor) -> None:
    """Raise what `grade_year` would raise; for who lets a job do it."""
    require(by, Verb.GRADE, cycle.region.path)
    if not cycle.counts_stars:
        raise Refused(_("本周期用百分制评分，没有年度星级。一个周期只用一种评法。"))
    if timezone.localdate() <= last_day(cycle.year, 4):
        raise Refused(_("%(year)d 年还没有过完，四季满了才评年度星级。") % {"year": cycle.year})
    waiting = open_villages(cycle)
    if waiting:
        places = "、".join(str(quarter) for quarter in waiting[:FEW])
        raise Refused(
            _("还有 %(n)d 个季度没有结季：%(places)s。") % {"n": len(waiting), "places": places},
            who=_("请由村（社区）妇联干部结季，过期的由乡镇（街道）妇联结季。"),
        )


def regrade(cycle: ProgrammeCycle, household_ids: Collection[uuid.UUID], *, by: Actor) -> int:
    """Grade families anew whose year was graded before; what follows from a correction. Returns how many changed."""
    year = StarYear.objects.filter(cycle=cycle).first()
    if year is None:
        return 0
    changed = grading.grade_families(cycle, household_ids)
    if changed:
        paths = Household.objects.filter(pk__in=household_ids).order_by().values_list("region__path", flat=True)
        villages = sorted({village_path(path) for path in paths})
        audit.record(Verb.GRADE, cycle, by=by, after={"changed": changed}, region_path=cycle.region.path)
        if year.published_on:
            year_published.send(sender=StarYear, cycle=cycle, villages=villages, by=by)
    return changed


@transaction.atomic
def publish_year(cycle: ProgrammeCycle, *, by: Actor) -> StarYear:
    """Let everybody read who has five and four stars; from then on a correction is published as well.

    Raises NotPermitted without the verb there, Refused before it was graded, Conflict where it is public.
    """
    require(by, Verb.GRADE, cycle.region.path)
    year = StarYear.objects.select_for_update().filter(cycle=cycle).first()
    if year is None:
        raise Refused(_("年度星级还没有评定，不能公布。"))
    if year.published_on:
        raise Conflict(_("年度星级已经公布，更正会自动重新公布。"))
    year.published_on = timezone.localdate()
    year.save(update_fields=["published_on", "updated_at"])
    audit.record(Verb.GRADE, year, by=by, after={"published_on": year.published_on}, region_path=cycle.region.path)
    year_published.send(sender=StarYear, cycle=cycle, villages=None, by=by)
    return year
