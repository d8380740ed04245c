"""What the home asks people to do about stars."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from anjia.kernel.scope import under
from anjia.programmes.enums import CycleState
from anjia.programmes.models import ProgrammeCycle
from anjia.regions.enums import Level
from anjia.regions.models import Region
from anjia.stars.addresses import record_url
from anjia.stars.calendar import begun_quarters, deadline, last_day
from anjia.stars.enums import QuarterState, Verb
from anjia.stars.models import StarQuarter, StarYear
from anjia.stars.permissions import sits_on_panel
from anjia.stars.queries import families_to_record, open_villages, star_cycle_of
from anjia.web.panels import Task, find_tasks


def tasks(user: Any, scope_path: str) -> list[Task]:
    """For the panel: the quarter to record. For the village: to close it. For the town: what is overdue. For the
    district: a year to grade."""
    place = Region.objects.filter(path=scope_path).select_related("parent").first()
    cycle = star_cycle_of(place) if place is not None and user.scopes(Verb.VIEW) else None
    if place is None or cycle is None or cycle.state != CycleState.OPEN:
        return []
    if place.level == Level.VILLAGE:
        return [*_to_record(user, cycle, place), *_to_close(user, cycle, place)]
    return [*_overdue(user, cycle, place), *_to_grade(user, cycle)]


def _to_record(user: Any, cycle: ProgrammeCycle, village: Region) -> Iterator[Task]:
    if not user.may(Verb.RECORD, village.path) or not sits_on_panel(cycle, village, user):
        return
    families = families_to_record(village)
    closed = StarQuarter.objects.filter(cycle=cycle, region=village).exclude(state=QuarterState.RECORDING)
    done = set(closed.values_list("number", flat=True))
    for number in begun_quarters(cycle.year, timezone.localdate()):
        if number in done:
            continue
        held = families.filter(stars__cycle=cycle, stars__quarter=number).count()
        left = families.count() - held
        if left:
            yield Task(
                _("第 %(q)d 季度还有 %(n)d 户没有记星") % {"q": number, "n": left},
                record_url(cycle, village, number),
                _("每户五颗星，一组一张表"),
                deadline(cycle.year, number),
                left,
            )


def _to_close(user: Any, cycle: ProgrammeCycle, village: Region) -> Iterator[Task]:
    if not user.may(Verb.CLOSE, village.path):
        return
    today = timezone.localdate()
    for quarter in StarQuarter.objects.filter(cycle=cycle, region=village, state=QuarterState.RECORDING):
        if today >= last_day(cycle.year, quarter.number):
            yield Task(
                _("第 %(q)d 季度可以结季") % {"q": quarter.number},
                reverse("stars:quarter_detail", args=[quarter.pk]),
                _("结季后自动张贴季度星级公示"),
                deadline(cycle.year, quarter.number),
            )


def _overdue(user: Any, cycle: ProgrammeCycle, place: Region) -> Iterator[Task]:
    if not user.may(Verb.CLOSE, place.path):
        return
    today = timezone.localdate()
    begun = StarQuarter.objects.filter(under("region__path", place.path), cycle=cycle, state=QuarterState.RECORDING)
    late = [number for number in begun.values_list("number", flat=True) if today > deadline(cycle.year, number)]
    if late:
        address = f"{reverse('stars:quarter_list')}?state={QuarterState.RECORDING}"
        title = _("%(n)d 个村（社区）的季度过期没有结季") % {"n": len(late)}
        yield Task(title, address, _("过期的可以由乡镇（街道）妇联结季"), None, len(late))


def _to_grade(user: Any, cycle: ProgrammeCycle) -> Iterator[Task]:
    is_over = timezone.localdate() > last_day(cycle.year, 4)
    if not is_over or not user.may(Verb.GRADE, cycle.region.path) or StarYear.objects.filter(cycle=cycle).exists():
        return
    if not open_villages(cycle) and StarQuarter.objects.filter(cycle=cycle).exists():
        title = _("%(year)d 年四季都已结季，可以评定年度星级") % {"year": cycle.year}
        yield Task(title, reverse("stars:year_grade", args=[cycle.pk]))


find_tasks(tasks)
