"""A whole city's year is graded and published while nobody waits for it; the month's bulletin is called to mind."""

import uuid
from typing import Any

from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anjia.accounts.models import User
from anjia.kernel.ids import uuid7
from anjia.kernel.jobs import Progress, enqueue, job
from anjia.kernel.models import Job
from anjia.kernel.permissions import Actor
from anjia.kernel.schedules import every
from anjia.programmes.models import ProgrammeCycle
from anjia.stars.actions import grade_year, publish_year
from anjia.stars.messages import tell_bulletins
from anjia.stars.models import StarQuarter
from anjia.web import progress as pages

GRADE, PUBLISH = "stars.grade_year", "stars.publish_year"
AT_ONCE = 100_000
"""So many families' quarters are graded while the page waits; more, a job does it."""

every(minutes=12 * 60, name="stars.tell_bulletins")(tell_bulletins)


@job(GRADE)
def grade_later(progress: Progress, *, cycle_id: str, user_id: str) -> dict[str, Any]:
    """Done again after a kill, it writes only what is different."""
    progress.report(0, 1)
    changed = grade_year(ProgrammeCycle.objects.get(pk=cycle_id), by=User.objects.get(pk=user_id))
    progress.report(1, 1)
    return {"changed": changed}


@job(PUBLISH)
def publish_later(progress: Progress, *, cycle_id: str, user_id: str) -> dict[str, Any]:
    """All notices or none; told again after that, it says that the year is public."""
    progress.report(0, 1)
    publish_year(ProgrammeCycle.objects.get(pk=cycle_id), by=User.objects.get(pk=user_id))
    progress.report(1, 1)
    return {}


def is_long(cycle: ProgrammeCycle) -> bool:
    """Whether grading or publishing this cycle takes longer than a page should."""
    families: int = StarQuarter.objects.filter(cycle=cycle).aggregate(n=Sum("families"))["n"] or 0
    return families > AT_ONCE


def ask(name: str, cycle: ProgrammeCycle, *, by: Actor) -> Job:
    """Let a job do it. What it may be refused for was checked, or is told where the job is seen."""
    key = f"{name}:{cycle.pk}:{uuid7()}"
    return enqueue(name, key=key, by=by, cycle_id=cycle.pk, user_id=_id(by))


def _id(by: Actor) -> uuid.UUID:
    if by.pk is None:
        raise ValueError("a job is asked for by a person")
    return by.pk


def _grades(job: Job) -> str:
    return reverse("stars:grade_list")


pages.register(GRADE, pages.JobPage(_("评定年度星级"), _grades, _("看年度星级"), cancellable=False))
pages.register(PUBLISH, pages.JobPage(_("公布年度星级"), _grades, _("看年度星级"), cancellable=False))
