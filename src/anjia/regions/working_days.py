"""Working days: our override table, then the published calendar, then Monday to Friday (domain B13).

The published calendar (chinesecalendar) ends with the last State Council notice it knows. A year it does not
cover and nobody has entered falls back to Monday to Friday; `is_covered` says so, and pages must show it.
"""

from collections.abc import Iterable
from datetime import date, timedelta

import chinese_calendar
from chinese_calendar.constants import holidays as published_holidays

from anjia.regions.models import HolidayOverride

FIRST_YEAR = min(published_holidays).year
LAST_YEAR = max(published_holidays).year
SATURDAY = 5


def is_workday(day: date) -> bool:
    """Whether offices work on the day."""
    return _decide(day, _overrides(day, day))


def add_working_days(start: date, days: int) -> date:
    """The last day of a period of working days; the start day is excluded (2026-04-28 + 5 is 2026-05-08)."""
    if days < 0:
        raise ValueError("a period has no negative length")
    day, left = start, days
    overrides = _overrides(start, start + timedelta(days=3 * days + 30))
    while left:
        day += timedelta(days=1)
        left -= _decide(day, overrides)
    return day


def working_days_between(start: date, end: date) -> int:
    """How many working days lie after `start` up to and including `end`; negative where `end` is earlier."""
    if end < start:
        return -working_days_between(end, start)
    overrides = _overrides(start, end)
    days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(_decide(day, overrides) for day in days)


def days_left(today: date, due: Iterable[date]) -> dict[date, int]:
    """How many working days are left until each day, read at once; never 0 but on the day itself.

    A day that falls on a weekend is not today because no working day lies before it.
    """
    wanted = set(due) | {today}
    overrides = _overrides(min(wanted), max(wanted))
    return {end: _left(today, end, overrides) for end in wanted}


def _left(today: date, end: date, overrides: dict[date, bool]) -> int:
    first, last = sorted((today, end))
    days = sum(_decide(first + timedelta(days=n), overrides) for n in range(1, (last - first).days + 1))
    if end == today:
        return 0
    return max(days, 1) if end > today else min(-days, -1)


def next_workday(day: date) -> date:
    """The day itself where offices work, else the next day on which they do (民法典 203)."""
    return day if is_workday(day) else add_working_days(day, 1)


def is_covered(year: int) -> bool:
    """Whether the year's holidays are known; False means the Monday-to-Friday fallback, to be shown."""
    if FIRST_YEAR <= year <= LAST_YEAR:
        return True
    return HolidayOverride.objects.filter(date__year=year, is_workday=False).exists()


def uncovered_years(years: Iterable[int]) -> list[int]:
    """Those of the years for which only the fallback is known."""
    return sorted(year for year in set(years) if not is_covered(year))


def _overrides(start: date, end: date) -> dict[date, bool]:
    rows = HolidayOverride.objects.filter(date__gte=start, date__lte=end).order_by()
    return dict(rows.values_list("date", "is_workday"))


def _decide(day: date, overrides: dict[date, bool]) -> bool:
    if day in overrides:
        return overrides[day]
    if FIRST_YEAR <= day.year <= LAST_YEAR:
        return bool(chinese_calendar.is_workday(day))
    return day.weekday() < SATURDAY
