"""What happens when somebody signs in or leaves (the session's clock, the trail), and when a job is over."""

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.dispatch import receiver

from anjia.accounts import sessions
from anjia.accounts.actions import tell
from anjia.accounts.message_kinds import JOB_DONE, JOB_FAILED
from anjia.kernel import audit
from anjia.kernel.models import Job, JobState
from anjia.kernel.signals import job_over
from anjia.web import progress


@receiver(user_logged_in)
def note_sign_in(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    sessions.begin(request, user)
    audit.record("accounts.sign_in", user, by=user)


@receiver(user_logged_out)
def note_sign_out(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    if user is not None:
        sessions.end(request)
        audit.record("accounts.sign_out", user, by=user)


@receiver(job_over, dispatch_uid="accounts.tell_job_over")
def tell_job_over(sender: Any, job: Job, **kwargs: Any) -> None:
    """Whoever asked for a job may have left its page (experience 7); who cancelled it knows."""
    kind = {JobState.DONE: JOB_DONE, JobState.FAILED: JOB_FAILED}.get(JobState(job.state))
    if kind is None or job.requested_by is None or not progress.is_known(job):
        return
    page = progress.page_of(job)
    tell([job.requested_by], kind.name, url=page.next_url(job), key=str(job.pk), facts={"what": page.label})
