"""How long a title lasts (domain A5-7, A5-8): a review after twelve months, renewal after twenty-four."""

from calendar import monthrange
from datetime import date

REVIEW_MONTHS = 12
VALID_MONTHS = 24


def months_after(day: date, months: int) -> date:
    """The same day so many months on, or the last of a shorter month.

    >>> months_after(date(2026, 5, 15), 24), months_after(date(2024, 2, 29), 12)
    (datetime.date(2028, 5, 15), datetime.date(2025, 2, 28))
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def review_due(granted_on: date) -> date:
    return months_after(granted_on, REVIEW_MONTHS)


def valid_to(granted_on: date) -> date:
    return months_after(granted_on, VALID_MONTHS)
