"""How old somebody is for the law. Births here are months: whoever may still be thirteen counts as thirteen."""

from datetime import date

from django.utils import timezone

CHILD = 14
ADULT = 18


def turns(age: int, birth: str) -> date | None:
    """The first day on which somebody surely has the age; None where the birth is not known.

    A day counts to the day. Of a month only its end is sure: the first of the month after (domain B9).

    >>> turns(14, "2012-11-23"), turns(14, "2012-11")
    (datetime.date(2026, 11, 23), datetime.date(2026, 12, 1))
    """
    parts = [int(part) for part in birth.split("-")] if birth else []
    if len(parts) == 3:
        year, month, day = parts
        # Who was born on a 29 February is a year older on 1 March of a common year.
        is_leap_day = (month, day) == (2, 29) and (year + age) % 4
        return date(year + age, 3, 1) if is_leap_day else date(year + age, month, day)
    if len(parts) == 2:
        year, month = parts
        return date(year + age + month // 12, month % 12 + 1, 1)
    return None


def is_under(age: int, birth: str, on: date | None = None) -> bool:
    """Whether somebody is, or may still be, younger on a day; an unknown birth says no."""
    day = turns(age, birth)
    return day is not None and (on or timezone.localdate()) < day


def born_since(age: int, on: date | None = None) -> str:
    """The month such that who was born in it or later is, or may be, younger: births compare as text."""
    today = on or timezone.localdate()
    return f"{today.year - age:04d}-{today.month:02d}"


def years(birth: str, on: date) -> int | None:
    """The years somebody has surely completed on a day; None where the month of birth is not known.

    >>> years("1960-05", date(2026, 6, 1)), years("1960-05", date(2026, 5, 31)), years("", date(2026, 5, 31))
    (66, 65, None)
    """
    first = turns(0, birth)
    return None if first is None else max(0, on.year - first.year - ((on.month, on.day) < (first.month, first.day)))
