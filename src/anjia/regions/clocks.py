"""The last day of a period that a rule sets: working days or days (domain B13)."""

from calendar import monthrange
from datetime import date, timedelta

from anjia.regions.enums import Measure, Rule
from anjia.regions.legal import basis
from anjia.regions.working_days import add_working_days, next_workday


def last_day(rule: Rule, start: date) -> date:
    """The start day is excluded; natural days that end on a day off end on the next working day (民法典 203).

    The rule is the one in force on the start day. Raises ValueError for a rule that measures no period.
    """
    held = basis(rule, start)
    if held.measure == Measure.WORKING_DAYS:
        return add_working_days(start, held.numerator)
    if held.measure == Measure.DAYS:
        return next_workday(start + timedelta(days=held.numerator))
    raise ValueError(f"{rule} is no period")


def months_after(day: date, months: int) -> date:
    """The same day so many months on, or before where they are negative; or the last of a shorter month.

    >>> months_after(date(2026, 5, 15), 24), months_after(date(2024, 2, 29), 12), months_after(date(2026, 3, 31), -1)
    (datetime.date(2028, 5, 15), datetime.date(2025, 2, 28), datetime.date(2026, 2, 28))
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
