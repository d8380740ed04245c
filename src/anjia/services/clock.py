"""Statutory periods: from a rule and a day to the last day, literally and rolled over days off (domain B5, B13).

The start day is excluded. A literal last day on which no office works rolls to the next working day (民法典 203);
hours run on, through nights and holidays. Both days are kept, with the law that sets them.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import floor

from django.utils import timezone

from anjia.regions.enums import Measure, Rule
from anjia.regions.legal import basis
from anjia.regions.models import LegalBasis
from anjia.regions.working_days import add_working_days, is_covered, next_workday


@dataclass(frozen=True)
class Period:
    """A period as it runs: its law, its length, and its last day; `due_at` only where it is counted in hours."""

    law: LegalBasis
    starts_on: date
    literal_on: date
    due_on: date
    due_at: datetime | None = None

    @property
    def is_certain(self) -> bool:
        """Whether the days off of the year it ends in are known; else Monday to Friday was assumed, to be shown."""
        return is_covered(self.due_on.year)


def period(rule: Rule, *, start: date | datetime, length: int | None = None) -> Period:
    """The period of a rule from a day, or from a moment for one in hours; by the law in force on that day."""
    began = timezone.localdate(start) if isinstance(start, datetime) else start
    law = basis(rule, began)
    count = law.numerator if length is None else length
    if law.measure == Measure.HOURS:
        if not isinstance(start, datetime):
            raise ValueError(f"{rule}: a period in hours begins at a moment")
        due_at = start + timedelta(hours=count)
        return Period(law, began, timezone.localdate(due_at), timezone.localdate(due_at), due_at)
    literal = last_day(Measure(law.measure), count, began)
    return Period(law, began, literal, next_workday(literal))


def hours_left(due_at: datetime | None) -> int | None:
    """Whole hours from now, below zero once it is over; None where nothing is counted in hours."""
    return floor((due_at - timezone.now()) / timedelta(hours=1)) if due_at else None


def last_day(measure: Measure, count: int, start: date) -> date:
    """The literal last day of a period in days, working days or months."""
    if measure == Measure.WORKING_DAYS:
        return add_working_days(start, count)
    if measure == Measure.MONTHS:
        return add_months(start, count)
    if measure == Measure.DAYS:
        return start + timedelta(days=count)
    raise ValueError(f"{measure} is no length of time")


def add_months(day: date, months: int) -> date:
    """The same day some months later, or the last one of a shorter month (民法典 202)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
