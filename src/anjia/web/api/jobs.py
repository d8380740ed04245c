"""Work in the background, as programs see it."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Schema
from pydantic import Field

from anjia.kernel.models import Job
from anjia.web.api.operations import ApiRouter
from anjia.web.api.paging import Page, PageQuery, page_of
from anjia.web.gate import SIGNED_IN
from anjia.web.progress import jobs_of

router = ApiRouter()
PAUSE = "2"
"""Seconds after which it is worth asking again."""


class JobOut(Schema):
    """How far a piece of work is: queued, running, done, failed or cancelled."""

    id: UUID
    name: str = Field(description="honours.certificates, households.merge_import …")
    state: str
    done: int
    total: int
    asked_at: datetime
    finished_at: datetime | None

    @classmethod
    def of(cls, job: Job) -> "JobOut":
        plain = ("name", "state", "done", "total", "finished_at")
        return cls(id=job.pk, asked_at=job.created_at, **{name: getattr(job, name) for name in plain})


@router.get("/jobs", permission=SIGNED_IN, answer=Page[JobOut])
def job_list(request: HttpRequest, paging: PageQuery) -> Page[JobOut]:
    """The work that the token's holder asked for, on pages or by programs."""
    return page_of(jobs_of(request.user), paging, JobOut.of)


@router.get("/jobs/{pk}", permission=SIGNED_IN, answer=JobOut)
def job_get(request: HttpRequest, response: HttpResponse, pk: UUID) -> JobOut:
    """How far one of them is; while it goes on, Retry-After says when to ask again."""
    job = get_object_or_404(jobs_of(request.user), pk=pk)
    if not job.is_over:
        response["Retry-After"] = PAUSE
    return JobOut.of(job)
