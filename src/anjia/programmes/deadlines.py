"""Planning backwards from the naming day, in working days (domain A4 "!")."""

from datetime import date, timedelta

from anjia.programmes.models import ProgrammeCycle
from anjia.regions.working_days import is_workday, working_days_between

ONE_DAY = timedelta(days=1)


def latest_notice_start(cycle: ProgrammeCycle) -> date:
    """The last working day on which a notice can start so that it is over before the naming day."""
    return latest_start(cycle.naming_day, cycle.notice_working_days)


def latest_start(naming_day: date, working_days: int) -> date:
    """A notice of so many working days (its first day not counted) that ends before the naming day.

    2026-05-15 with 5 working days: 2026-05-08, because Saturday 9 May is a working day.
    """
    day = naming_day - ONE_DAY - timedelta(days=working_days)
    while working_days_between(day, naming_day - ONE_DAY) < working_days or not is_workday(day):
        day -= ONE_DAY
    return day


def reminder_day(deadline: date) -> date:
    """The last working day on or before a deadline that does not roll (domain A4 "!")."""
    day = deadline
    while not is_workday(day):
        day -= ONE_DAY
    return day
