"""Background work: asked for by name inside the transaction it belongs to, done at least once by django-q2.

The broker is the database itself, so the request commits or rolls back with the change. A handler is a set of
idempotent steps that can resume: a killed worker's job is handed out again by `recover`.

A walled database (`using`) has an outbox of its own: the row there is the whole request, no broker learns of it, and
`work_off` takes it up within a minute. Of a failure there only the kind is kept: a traceback may hold what was walled.
"""

import traceback
import uuid
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from django.db import DEFAULT_DB_ALIAS, IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django_q.brokers import get_broker
from django_q.models import OrmQ
from django_q.signing import SignedPackage
from django_q.tasks import async_task

from anjia.kernel.context import rehearsal, rehearsing, request_id
from anjia.kernel.models import Job, JobState
from anjia.kernel.permissions import Actor
from anjia.kernel.signals import job_over

STALE_AFTER = timedelta(minutes=2)
MAX_ATTEMPTS = 5
# The argument that tells a worker that the job was asked for in a rehearsal.
IN_REHEARSAL = "in_rehearsal"

handlers: dict[str, Callable[..., dict[str, Any] | None]] = {}


class Cancelled(Exception):
    """The person who asked has cancelled the job."""


class Progress:
    """A handler's line to its job row: report n of N, and learn of a wish to cancel."""

    def __init__(self, job_id: uuid.UUID, using: str = DEFAULT_DB_ALIAS):
        self.job_id, self.using = job_id, using

    def report(self, done: int, total: int, message: str = "") -> None:
        """Write the progress; raises Cancelled where the job was cancelled. Call it between steps, not rows."""
        job = Job.objects.using(self.using).filter(pk=self.job_id)
        job.update(done=done, total=total, message=message, heartbeat_at=timezone.now())
        if job.filter(cancel_requested=True).exists():
            raise Cancelled


def job(name: str) -> Callable[[Callable[..., dict[str, Any] | None]], Callable[..., dict[str, Any] | None]]:
    """Register a handler `(progress, **arguments) -> result or None` under a name."""

    def register(handler: Callable[..., dict[str, Any] | None]) -> Callable[..., dict[str, Any] | None]:
        if name in handlers and handlers[name].__module__ != handler.__module__:
            raise ValueError(f"two handlers for the job {name}")
        handlers[name] = handler
        return handler

    return register


def enqueue(name: str, *, key: str, by: Actor | None = None, using: str = DEFAULT_DB_ALIAS, **arguments: Any) -> Job:
    """Ask for a job; the same key asked twice is one job. Returns the job row."""
    with transaction.atomic(using=using):
        return _enqueue(name, key, by, using, arguments)


def _enqueue(name: str, key: str, by: Actor | None, using: str, arguments: dict[str, Any]) -> Job:
    if name not in handlers:
        raise KeyError(f"no handler for the job {name}")
    plain = {k: str(v) if isinstance(v, uuid.UUID) else v for k, v in arguments.items()}
    if rehearsing.get():
        plain[IN_REHEARSAL] = True
    rows = Job.objects.using(using)
    try:
        with transaction.atomic(using=using):
            row = rows.create(name=name, key=key, arguments=plain, requested_by=by.pk if by else None)
    except IntegrityError:
        return rows.get(key=key)
    if using == DEFAULT_DB_ALIAS:
        async_task("anjia.kernel.jobs.run", str(row.pk))
    return row


def run(job_id: str, using: str = DEFAULT_DB_ALIAS) -> None:
    """Run one job; called by the worker. A job that is over, or held by a living worker, is left alone."""
    claimed = _claim(uuid.UUID(job_id), using)
    if claimed is None:
        return
    token = request_id.set(str(claimed.pk))
    try:
        arguments = dict(claimed.arguments)
        with rehearsal(arguments.pop(IN_REHEARSAL, False)):
            result = handlers[claimed.name](Progress(claimed.pk, using), **arguments) or {}
    except Cancelled:
        _finish(claimed, JobState.CANCELLED)
    except Exception as error:
        _finish(claimed, JobState.FAILED, message=_told_of(error, using))
        raise
    else:
        _finish(claimed, JobState.DONE, result=result)
    finally:
        request_id.reset(token)


