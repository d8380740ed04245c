"""The days of a notice: working days, and what interrupts them (domain A4, B13). Pure but for the calendar."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from django.utils import timezone

from anjia.regions.enums import Rule
from anjia.regions.legal import number
from anjia.regions.working_days import add_working_days


@dataclass(frozen=True)
class Gap:
    """A stretch in which the site was silent for too long."""

    since: datetime
    until: datetime


def last_day(start: date, days: int) -> date:
    """The last day of a notice put up on `start`, which is not counted; never less than the shortest period by rule."""
    return add_working_days(start, max(days, number(Rule.NOTICE_LEAST, start)))


def latest_start(naming_day: date, days: int) -> date:
    """The last day on which a notice can begin and still be over the day before families are named.

    2026-05-15 with five working days: 2026-05-08 (domain A4).
    """
    day = naming_day - timedelta(days=1)
    days = max(days, number(Rule.NOTICE_LEAST, day))
    while add_working_days(day, days) >= naming_day:
        day -= timedelta(days=1)
    return day


def end_of(day: date) -> datetime:
    """The moment a day is over in the programme's time zone: its 23:59:59 has passed."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def longest_silence(on: date | None = None) -> timedelta:
    """How long the site may be silent before a notice begins anew."""
    return timedelta(hours=number(Rule.NOTICE_SILENCE, on))


def runs_anew(before: str, after: str) -> bool:
    """Whether a family whose line read `before` and now reads `after` must be on notice anew (domain A4, B13).

    A notice serves so that everybody can recognise the family and object in time. Where the surname stands and at
    most one character differs, whoever read it knew whom it meant, and the days go on. Otherwise the right line was
    never up: this family's days begin again, the others' go on.

    >>> runs_anew("王小明", "王晓明"), runs_anew("王*明", "王*明"), runs_anew("王*明", "汪*明")
    (False, False, True)
    """
    if before == after:
        return False
    if len(before) != len(after) or before[:1] != after[:1]:
        return True
    return sum(a != b for a, b in zip(before, after, strict=True)) > 1


def silences(beats: Sequence[datetime], now: datetime, longest: timedelta) -> list[Gap]:
    """The gaps that are too long between heartbeats given in order, the present moment being one."""
    return [Gap(a, b) for a, b in pairwise([*beats, now]) if b - a > longest]


def interruption(
    counted_at: datetime | None, ends_on: date | None, gaps: Iterable[Gap], longest: timedelta
) -> datetime | None:
    """When the site spoke again after the last gap that fell into a notice for too long, if any did."""
    if counted_at is None or ends_on is None:
        return None
    end = end_of(ends_on)
    broken = [g.until for g in gaps if min(g.until, end) - max(g.since, counted_at) > longest]
    return max(broken, default=None)
