"""The case worker's home: what is over, what is due, whom one waits for; and figures in which nobody is found."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.regions.enums import Level
from anjia.regions.models import Region
from anjia.regions.queries import names_of
from anjia.regions.working_days import days_left, is_workday
from anjia.services.enums import Verb, Waits
from anjia.services.figures import closed_quarters, days_of, figures_of
from anjia.services.kinds import all_kinds, kind_of, listed_as, states_of
from anjia.services.models import Case
from anjia.services.queries import (
    glass_to_review,
    idle_cases,
    joint_planned,
    open_tasks,
    outside_figures,
    referrals_in,
    running,
    team_cases,
    transfers_to,
    unassigned,
    unsupervised,
)
from anjia.web.screens import Screen

SOON = timedelta(days=7)
MOST = 50
AHEAD = timedelta(weeks=6)


def _named(cases: Iterable[Case]) -> list[Case]:
    found = list(cases)
    states = states_of(found)
    for case in found:
        case.listed, case.state = listed_as(case), states.get(case.pk)
    return found


@dataclass
class Entry:
    """One line of the home: which case, what about it, by when."""

    case: Case
    text: str
    due_on: date
    waits_for: str
    days: int = 0
    state: Any = None

    @property
    def is_quiet(self) -> bool:
        """A desk has people before it: of some kinds the list shows the number and the days, no more (B8)."""
        return kind_of(self.case.kind).is_quiet

    @property
    def title(self) -> str:
        return listed_as(self.case)

    @property
    def shown(self) -> object:
        """What is to be done, or that it is said on the case's page."""
        return _("打开看要做什么") if self.is_quiet else self.text

    @property
    def urgent(self) -> object:
        """The chip of a case that cannot wait."""
        return _("紧急") if self.case.urgency and self.is_quiet else self.case.get_urgency_display()


def entries_of(user: Any) -> list[Entry]:
    """Every period, task and referral that is open in one's cases, soonest first."""
    cases = team_cases(user).filter(closed_on__isnull=True)
    found = [Entry(d.case, d.label, d.due_on, d.waits_for) for d in running(cases)[:MOST]]
    found += [Entry(t.case, t.words, t.due_on, t.waits_for) for t in open_tasks(cases)[:MOST]]
    found += [Entry(r.case, str(_("等转办的答复")), r.due_on, Waits.OTHERS) for r in referrals_in(cases)[:MOST]]
    found += [Entry(j.case, str(_("联席会商")), j.planned_on, Waits.US) for j in joint_planned(cases)[:MOST]]
    found.sort(key=lambda entry: (entry.due_on, entry.case.number))
    return _counted(found)


def _counted(entries: Sequence[Entry]) -> list[Entry]:
    today = timezone.localdate()
    days = days_left(today, {entry.due_on for entry in entries})
    states = states_of([entry.case for entry in entries])
    for entry in entries:
        entry.days, entry.state = days[entry.due_on], states.get(entry.case.pk)
    return list(entries)


def split(entries: Iterable[Entry], today: date) -> dict[str, list[Entry]]:
    """Overdue, due today, within the week, later; and apart what others have to do."""
    parts: dict[str, list[Entry]] = {name: [] for name in ("overdue", "today", "soon", "later", "waiting")}
    for entry in entries:
        parts[_part(entry, today)].append(entry)
    return parts


def _part(entry: Entry, today: date) -> str:
    if entry.waits_for != Waits.US:
        return "waiting"
    if entry.due_on <= today:
        return "today" if entry.due_on == today else "overdue"
    return "soon" if entry.due_on <= today + SOON else "later"


class HomeView(Screen):
    """What to do next, in one look."""

    permission = Verb.WORK
    template_name = "services/home.html"
    heading = _("权益服务")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.user
        new, offered = list(unassigned(user)[:MOST]), list(transfers_to(user)[:MOST])
        lacking = list(unsupervised(user)[:MOST])
        places = names_of({case.region_path for case in (*new, *lacking)})
        for case in (*new, *lacking):
            case.place_name, case.listed = places.get(case.region_path, ""), listed_as(case)
        return super().get_context_data(
            parts=split(entries_of(user), timezone.localdate()),
            cases=list(team_cases(user).filter(closed_on__isnull=True)[:1]),
            idle=_named(idle_cases(user)[:MOST]),
            new=new,
            lacking=lacking,
            offered=offered,
            glasses=list(glass_to_review(user)[:MOST]),
            waiting=[one for kind in all_kinds() for one in kind.waiting(user)],
            rooms=[room for kind in all_kinds() for room in kind.rooms if user.scopes(room.verb)],
            may_take_in=bool(user.scopes(Verb.TAKE_IN)),
            may_review_glass=bool(user.scopes(Verb.REVIEW_GLASS)),
            may_view_figures=bool(user.scopes(Verb.VIEW_FIGURES)),
            **kwargs,
        )


class CalendarView(Screen):
    """Everything with a day, by its day, six weeks ahead; what is over stands first."""

    permission = Verb.WORK
    template_name = "services/calendar.html"
    heading = _("日历")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        entries = [entry for entry in entries_of(self.user) if entry.due_on <= today + AHEAD]
        days = [(day, is_workday(day), list(found)) for day, found in groupby(entries, key=lambda entry: entry.due_on)]
        return super().get_context_data(days=days, today=today, back_url=reverse("services:home"), **kwargs)


class ClosedView(Screen):
    """One's cases that are over, the latest first, until their content goes."""

    permission = Verb.WORK
    template_name = "services/closed.html"
    heading = _("办结的案件")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        over = list(team_cases(self.user).filter(closed_on__isnull=False).order_by("-closed_on", "-pk")[:200])
        return super().get_context_data(cases=_named(over), back_url=reverse("services:home"), **kwargs)


class FiguresView(Screen):
    """Totals by closed quarter; the page may be shown around."""

    permission = Verb.VIEW_FIGURES
    template_name = "services/figures.html"
    heading = _("办理数字")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        quarters = closed_quarters()
        asked = self.request.GET.get("quarter", "")
        quarter = asked if asked in quarters else quarters[0]
        district = self._district()
        kinds = all_kinds()
        kind = next((kind for kind in kinds if kind.key == self.request.GET.get("kind")), kinds[0])
        figures = figures_of(self.user, district, quarter, kind=kind.key) if district else None
        chosen = {"quarter": quarter, "quarters": quarters, "kind": kind, "kinds": kinds}
        own = kind.figures(self.user, district, quarter) if district else {}
        outside = list(outside_figures(self.user, kind.key, *days_of(quarter)))
        return super().get_context_data(figures=figures, district=district, outside=outside, **chosen, **own, **kwargs)

    def _district(self) -> Region | None:
        """Whole districts only: a supervisor of one town is shown none."""
        paths = self.user.scopes(Verb.VIEW_FIGURES)
        return Region.objects.filter(path__in=paths, level=Level.COUNTY).order_by("path").first()
