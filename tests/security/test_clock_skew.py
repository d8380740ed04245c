"""A clock that was wrong and is put right (quality 3, check 23): nothing ends early, outlives its time or is lost."""

import time
from datetime import timedelta

import pyotp
import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from anjia.accounts.factories import SECRET
from anjia.evaluations.factories import open_cycle
from anjia.kernel import audit, jobs
from anjia.kernel.models import Job, JobState
from anjia.kernel.permissions import SYSTEM
from anjia.notices.enums import NoticeState
from anjia.notices.factories import running_notice
from anjia.notices.models import PublicNotice
from anjia.notices.tasks import keep_time

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock():
    with time_machine.travel("2026-05-08 10:00 +0800", tick=False) as traveller:
        yield traveller


def test_a_clock_that_leaps_ahead_ends_no_notice(world, clock):
    notice = running_notice(world.group, open_cycle(world.county, year=2026))
    clock.shift(timedelta(days=12))
    keep_time()
    notice.refresh_from_db()
    assert notice.state == NoticeState.RUNNING
    clock.shift(timedelta(days=-12))
    keep_time()
    assert PublicNotice.objects.get(pk=notice.pk).state == NoticeState.RUNNING


def test_a_job_that_was_held_under_a_clock_ahead_is_handed_out_again(monkeypatch, clock):
    monkeypatch.setattr(jobs, "handlers", {"test.work": lambda progress: {"ok": True}})
    row = jobs.enqueue("test.work", key="k")
    ahead = timezone.now() + timedelta(hours=3)
    Job.objects.filter(pk=row.pk).update(state=JobState.RUNNING, heartbeat_at=ahead, attempts=1)
    jobs.run_pending()
    assert jobs.recover() in {0, 1}
    jobs.run_pending()
    row.refresh_from_db()
    assert (row.state, row.attempts) == (JobState.DONE, 2)


def test_a_living_worker_a_little_ahead_keeps_its_job(clock):
    row = Job.objects.create(
        name="test.work", key="k", state=JobState.RUNNING, heartbeat_at=timezone.now() + timedelta(seconds=60)
    )
    assert jobs.recover() == 0
    assert Job.objects.get(pk=row.pk).state == JobState.RUNNING


def test_a_session_from_the_future_is_over(client, world, clock):
    home = reverse("console:home")
    client.force_login(world.group_leader)
    assert client.get(home).status_code == 200
    clock.shift(timedelta(hours=-3))
    assert reverse("account_login") in client.get(home)["Location"]


def test_a_session_survives_a_clock_that_is_set_back_a_little(client, world, clock):
    home = reverse("console:home")
    client.force_login(world.group_leader)
    assert client.get(home).status_code == 200
    clock.shift(timedelta(minutes=-2))
    assert client.get(home).status_code == 200


@pytest.mark.parametrize(("seconds", "lets_in"), [(-30, True), (30, True), (-300, False), (300, False)])
def test_a_phone_whose_clock_differs_by_half_a_minute_still_signs_in(world, seconds, lets_in):
    held = world.town_federation.authenticator_set.get(type="totp").wrap()
    assert held.validate_code(pyotp.TOTP(SECRET).at(int(time.time()) + seconds)) is lets_in


def test_the_trail_holds_when_time_runs_back(clock):
    for hours in (0, -5, 3):
        clock.shift(timedelta(hours=hours))
        audit.record("test.clock", None, by=SYSTEM, after={"hours": hours})
        audit.seal()
    verdict = audit.verify()
    assert (verdict.events, verdict.unsealed, verdict.fault) == (3, 0, "")
