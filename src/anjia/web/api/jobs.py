"""Work in the background, as programs see it."""

from uuid import UUID

from ninja import Schema

from anjia.kernel.models import Job


class JobOut(Schema):
    """How far a piece of work is: queued, running, done, failed or cancelled."""

    id: UUID
    state: str
    done: int
    total: int

    @classmethod
    def of(cls, job: Job) -> "JobOut":
        return cls(id=job.pk, state=job.state, done=job.done, total=job.total)
