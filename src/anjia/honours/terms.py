"""How long a title lasts, by the rules in force when it is granted (domain A5-7, A5-8)."""

from calendar import monthrange
from datetime import date

from anjia.regions.enums import Rule
from anjia.regions.legal import number


def months_after(day: date, months: int) -> date:
    """The same day so many months on, or the last of a shorter month.

    >>> months_after(date(2026, 5, 15), 24), months_after(date(2024, 2, 29), 12)
    (datetime.date(2028, 5, 15), datetime.date(2025, 2, 28))
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def review_due(granted_on: date) -> date:
    """When a title is looked at again: 2027-05-15 for one of 2026-05-15."""
    return months_after(granted_on, number(Rule.TITLE_REVIEW, granted_on))


def valid_to(granted_on: date) -> date:
    """When a title must have been renewed: 2028-05-15 for one of 2026-05-15."""
    return months_after(granted_on, number(Rule.TITLE_VALID, granted_on))
