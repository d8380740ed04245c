"""The last day of a period that a rule sets: working days or days (domain B13)."""

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
