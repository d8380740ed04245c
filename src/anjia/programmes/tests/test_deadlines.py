from datetime import date

import pytest

from anjia.programmes.deadlines import latest_notice_start, latest_start, reminder_day
from anjia.programmes.factories import planned_cycle
from anjia.regions.working_days import add_working_days


def test_planning_backwards_from_the_naming_day(world):
    """Domain A4 "!": naming by 15 May 2026 after 5 working days means a notice by 8 May."""
    assert latest_notice_start(planned_cycle(world, year=2026)) == date(2026, 5, 8)


@pytest.mark.parametrize("days", [5, 7, 15])
@pytest.mark.parametrize("naming_day", [date(2024, 5, 15), date(2025, 5, 15), date(2026, 5, 15), date(2026, 10, 12)])
def test_the_latest_start_is_the_latest(db, naming_day, days):
    start = latest_start(naming_day, days)
    assert add_working_days(start, days) < naming_day
    assert add_working_days(add_working_days(start, 1), days) >= naming_day


def test_a_deadline_on_a_saturday_is_reminded_on_the_friday_and_does_not_roll(world):
    """Domain A4 "!": 15 May 2027 is a Saturday."""
    cycle = planned_cycle(world, year=2027)
    assert cycle.submission_deadline == date(2027, 5, 15)
    assert reminder_day(cycle.submission_deadline) == date(2027, 5, 14)
