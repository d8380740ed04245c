"""What the home asks people to do about appeals."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anjia.appeals.enums import OPEN, Verb
from anjia.appeals.models import Appeal
from anjia.kernel.scope import under
from anjia.web.panels import Task, find_tasks


def tasks(user: Any, scope_path: str) -> list[Task]:
    """The appeals this user answers, by due date."""
    if not user.scopes(Verb.DECIDE):
        return []
    mine = Appeal.objects.filter(under("region__path", scope_path), state__in=OPEN, assigned_to=user.pk)
    due = list(mine.order_by("due_on").values_list("due_on", flat=True))
    if not due:
        return []
    return [
        Task(
            title=_("有 %(count)d 件申诉由您答复") % {"count": len(due)},
            url=f"{reverse('appeals:appeal_list')}?mine=me",
            detail=_("答复以前，有关的步骤先停下来"),
            due_on=due[0],
            count=len(due),
        )
    ]


find_tasks(tasks)
