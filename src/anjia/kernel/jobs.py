"""Background work: asked for by name inside the transaction it belongs to, done at least once by django-q2.

The broker is the database itself, so the request commits or rolls back with the change. A handler is a set of
idempotent steps that can resume: a killed worker's job is handed out again by `recover`.
"""

import traceback
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
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

    def __init__(self, job_id: uuid.UUID):
        self.job_id = job_id

    def report(self, done: int, total: int, message: str = "") -> None:
        """Write the progress; raises Cancelled where the job was cancelled. Call it between steps, not rows."""
        job = Job.objects.filter(pk=self.job_id)
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


@transaction.atomic
def enqueue(name: str, *, key: str, by: Actor | None = None, **arguments: Any) -> Job:
    """Ask for a job; the same key asked twice is one job. Returns the job row."""
    if name not in handlers:
        raise KeyError(f"no handler for the job {name}")
    plain = {k: str(v) if isinstance(v, uuid.UUID) else v for k, v in arguments.items()}
    if rehearsing.get():
        plain[IN_REHEARSAL] = True
    try:
        with transaction.atomic():
            row = Job.objects.create(name=name, key=key, arguments=plain, requested_by=by.pk if by else None)
    except IntegrityError:
        return Job.objects.get(key=key)
    async_task("anjia.kernel.jobs.run", str(row.pk))
    return row


def run(job_id: str) -> None:
    """Run one job; called by the worker. A job that is over, or held by a living worker, is left alone."""
    claimed = _claim(uuid.UUID(job_id))
    if claimed is None:
        return
    token = request_id.set(str(claimed.pk))
    try:
        arguments = dict(claimed.arguments)
        with rehearsal(arguments.pop(IN_REHEARSAL, False)):
            result = handlers[claimed.name](Progress(claimed.pk), **arguments) or {}
    except Cancelled:
        _finish(claimed.pk, JobState.CANCELLED)
    except Exception:
        _finish(claimed.pk, JobState.FAILED, message=traceback.format_exc(limit=3)[-1000:])
        raise
    else:
        _finish(claimed.pk, JobState.DONE, result=result)
    finally:
        request_id.reset(token)


def _is_stale(now: datetime) -> Q:
    """No sign of life for two minutes; one from the future was given by a clock that has since been put right."""
    return Q(heartbeat_at__lt=now - STALE_AFTER) | Q(heartbeat_at__gt=now + STALE_AFTER)


def _claim(job_id: uuid.UUID) -> Job | None:
    now = timezone.now()
    stale = Job.objects.filter(_is_stale(now), pk=job_id, state=JobState.RUNNING)
    waiting = Job.objects.filter(pk=job_id, state=JobState.QUEUED)
    for candidates in (waiting, stale):
        if candidates.update(state=JobState.RUNNING, started_at=now, heartbeat_at=now):
            row = Job.objects.get(pk=job_id)
            Job.objects.filter(pk=job_id).update(attempts=row.attempts + 1)
            return row
    return None


def _finish(job_id: uuid.UUID, state: JobState, *, message: str = "", result: dict[str, Any] | None = None) -> None:
    changes: dict[str, Any] = {"state": state, "finished_at": timezone.now(), "message": message}
    if result is not None:
        changes["result"] = result
    Job.objects.filter(pk=job_id).update(**changes)
    # What is told about a job can not undo that it is over.
    job_over.send_robust(sender=Job, job=Job.objects.get(pk=job_id))


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
            _finish(row.pk, JobState.FAILED, message="gave up after several attempts")
            continue
        async_task("anjia.kernel.jobs.run", str(row.pk))
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
