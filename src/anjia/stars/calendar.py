"""The days of a quarter: when it begins and ends, and until when the village closes it."""

from datetime import date, timedelta

DAYS_TO_CLOSE = 15
"""How long after its last day the village has; the town may close from the day after (`own`: no document says)."""


def first_day(year: int, quarter: int) -> date:
    """
    >>> first_day(2026, 3)
    datetime.date(2026, 7, 1)
    """
    return date(year, 3 * quarter - 2, 1)


def last_day(year: int, quarter: int) -> date:
    """
    >>> last_day(2026, 1), last_day(2026, 4)
    (datetime.date(2026, 3, 31), datetime.date(2026, 12, 31))
    """
    following = date(year + 1, 1, 1) if quarter == 4 else first_day(year, quarter + 1)
    return following - timedelta(days=1)


def deadline(year: int, quarter: int) -> date:
    """The last day on which the village closes the quarter itself; that day counts.

    >>> deadline(2026, 4)
    datetime.date(2027, 1, 15)
    """
    return last_day(year, quarter) + timedelta(days=DAYS_TO_CLOSE)


def has_begun(year: int, quarter: int, on: date) -> bool:
    return first_day(year, quarter) <= on


def begun_quarters(year: int, on: date) -> list[int]:
    """The quarters of a year that have begun on a day."""
    return [quarter for quarter in (1, 2, 3, 4) if has_begun(year, quarter, on)]
