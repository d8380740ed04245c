"""What to do next: at most ten on the staff home, all of them on a page of their own (experience 14)."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from anjia.console.forms import TaskFilter
from anjia.console.setup import SETUP
from anjia.regions.place import current_place
from anjia.regions.queries import full_names_of, switcher
from anjia.regions.working_days import days_left
from anjia.web.gate import SIGNED_IN
from anjia.web.panels import Task, panels_for, tasks_for
from anjia.web.screens import Screen

SHOWN, PAGE, PLACES = 10, 50, 60


class HomeScreen(Screen):
    """Draws what the slices below registered: their tasks and their panels."""

    permission = SIGNED_IN
    template_name = "console/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        place = current_place(self.request)
        path = place.path if place else ""
        tasks, panels = tasks_for(self.user, path), panels_for(self.user, path)
        # Where nothing waits because nothing stands yet, the steps of setting up are what to do next.
        setup = [panel for panel in panels if panel.template == SETUP and not tasks]
        return super().get_context_data(
            tasks=with_days(tasks[:SHOWN]),
            tasks_total=len(tasks),
            more=max(len(tasks) - SHOWN, 0),
            this_week=_due_within(tasks, 7),
            today=timezone.localdate(),
            setup=setup,
            panels=[panel for panel in panels if panel not in setup],
            **kwargs,
        )


class AllTasksView(Screen):
    """Everything one has to do, narrowed by the slice it comes from and by the place."""

    permission = SIGNED_IN
    template_name = "console/tasks.html"
    heading = _("全部待办")

    @cached_property
    def place(self) -> Any:
        return current_place(self.request)

    @cached_property
    def tasks(self) -> list[Task]:
        return tasks_for(self.user, self.place.path if self.place else "")

    @cached_property
    def filters(self) -> TaskFilter:
        labels = {task.kind: apps.get_app_config(task.kind).verbose_name for task in self.tasks if task.kind}
        kinds = sorted(labels.items())
        return TaskFilter(self.request.GET, kinds=kinds, places=self._places())

    def _places(self) -> list[tuple[str, str]]:
        """One's own places, where one stands, and what lies directly below it."""
        if self.place is None:
            return []
        below = self.place.children.order_by("path").values_list("path", flat=True)[:PLACES]
        paths = dict.fromkeys([*(region.path for region in switcher(self.user)), self.place.path, *below])
        names = full_names_of(list(paths))
        return [(path, names[path]) for path in sorted(paths)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kind = self.filters.condition("kind")
        wanted = [task for task in self.tasks if not kind or task.kind == kind]
        page = Paginator(wanted, PAGE).get_page(self.request.GET.get("page"))
        asked = self.filters.condition("place")
        entries = with_days(page.object_list)
        for entry in entries:
            entry["url"] = _in_place(entry["task"].url, asked)
        return super().get_context_data(
            entries=entries, page_obj=page, total=len(wanted), filters=self.filters, place=self.place, **kwargs
        )


def with_days(tasks: Sequence[Task]) -> list[dict[str, Any]]:
    """Each with the working days that are left, asked for at once."""
    left = days_left(timezone.localdate(), {task.due_on for task in tasks if task.due_on})
    return [{"task": task, "url": task.url, "days": left.get(task.due_on) if task.due_on else None} for task in tasks]


def _in_place(url: str, path: str) -> str:
    """The list behind a task, opened in the place the task was counted in."""
    if not path or "place=" in url:
        return url
    return f"{url}{'&' if '?' in url else '?'}{urlencode({'place': path})}"


def _due_within(tasks: Sequence[Task], days: int) -> int:
    limit = timezone.localdate() + timedelta(days=days)
    return sum(1 for task in tasks if task.due_on and task.due_on <= limit)
