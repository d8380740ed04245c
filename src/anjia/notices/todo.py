"""What the home asks people to do about notices."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.evaluations.enums import CandidacyState
from anjia.evaluations.models import Candidacy
from anjia.kernel.scope import under
from anjia.notices.clock import latest_start
from anjia.notices.enums import Verb
from anjia.notices.queries import open_objections_under
from anjia.programmes.queries import current_cycle
from anjia.regions.models import Region
from anjia.regions.working_days import working_days_between
from anjia.web.panels import Task, find_tasks


def tasks(user: Any, scope_path: str) -> list[Task]:
    """For the village: families that wait to be published. For the town federation: objections by due date."""
    found = []
    if user.may(Verb.PUBLISH, scope_path):
        found += _to_publish(scope_path)
    if user.may(Verb.INVESTIGATE, scope_path):
        found += _to_answer(scope_path)
    return found


def _to_publish(path: str) -> list[Task]:
    region = Region.objects.get(path=path)
    cycle = current_cycle(region)
    if cycle is None:
        return []
    approved = Candidacy.objects.filter(under("region__path", path), cycle=cycle, state=CandidacyState.APPROVED)
    families = approved.count()
    if not families:
        return []
    return [
        Task(
            title=_("有 %(families)s 户已审批，可以张贴公示") % {"families": families},
            url=reverse("notices:notice_publish", args=[region.pk]),
            detail=_("公示 %(days)s 个工作日") % {"days": cycle.notice_working_days},
            due_on=latest_start(cycle.naming_day, cycle.notice_working_days),
            count=families,
        )
    ]


def _to_answer(path: str) -> list[Task]:
    waiting = list(open_objections_under(path).order_by("due_on").values_list("due_on", flat=True))
    if not waiting:
        return []
    left = working_days_between(timezone.localdate(), waiting[0])
    return [
        Task(
            title=_("有 %(count)s 条异议等待核实答复") % {"count": len(waiting)},
            url=reverse("notices:objection_list"),
            detail=_("最早一条还剩 %(days)s 个工作日") % {"days": left},
            due_on=waiting[0],
            count=len(waiting),
        )
    ]


find_tasks(tasks)
