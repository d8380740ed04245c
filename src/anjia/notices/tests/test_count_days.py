from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from anjia.evaluations.factories import open_cycle
from anjia.kernel import schedules
from anjia.kernel.models import AuditEvent
from anjia.notices.actions import answer_objection, check_gaps, end_notices, record_heartbeat
from anjia.notices.enums import Finding, NoticeState, ObjectionGround
from anjia.notices.factories import objection_to, running_notice
from anjia.notices.models import Heartbeat
from anjia.notices.queries import cleared_candidacies, waiting_reasons
from anjia.notices.tasks import keep_time

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock():
    with time_machine.travel("2026-05-08 10:00 +0800", tick=False) as traveller:
        yield traveller


@pytest.fixture
def notice(world, clock):
    return running_notice(world.group, open_cycle(world.county, year=2026))


def serve(clock, hours: float) -> None:
    """The site serves for some hours: one beat every five minutes, as the scheduler does it."""
    for _beat in range(int(hours * 12)):
        clock.shift(timedelta(minutes=5))
        record_heartbeat()


def test_a_notice_that_could_be_read_all_the_time_goes_on(notice, clock):
    serve(clock, 5)

    assert check_gaps() == 0


def test_a_silence_of_more_than_four_hours_starts_the_days_anew(notice, clock):
    serve(clock, 1)
    clock.shift(timedelta(days=1, hours=4))
    keep_time()

    notice.refresh_from_db()
    assert (notice.counted_from, notice.ends_on) == (date(2026, 5, 9), date(2026, 5, 15))
    assert (notice.restarts, notice.restart_reason) == (1, "out_of_reach")
    assert notice.starts_on == date(2026, 5, 8)
    assert AuditEvent.objects.filter(verb="notices.restart", object_id=notice.pk).count() == 1


def test_the_same_silence_restarts_a_notice_once(notice, clock):
    clock.shift(timedelta(hours=5))
    assert keep_time()["restarted"] == 1
    serve(clock, 1)

    assert keep_time()["restarted"] == 0


def test_a_silence_before_the_notice_does_not_touch_it(world, clock):
    record_heartbeat()
    clock.shift(timedelta(hours=10))
    notice = running_notice(world.group, open_cycle(world.county, year=2026))
    clock.shift(timedelta(hours=3))
    keep_time()

    notice.refresh_from_db()
    assert notice.restarts == 0


def test_a_silence_at_the_end_is_found_before_the_notice_ends(notice, clock):
    for _day in range(5):
        serve(clock, 24)
    clock.move_to("2026-05-16 08:00 +0800")

    assert keep_time() == {"restarted": 1, "ended": 0}
    notice.refresh_from_db()
    assert (notice.state, notice.ends_on) == (NoticeState.RUNNING, date(2026, 5, 22))


def over(clock) -> None:
    """The site serves until the notice's last day is over."""
    while timezone.localdate() < date(2026, 5, 15):
        clock.shift(timedelta(hours=3))
        record_heartbeat()


def test_a_notice_ends_when_its_last_day_is_over_and_not_before(notice, clock):
    while timezone.now() < datetime(2026, 5, 14, 22, tzinfo=timezone.get_default_timezone()):
        clock.shift(timedelta(hours=3))
        record_heartbeat()
    clock.move_to("2026-05-14 23:59:59 +0800")
    assert end_notices() == 0

    clock.move_to("2026-05-15 00:00:00 +0800")

    assert end_notices() == 1
    notice.refresh_from_db()
    assert (notice.state, notice.ended_at) == (NoticeState.ENDED, timezone.now())
    assert end_notices() == 0


def test_families_are_cleared_by_the_end_of_the_notice_alone(world, notice, clock):
    assert not cleared_candidacies(notice.cycle, world.town).exists()
    over(clock)
    keep_time()

    assert cleared_candidacies(notice.cycle, world.town).count() == 3
    assert not cleared_candidacies(notice.cycle, world.neighbour_town).exists()


def test_a_family_with_an_open_objection_waits_for_its_answer(world, notice, clock):
    contested = notice.entries.first()
    objection = objection_to(contested)
    over(clock)
    keep_time()
    cleared = cleared_candidacies(notice.cycle, world.town)

    assert contested.candidacy not in cleared
    assert cleared.count() == 2
    assert waiting_reasons(notice) == {contested.pk: "objection"}

    answer_objection(
        objection, finding=Finding.STAYS, answer="组别核对无误。", is_unrelated=True, by=world.town_federation
    )
    assert contested.candidacy in cleared_candidacies(notice.cycle, world.town)


def test_a_corrected_family_is_shown_for_days_of_its_own(world, notice, clock):
    contested = notice.entries.first()
    objection = objection_to(contested, ground=ObjectionGround.WRONG_DATA)
    clock.move_to("2026-05-12 09:00 +0800")
    record_heartbeat()
    answer_objection(
        objection, finding=Finding.EXTENDED, answer="已更正组别。", is_unrelated=True, by=world.town_federation
    )
    contested.refresh_from_db()
    assert contested.ends_on == date(2026, 5, 19)
    notice.refresh_from_db()
    type(notice).objects.update(ends_on=date(2026, 5, 14), counted_at=timezone.now())
    over(clock)
    keep_time()

    assert cleared_candidacies(notice.cycle, world.town).count() == 2
    assert waiting_reasons(notice) == {contested.pk: "extension"}

    clock.shift(timedelta(hours=5))
    keep_time()
    contested.refresh_from_db()
    assert contested.ends_on == date(2026, 5, 22), "five working days after the silence of 15 May"
    while timezone.localdate() < date(2026, 5, 23):
        clock.shift(timedelta(hours=3))
        record_heartbeat()
    assert cleared_candidacies(notice.cycle, world.town).count() == 3


def test_a_result_stays_up_without_an_end(world, notice, clock):
    type(notice).objects.update(kind="result", ends_on=None)
    clock.shift(timedelta(days=90))

    assert keep_time() == {"restarted": 0, "ended": 0}


def test_old_heartbeats_go(clock, db):
    record_heartbeat()
    clock.shift(timedelta(days=121))
    record_heartbeat()

    assert Heartbeat.objects.count() == 1


def test_the_round_is_a_routine_of_every_five_minutes(notice, clock):
    clock.shift(timedelta(days=8))
    schedules.run("notices.keep_time")

    notice.refresh_from_db()
    assert notice.restarts == 1
    assert schedules.routines["notices.keep_time"].minutes == 5
