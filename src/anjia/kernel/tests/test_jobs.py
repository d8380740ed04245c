"""Jobs: asked for in the transaction, once per key, at least once done, resumed after a kill (architecture 3)."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone
from django_q.models import OrmQ

from anjia.kernel import jobs
from anjia.kernel.models import Job, JobState
from anjia.kernel.tests.actors import FakeActor

pytestmark = pytest.mark.django_db


@pytest.fixture
def calls(monkeypatch):
    monkeypatch.setattr(jobs, "handlers", {})
    seen = []

    @jobs.job("test.work")
    def work(progress, **arguments):
        seen.append(arguments)
        progress.report(1, 2, "half")
        if arguments.get("fail"):
            raise RuntimeError("broken")
        return {"ok": True}

    return seen


def test_the_same_key_is_one_job(calls):
    first = jobs.enqueue("test.work", key="k", by=FakeActor(), n=1)
    assert jobs.enqueue("test.work", key="k", n=1) == first
    assert jobs.queue_size() == 1
    assert jobs.run_pending() == 1
    first.refresh_from_db()
    assert (first.state, first.result, first.done, first.total) == (JobState.DONE, {"ok": True}, 1, 2)
    assert first.is_over
    assert calls == [{"n": 1}]


def test_a_request_rolls_back_with_its_transaction(calls):
    with transaction.atomic():
        jobs.enqueue("test.work", key="k")
        transaction.set_rollback(True)
    assert not Job.objects.exists()
    assert not OrmQ.objects.exists()


def test_a_job_that_is_over_or_held_is_left_alone(calls):
    row = jobs.enqueue("test.work", key="k")
    jobs.run_pending()
    jobs.run(str(row.pk))
    assert len(calls) == 1
    Job.objects.update(state=JobState.RUNNING, heartbeat_at=timezone.now())
    jobs.run(str(row.pk))
    assert len(calls) == 1


def test_a_killed_workers_job_is_handed_out_again(calls):
    row = jobs.enqueue("test.work", key="k")
    OrmQ.objects.all().delete()
    Job.objects.update(state=JobState.RUNNING, heartbeat_at=timezone.now() - timedelta(minutes=3), attempts=1)
    assert jobs.recover() == 1
    jobs.run_pending()
    row.refresh_from_db()
    assert (row.state, row.attempts) == (JobState.DONE, 2)


def test_recovery_gives_up_after_several_attempts(calls):
    row = jobs.enqueue("test.work", key="k")
    Job.objects.update(state=JobState.RUNNING, heartbeat_at=timezone.now() - timedelta(minutes=3), attempts=5)
    assert jobs.recover() == 0
    row.refresh_from_db()
    assert row.state == JobState.FAILED


def test_a_failure_is_kept_and_raised(calls):
    row = jobs.enqueue("test.work", key="k", fail=True)
    with pytest.raises(RuntimeError):
        jobs.run_pending()
    row.refresh_from_db()
    assert row.state == JobState.FAILED
    assert "broken" in row.message


def test_a_job_can_be_cancelled_before_and_while_it_runs(calls):
    waiting = jobs.enqueue("test.work", key="a")
    jobs.cancel(waiting, by=FakeActor())
    jobs.run_pending()
    waiting.refresh_from_db()
    assert waiting.state == JobState.CANCELLED
    assert calls == []
    running = jobs.enqueue("test.work", key="b")
    Job.objects.filter(pk=running.pk).update(cancel_requested=True)
    jobs.run_pending()
    running.refresh_from_db()
    assert running.state == JobState.CANCELLED


def test_unknown_names_are_refused(calls):
    with pytest.raises(KeyError):
        jobs.enqueue("test.nothing", key="k")


def test_two_handlers_of_one_name_are_refused(calls):
    def other(progress):
        return None

    other.__module__ = "elsewhere"
    with pytest.raises(ValueError, match="two handlers"):
        jobs.job("test.work")(other)


@pytest.mark.django_db(transaction=True)
def test_two_workers_that_take_the_same_job_do_it_once(monkeypatch):
    """Quality 3, check 18."""
    monkeypatch.setattr(jobs, "handlers", {})
    start, done = threading.Barrier(2), []

    @jobs.job("test.once")
    def work(progress):
        done.append(threading.get_ident())

    row = jobs.enqueue("test.once", key="once")
    OrmQ.objects.all().delete()

    def worker():
        start.wait()
        try:
            jobs.run(str(row.pk))
        finally:
            connection.close()

    workers = [threading.Thread(target=worker) for _ in range(2)]
    for thread in workers:
        thread.start()
    for thread in workers:
        thread.join()
    row.refresh_from_db()
    assert (len(done), row.state, row.attempts) == (1, JobState.DONE, 1)
