"""The staff home: what to do next, at most ten, by due date (experience 14)."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.utils import timezone

from anjia.regions.working_days import working_days_between
from anjia.web.gate import SIGNED_IN
from anjia.web.panels import Task, panels_for, tasks_for
from anjia.web.screens import Screen

SHOWN = 10


class HomeScreen(Screen):
    """Draws what the slices below registered: their tasks and their panels."""

    permission = SIGNED_IN
    template_name = "console/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        scope = self._scope()
        tasks = tasks_for(self.user, scope)
        return super().get_context_data(
            tasks=[self._shown(task) for task in tasks[:SHOWN]],
            tasks_total=len(tasks),
            this_week=_due_within(tasks, 7),
            today=timezone.localdate(),
            panels=panels_for(self.user, scope),
            **kwargs,
        )

    def _scope(self) -> str:
        scope = getattr(self.request, "scope", None)
        if scope is not None:
            return str(scope.path)
        places = self.user.places
        return places[0] if places else ""

    def _shown(self, task: Task) -> dict[str, Any]:
        days = None
        if task.due_on:
            today = timezone.localdate()
            ahead = task.due_on >= today
            days = working_days_between(today, task.due_on) if ahead else -working_days_between(task.due_on, today)
        return {"task": task, "days": days}


def _due_within(tasks: Sequence[Task], days: int) -> int:
    limit = timezone.localdate() + timedelta(days=days)
    return sum(1 for task in tasks if task.due_on and task.due_on <= limit)
