"""What is to be done in one's cases, by its day: one list for the home, the calendar and the count of the console."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.regions.working_days import days_left
from anjia.services.clock import hours_left
from anjia.services.enums import Waits
from anjia.services.kinds import Dated, all_kinds, kind_of, listed_as, states_of
from anjia.services.models import Case
from anjia.services.queries import joint_planned, open_tasks, referrals_in, running, team_cases

SOON = timedelta(days=7)
MOST = 50


@dataclass
class Entry:
    """One line of the home: which case, what about it, by when."""

    case: Case
    text: str
    due_on: date
    waits_for: str
    due_at: datetime | None = None
    is_event: bool = False
    days: int = 0
    state: Any = None

    @property
    def is_over(self) -> bool:
        """What is counted in hours, or happens at an hour, is over within its day."""
        return self.due_on < timezone.localdate() or (self.due_at is not None and self.due_at < timezone.now())

    @property
    def hours(self) -> int | None:
        """Whole hours left of a period in hours; what happens at an hour is told by its hour."""
        return None if self.is_event else hours_left(self.due_at)

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
    found = [Entry(d.case, d.label, d.due_on, d.waits_for, d.due_at) for d in running(cases)[:MOST]]
    found += [Entry(t.case, t.words, t.due_on, t.waits_for) for t in open_tasks(cases)[:MOST]]
    found += [Entry(r.case, str(_("等转办的答复")), r.due_on, Waits.OTHERS) for r in referrals_in(cases)[:MOST]]
    joint = joint_planned(cases)[:MOST]
    found += [Entry(j.case, str(_("联席会商")), j.planned_on, Waits.US, is_event=True) for j in joint]
    found += [_event(one) for kind in all_kinds() for one in kind.dated(cases)[:MOST]]
    found.sort(key=lambda entry: (entry.due_on, entry.case.number))
    return _counted(_said_once(found))


def _event(one: Dated) -> Entry:
    day = timezone.localdate(one.ends_at)
    return Entry(one.case, str(one.words), day, Waits.US, one.ends_at, is_event=True)


def _said_once(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Of a quiet kind two things due on one day read alike: one line says that there is something to do."""
    seen = set()
    for entry in entries:
        key = entry.case.pk, entry.due_on, entry.waits_for
        if not entry.is_quiet or key not in seen:
            yield entry
        seen.add(key)


def _counted(found: Iterable[Entry]) -> list[Entry]:
    entries = list(found)
    today = timezone.localdate()
    days = days_left(today, {entry.due_on for entry in entries})
    states = states_of([entry.case for entry in entries])
    for entry in entries:
        entry.days, entry.state = days[entry.due_on], states.get(entry.case.pk)
    return entries


def split(entries: Iterable[Entry], today: date) -> dict[str, list[Entry]]:
    """Overdue, due today, within the week, later; and apart what others have to do."""
    parts: dict[str, list[Entry]] = {name: [] for name in ("overdue", "today", "soon", "later", "waiting")}
    for entry in entries:
        parts[_part(entry, today)].append(entry)
    return parts


def _part(entry: Entry, today: date) -> str:
    if entry.waits_for != Waits.US:
        return "waiting"
    if entry.is_over:
        return "overdue"
    if entry.due_on == today:
        return "today"
    return "soon" if entry.due_on <= today + SOON else "later"
