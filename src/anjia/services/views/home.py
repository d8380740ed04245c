"""The case worker's home: what is over, what is due, whom one waits for; and figures in which nobody is found."""

from collections.abc import Iterable
from datetime import timedelta
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.regions.enums import Level
from anjia.regions.models import Region
from anjia.regions.queries import names_of
from anjia.regions.working_days import is_workday
from anjia.services.agenda import MOST, entries_of, split
from anjia.services.enums import Verb
from anjia.services.figures import closed_quarters, days_of, figures_of
from anjia.services.kinds import all_kinds, listed_as, states_of
from anjia.services.models import Case
from anjia.services.queries import (
    glass_to_review,
    idle_cases,
    outside_figures,
    team_cases,
    transfers_to,
    unassigned,
    unsupervised,
)
from anjia.web.screens import Screen

AHEAD = timedelta(weeks=6)


def _named(cases: Iterable[Case]) -> list[Case]:
    found = list(cases)
    states = states_of(found)
    for case in found:
        case.listed, case.state = listed_as(case), states.get(case.pk)
    return found


class HomeView(Screen):
    """What to do next, in one look."""

    permission = Verb.WORK
    template_name = "services/home.html"
    heading = _("权益服务")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.user
        new, offered = list(unassigned(user)[:MOST]), list(transfers_to(user)[:MOST])
        entries = entries_of(user)
        planned = {entry.case.pk for entry in entries}
        lacking = list(unsupervised(user)[:MOST])
        places = names_of({case.region_path for case in (*new, *lacking)})
        for case in (*new, *lacking):
            case.place_name, case.listed = places.get(case.region_path, ""), listed_as(case)
        return super().get_context_data(
            parts=split(entries, timezone.localdate()),
            cases=list(team_cases(user).filter(closed_on__isnull=True)[:1]),
            idle=_named(case for case in idle_cases(user)[:MOST] if case.pk not in planned),
            new=new,
            lacking=lacking,
            offered=offered,
            glasses=list(glass_to_review(user)[:MOST]),
            waiting=[one for kind in all_kinds() for one in kind.waiting(user)],
            rooms=[room for kind in all_kinds() for room in kind.rooms if user.scopes(room.verb)],
            may_take_in=bool(user.scopes(Verb.TAKE_IN)),
            may_review_glass=bool(user.scopes(Verb.REVIEW_GLASS)),
            daily=self._daily(),
            **kwargs,
        )

    def _daily(self) -> list[tuple[object, str]]:
        """What everybody here uses, whatever kinds of case they have."""
        pages = [
            (_("日历"), "calendar"),
            (_("办结的案件"), "closed"),
            (_("咨询计数"), "advice"),
            (_("张贴的海报"), "poster"),
        ]
        if self.user.scopes(Verb.VIEW_FIGURES):
            pages.insert(2, (_("办理数字"), "figures"))
        return [(label, reverse(f"services:{name}")) for label, name in pages]


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
