from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from anjia.notices.clock import end_of, interruption, last_day, latest_start, silences

pytestmark = pytest.mark.django_db
FOUR_HOURS = timedelta(hours=4)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2024-04-29", 5, "2024-05-09"),
        ("2024-09-27", 7, "2024-10-12"),
        ("2025-04-28", 5, "2025-05-08"),
        ("2025-09-29", 5, "2025-10-13"),
        ("2026-04-28", 5, "2026-05-08"),
        ("2026-05-08", 5, "2026-05-14"),
        ("2025-05-15", 7, "2025-05-26"),
    ],
)
def test_the_last_day_of_a_notice_counts_working_days_from_the_day_after_its_start(start, days, end):
    assert last_day(date.fromisoformat(start), days) == date.fromisoformat(end)


def test_a_notice_never_runs_for_fewer_than_five_working_days():
    assert last_day(date(2026, 5, 8), 3) == date(2026, 5, 14)


def test_the_latest_start_leaves_the_notice_over_on_the_day_before_naming():
    assert latest_start(date(2026, 5, 15), 5) == date(2026, 5, 8)


def test_a_day_ends_when_its_last_second_in_shanghai_is_over():
    assert end_of(date(2026, 5, 14)).isoformat() == "2026-05-15T00:00:00+08:00"


def moment(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 5, day, hour, minute, tzinfo=timezone.get_default_timezone())


def beats(start: datetime, end: datetime) -> list[datetime]:
    return [start + timedelta(minutes=n) for n in range(0, int((end - start).total_seconds() // 60) + 1, 5)]


def test_four_hours_of_silence_are_borne_and_a_minute_more_is_not():
    before = beats(moment(9, 8), moment(9, 9))

    assert silences(before, moment(9, 13), FOUR_HOURS) == []
    assert [gap.until for gap in silences(before, moment(9, 13, 1), FOUR_HOURS)] == [moment(9, 13, 1)]


def test_a_gap_within_the_notice_interrupts_it_when_the_site_is_back():
    gaps = silences([*beats(moment(9, 8), moment(9, 9)), moment(9, 15)], moment(9, 15, 5), FOUR_HOURS)

    assert interruption(moment(8, 10), date(2026, 5, 14), gaps, FOUR_HOURS) == moment(9, 15)


@pytest.mark.parametrize(
    ("counted_at", "ends_on", "why"),
    [
        (moment(9, 12), date(2026, 5, 14), "only three hours of it fell after the start"),
        (moment(5, 10), date(2026, 5, 8), "the notice was over before"),
        (moment(9, 15), date(2026, 5, 14), "it was counted from the end of the gap already"),
    ],
)
def test_a_gap_outside_the_notice_leaves_it_alone(counted_at, ends_on, why):
    gaps = silences([moment(9, 9), moment(9, 15)], moment(9, 15), FOUR_HOURS)

    assert interruption(counted_at, ends_on, gaps, FOUR_HOURS) is None, why
