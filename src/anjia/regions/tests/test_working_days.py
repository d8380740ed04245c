"""Working days, domain B13."""

from datetime import date

import pytest

from anjia.regions.models import HolidayOverride
from anjia.regions.working_days import (
    add_working_days,
    is_covered,
    is_workday,
    next_workday,
    uncovered_years,
    working_days_between,
)

pytestmark = pytest.mark.django_db
VECTORS = [
    ("2024-04-29", 5, "2024-05-09"),
    ("2024-09-27", 7, "2024-10-12"),
    ("2025-04-28", 5, "2025-05-08"),
    ("2025-09-29", 5, "2025-10-13"),
    ("2026-04-28", 5, "2026-05-08"),
    ("2026-05-08", 5, "2026-05-14"),
    ("2025-05-15", 7, "2025-05-26"),
]


def day(text):
    return date.fromisoformat(text)


@pytest.mark.parametrize(("start", "days", "end"), VECTORS)
def test_the_start_day_is_excluded(start, days, end):
    assert add_working_days(day(start), days) == day(end)


@pytest.mark.parametrize(("start", "days", "end"), VECTORS)
def test_counting_back_agrees(start, days, end):
    assert working_days_between(day(start), day(end)) == days
    assert working_days_between(day(end), day(start)) == -days


@pytest.mark.parametrize(
    ("text", "works"),
    [
        ("2024-10-12", True),
        ("2024-10-13", False),
        ("2025-01-26", True),
        ("2025-05-01", False),
        ("2026-02-14", True),
    ],
)
def test_make_up_days_and_holidays(text, works):
    assert is_workday(day(text)) is works


def test_a_year_nobody_knows_falls_back_to_monday_to_friday_and_says_so():
    assert not is_covered(2027)
    assert is_covered(2026)
    assert uncovered_years([2027, 2026, 2027]) == [2027]
    assert is_workday(date(2027, 1, 1))
    assert not is_workday(date(2027, 1, 2))
    assert add_working_days(date(2027, 4, 28), 5) == date(2027, 5, 5)


def test_an_override_stands_above_the_calendar_and_above_the_fallback():
    HolidayOverride.objects.create(date=date(2027, 1, 1), is_workday=False, note="元旦")
    HolidayOverride.objects.create(date=date(2027, 1, 3), is_workday=True, note="补班")
    HolidayOverride.objects.create(date=date(2026, 5, 8), is_workday=False, note="临时")
    assert not is_workday(date(2027, 1, 1))
    assert is_workday(date(2027, 1, 3))
    assert add_working_days(date(2026, 4, 28), 5) == date(2026, 5, 9)
    assert is_covered(2027)


def test_a_make_up_day_alone_does_not_cover_a_year():
    HolidayOverride.objects.create(date=date(2027, 1, 3), is_workday=True)
    assert not is_covered(2027)


def test_a_period_that_ends_on_a_day_off_ends_on_the_next_workday():
    assert next_workday(date(2026, 5, 1)) == date(2026, 5, 6)
    assert next_workday(date(2026, 5, 9)) == date(2026, 5, 9)


def test_a_period_has_no_negative_length():
    with pytest.raises(ValueError, match="negative"):
        add_working_days(date(2026, 5, 1), -1)


def test_no_days_end_where_they_begin():
    assert add_working_days(date(2026, 5, 2), 0) == date(2026, 5, 2)
