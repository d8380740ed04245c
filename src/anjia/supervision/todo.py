"""What the home asks the district office to do."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anjia.supervision.enums import Verb
from anjia.supervision.queries import waiting
from anjia.web.panels import Task, find_tasks


@find_tasks
def tasks(user: Any, scope_path: str) -> list[Task]:
    """Reports by due date."""
    if not scope_path or not user.scopes(Verb.ANSWER):
        return []
    due = list(waiting(user, scope_path).values_list("due_on", flat=True))
    if not due:
        return []
    title = _("%(n)d 条“自愿参加反映”待答复") % {"n": len(due)}
    return [Task(title, reverse("supervision:reports"), _("不问是谁反映的，只看做法"), due[0], len(due))]
