"""What the home shows: what is still to be done in a cycle, and how far it has come."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from anjia.kernel.scope import contains
from anjia.programmes.deadlines import latest_notice_start, reminder_day
from anjia.programmes.enums import CycleState, Verb
from anjia.programmes.models import ProgrammeCycle, TargetAllocation
from anjia.programmes.overview import progress_table, stage_items
from anjia.programmes.queries import visible_to
from anjia.programmes.queries.bodies import towns_without_group, towns_without_pilot, villages_without_panel
from anjia.programmes.queries.targets import not_passed_on, unbalanced
from anjia.regions.models import Region
from anjia.web.panels import Panel, Task


def running_cycle(user: Any, path: str) -> ProgrammeCycle | None:
    """The cycle that is planned or open over (or at) a place, the latest year first."""
    if not path:
        return None
    above = [path[:end] for end in range(4, len(path) + 1, 4)]
    cycles = visible_to(user).filter(region__path__in=above).exclude(state=CycleState.CLOSED)
    return cycles.order_by("-year", "-region__path").first()


def find_tasks(user: Any, scope_path: str) -> list[Task]:
    """What the user can do here: to plan, to open, to give out, to name, to publish in time."""
    cycle = running_cycle(user, scope_path)
    if cycle is None:
        return list(_to_plan(user, scope_path))
    found = [*_for_the_office(user, cycle), *_for_the_town(user, cycle, scope_path)]
    return [*found, *_for_the_village(user, cycle, scope_path)]


def _to_plan(user: Any, path: str) -> Iterator[Task]:
    if path and path in user.scopes(Verb.PLAN_CYCLE):
        yield Task(_("制定年度周期"), reverse("programmes:cycle_plan"), _("本地区还没有进行中的周期。"))


def _for_the_office(user: Any, cycle: ProgrammeCycle) -> Iterator[Task]:
    if user.may(Verb.OPEN_CYCLE, cycle.region.path):
        if cycle.state == CycleState.PLANNED:
            detail = _("核对批准依据、领导小组和指标。")
            yield Task(
                _("开启周期“%(title)s”") % {"title": cycle}, reverse("programmes:cycle_open", args=[cycle.pk]), detail
            )
        yield from _office_gaps(cycle)


def _office_gaps(cycle: ProgrammeCycle) -> Iterator[Task]:
    missing = towns_without_group(cycle)
    if missing:
        text = ngettext("%(n)d 个乡镇（街道）没有登记领导小组", "%(n)d 个乡镇（街道）没有登记领导小组", missing)
        yield Task(text % {"n": missing}, reverse("programmes:leading_group_list", args=[cycle.pk]), count=missing)
    wrong = unbalanced(cycle)
    if wrong:
        text = ngettext("%(n)d 个单位的指标上下不一致", "%(n)d 个单位的指标上下不一致", len(wrong))
        yield Task(
            text % {"n": len(wrong)},
            reverse("programmes:target_table", args=[cycle.pk]),
            "、".join(place.name for place in wrong[:5]),
            count=len(wrong),
        )
    today = timezone.localdate()
    if cycle.state == CycleState.OPEN and today <= cycle.submission_deadline and not cycle.counts_stars:
        yield Task(
            _("报送命名决定和示范户花名册"),
            reverse("programmes:cycle_detail", args=[cycle.pk]),
            _("截止 %(day)s，当天算按时。") % {"day": cycle.submission_deadline},
            reminder_day(cycle.submission_deadline),
        )


def _for_the_town(user: Any, cycle: ProgrammeCycle, path: str) -> Iterator[Task]:
    path = path if contains(cycle.region.path, path) else cycle.region.path
    if user.may(Verb.NAME_PANELS, path):
        missing = villages_without_panel(cycle, path).count()
        if missing:
            text = ngettext("%(n)d 个村（社区）没有评选考评小组", "%(n)d 个村（社区）没有评选考评小组", missing)
            url = reverse("programmes:panel_list", args=[cycle.pk]) + "?show=missing"
            yield Task(text % {"n": missing}, url, _("至少要有两委和妇联各一人。"), count=missing)
    if user.may(Verb.CHOOSE_PILOTS, path):
        for town in towns_without_pilot(cycle, path):
            url = reverse("programmes:pilot_choose", args=[cycle.pk, town.pk])
            yield Task(_("为%(town)s选定培育点") % {"town": town}, url, _("每个乡镇（街道）1 至 2 个。"))
    if user.may(Verb.ALLOCATE_TARGETS, path):
        for town in not_passed_on(cycle, path):
            url = reverse("programmes:target_allocate", args=[cycle.pk, town.pk])
            yield Task(_("把%(town)s的指标分到村（社区）") % {"town": town}, url)


def _for_the_village(user: Any, cycle: ProgrammeCycle, path: str) -> Iterator[Task]:
    if cycle.state != CycleState.OPEN or cycle.counts_stars or not user.may(Verb.RECORD_CREDITS, path):
        return
    latest, today = latest_notice_start(cycle), timezone.localdate()
    if today <= latest:
        yield Task(
            _("最迟在这一天张榜公示"),
            reverse("programmes:cycle_detail", args=[cycle.pk]),
            _("计划命名日 %(day)s，公示期 %(n)d 个工作日。")
            % {"day": _day(cycle.naming_day), "n": cycle.notice_working_days},
            latest,
        )


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")


def find_panels(user: Any, scope_path: str) -> list[Panel]:
    """The stages of the cycle and its targets against reality, where one stands."""
    cycle = running_cycle(user, scope_path)
    if cycle is None:
        return []
    place = Region.objects.filter(path=scope_path).first() or cycle.region
    row = progress_table(cycle, place).own
    target: TargetAllocation | None = row.target
    context = {
        "cycle": cycle,
        "place": place,
        "stages": stage_items(cycle, timezone.localdate(), short=True),
        "figures": row.figures,
        "participation": row.participation,
        "target": target,
    }
    return [Panel("programmes/panels/cycle.html", context, order=10)]