def _told_of(error: Exception, using: str) -> str:
    return traceback.format_exc(limit=3)[-1000:] if using == DEFAULT_DB_ALIAS else type(error).__name__


def _is_stale(now: datetime) -> Q:
    """No sign of life for two minutes; one from the future was given by a clock that has since been put right."""
    return Q(heartbeat_at__lt=now - STALE_AFTER) | Q(heartbeat_at__gt=now + STALE_AFTER)


def _claim(job_id: uuid.UUID, using: str) -> Job | None:
    now, rows = timezone.now(), Job.objects.using(using)
    stale = rows.filter(_is_stale(now), pk=job_id, state=JobState.RUNNING)
    waiting = rows.filter(pk=job_id, state=JobState.QUEUED)
    for candidates in (waiting, stale):
        if candidates.update(state=JobState.RUNNING, started_at=now, heartbeat_at=now):
            row = rows.get(pk=job_id)
            rows.filter(pk=job_id).update(attempts=row.attempts + 1)
            return row
    return None


def _finish(row: Job, state: JobState, *, message: str = "", result: dict[str, Any] | None = None) -> None:
    changes: dict[str, Any] = {"state": state, "finished_at": timezone.now(), "message": message}
    if result is not None:
        changes["result"] = result
    alias = row._state.db or DEFAULT_DB_ALIAS
    Job.objects.using(alias).filter(pk=row.pk).update(**changes)
    if alias == DEFAULT_DB_ALIAS:
        # What is told about a job can not undo that it is over. What goes on behind a wall is told to nobody.
        job_over.send_robust(sender=Job, job=Job.objects.get(pk=row.pk))


def cancel(row: Job, *, by: Actor) -> None:
    """Wish a job to stop; it does so at its next report."""
    Job.objects.filter(pk=row.pk).update(cancel_requested=True)
    Job.objects.filter(pk=row.pk, state=JobState.QUEUED).update(state=JobState.CANCELLED, finished_at=timezone.now())


def recover() -> int:
    """Hand out again what a killed worker left running; returns how many. Runs every minute."""
    stale = Job.objects.filter(_is_stale(timezone.now()), state=JobState.RUNNING)
    count = 0
    for row in stale.order_by("pk"):
        if row.attempts >= MAX_ATTEMPTS:
            _finish(row, JobState.FAILED, message="gave up after several attempts")
            continue
        async_task("anjia.kernel.jobs.run", str(row.pk))
        count += 1
    return count


def work_off(using: str) -> int:
    """Run what waits in an outbox, or was left running by a killed worker; returns how many.

    Its owner has it run every minute.
    """
    due = Q(state=JobState.QUEUED) | (Q(state=JobState.RUNNING) & _is_stale(timezone.now()))
    count = 0
    for row in Job.objects.using(using).filter(due).order_by("pk"):
        if row.attempts >= MAX_ATTEMPTS:
            _finish(row, JobState.FAILED, message="gave up after several attempts")
            continue
        with suppress(Exception):
            # A failure stands on its row; those behind it still get their turn.
            run(str(row.pk), using)
        count += 1
    return count


def run_pending() -> int:
    """Run everything that is queued, here and now: for tests and one-off commands. Returns how many ran."""
    count = 0
    while (item := OrmQ.objects.order_by("id").first()) is not None:
        task = SignedPackage.loads(item.payload)
        item.delete()
        if task["func"] == "anjia.kernel.jobs.run":
            run(*task["args"])
            count += 1
    return count


def queue_size() -> int:
    """How many requests wait with the broker."""
    return int(get_broker().queue_size())
