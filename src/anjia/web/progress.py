"""Jobs as pages show them: what each is called, how far it is, how long it still takes, where its result is.

Slices register the jobs people wait for from `apps.py`; one page and one part draw them all (experience 7).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from anjia.kernel.models import Job, JobState
from anjia.kernel.permissions import Actor

Label = str | Promise
STATES = {JobState.QUEUED: "waiting"}


@dataclass(frozen=True)
class JobPage:
    """`next_url(job)` leads to the result. A job that ends in one brief write is not `cancellable`."""

    label: Label
    next_url: Callable[[Job], str]
    next_label: Label = ""
    cancellable: bool = True


UNNAMED = JobPage(gettext_lazy("后台任务"), lambda job: reverse("web:job", args=[job.pk]))
_pages: dict[str, JobPage] = {}


def register(name: str, page: JobPage) -> None:
    """Make a job known to the pages, by the name it is enqueued under."""
    _pages[name] = page


def page_of(job: Job) -> JobPage:
    return _pages.get(job.name, UNNAMED)


def is_known(job: Job) -> bool:
    return job.name in _pages


def jobs_of(user: Actor) -> QuerySet[Job]:
    """The jobs a person asked for."""
    return Job.objects.filter(requested_by=user.pk) if user.pk else Job.objects.none()


@dataclass(frozen=True)
class Shown:
    """What `<c-progress>` asks for."""

    label: str
    state: str
    done: int = 0
    total: int = 0
    left: str = ""
    poll: str = ""
    cancel: str = ""
    next: str = ""
    next_label: str = ""


def shown(job: Job | None, **instead: Any) -> Shown:
    """A job for `web/parts/job.html`. `poll`, `cancel`, `next` may be given where a slice has pages of its own.

    Without a job (not written yet) it is shown as waiting.
    """
    if job is None:
        return Shown(label=str(UNNAMED.label), state="waiting", **instead)
    page = page_of(job)
    facts: dict[str, Any] = {
        "label": str(page.label),
        "state": STATES.get(JobState(job.state), str(job.state)),
        "done": job.done,
        "total": job.total,
        "left": time_left(job),
        "poll": reverse("web:job_part", args=[job.pk]),
        "cancel": reverse("web:job_cancel", args=[job.pk]) if page.cancellable else "",
        "next": page.next_url(job) if job.state == JobState.DONE else "",
        "next_label": str(page.next_label),
    }
    return Shown(**facts | instead)


def time_left(job: Job) -> str:
    """“约 20 秒”, from the pace so far; empty until a tenth is done or two seconds are over."""
    if job.state != JobState.RUNNING or not job.started_at or not 0 < job.done < job.total:
        return ""
    spent = (timezone.now() - job.started_at).total_seconds()
    if spent < 2 and job.done * 10 < job.total:
        return ""
    seconds = max(1, round(spent * (job.total - job.done) / job.done))
    if seconds < 60:
        return ngettext("约 %(n)d 秒", "约 %(n)d 秒", seconds) % {"n": seconds}
    minutes = round(seconds / 60)
    return ngettext("约 %(n)d 分钟", "约 %(n)d 分钟", minutes) % {"n": minutes} if minutes < 90 else _("一个半小时以上")
