"""What the home of the console asks somebody behind the wall to do: how many things wait, nothing of what they are."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.services.enums import Verb, Waits
from anjia.services.queries import (
    glass_to_review,
    open_tasks,
    running,
    team_cases,
    transfers_to,
    unassigned,
    unsupervised,
)
from anjia.web.panels import Task, find_tasks


@find_tasks
def tasks(user: Any, scope_path: str) -> list[Task]:
    """One line, with the earliest day. Whoever holds no role behind the wall asks nothing of that database."""
    if not user.scopes(Verb.WORK):
        return []
    cases = team_cases(user).filter(closed_on__isnull=True)
    due = [d.due_on for d in running(cases).filter(waits_for=Waits.US)]
    due += [t.due_on for t in open_tasks(cases).filter(waits_for=Waits.US)]
    due += [r.due_on for r in transfers_to(user)]
    waiting = unassigned(user).count() + glass_to_review(user).count() + unsupervised(user).count()
    count = len(due) + waiting
    if not count:
        return []
    first = min(due, default=timezone.localdate()) if not waiting else timezone.localdate()
    title = _("权益服务：%(n)d 项等您办理") % {"n": count}
    return [Task(title, reverse("services:home"), _("点开查看"), first, count)]
