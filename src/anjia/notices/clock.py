"""The days of a notice: working days, and what interrupts them (domain A4, B13). Pure but for the calendar."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from django.utils import timezone

from anjia.regions.working_days import add_working_days

MIN_WORKING_DAYS = 5
LONGEST_SILENCE = timedelta(hours=4)


@dataclass(frozen=True)
class Gap:
    """A stretch in which the site was silent for more than four hours."""

    since: datetime
    until: datetime


def last_day(start: date, days: int) -> date:
    """The last day of a notice put up on `start`, which is not counted; never fewer than five working days."""
    return add_working_days(start, max(days, MIN_WORKING_DAYS))


def latest_start(naming_day: date, days: int) -> date:
    """The last day on which a notice can begin and still be over the day before families are named.

    2026-05-15 with five working days: 2026-05-08 (domain A4).
    """
    day = naming_day - timedelta(days=1)
    while last_day(day, days) >= naming_day:
        day -= timedelta(days=1)
    return day


def end_of(day: date) -> datetime:
    """The moment a day is over in the programme's time zone: its 23:59:59 has passed."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def silences(beats: Sequence[datetime], now: datetime) -> list[Gap]:
    """The gaps of more than four hours between heartbeats given in order, the present moment being one."""
    return [Gap(a, b) for a, b in pairwise([*beats, now]) if b - a > LONGEST_SILENCE]


def interruption(counted_at: datetime | None, ends_on: date | None, gaps: Iterable[Gap]) -> datetime | None:
    """When the site spoke again after the last gap that fell into a notice for more than four hours, if any did."""
    if counted_at is None or ends_on is None:
        return None
    end = end_of(ends_on)
    broken = [g.until for g in gaps if min(g.until, end) - max(g.since, counted_at) > LONGEST_SILENCE]
    return max(broken, default=None)
