"""Registries of what slices show on pages that stand above them: page facts, panels of the home, things to do."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.apps import apps
from django.http import HttpRequest
from django.utils.functional import Promise

PageProvider = Callable[[HttpRequest], dict[str, Any]]
page_providers: list[PageProvider] = []


@dataclass(frozen=True)
class Task:
    """One thing to do next: a sentence, a small line below it, where it is done, and until when.

    `count` is the number of rows of the list behind it; `kind` the slice it comes from, set by `tasks_for`.
    """

    title: str | Promise
    url: str
    detail: str | Promise = ""
    due_on: date | None = None
    count: int = 1
    kind: str = ""


@dataclass(frozen=True)
class Panel:
    """A block of the staff home: a template with its context."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)
    order: int = 50


TaskFinder = Callable[[Any, str], list[Task]]
PanelFinder = Callable[[Any, str], list[Panel]]
task_finders: list[TaskFinder] = []
panel_finders: list[PanelFinder] = []


def provide_page(provider: PageProvider) -> None:
    """`provider(request)` adds keys to the template variable `page` (scope, crumbs, scopes, warnings …)."""
    page_providers.append(provider)


def find_tasks(finder: TaskFinder) -> None:
    """`finder(user, scope_path)` answers what this user has to do there."""
    task_finders.append(finder)


def find_panels(finder: PanelFinder) -> None:
    """`finder(user, scope_path)` answers what the home shows there."""
    panel_finders.append(finder)


def tasks_for(user: Any, scope_path: str) -> list[Task]:
    """Everything to do, by due date; what has no date comes last."""
    found = [replace(task, kind=_slice(finder)) for finder in task_finders for task in finder(user, scope_path)]
    return sorted(found, key=lambda task: (task.due_on is None, task.due_on or date.max))


def _slice(finder: TaskFinder) -> str:
    """The label of the app the finder belongs to."""
    app = apps.get_containing_app_config(finder.__module__)
    return app.label if app else ""


def panels_for(user: Any, scope_path: str) -> list[Panel]:
    """The panels of the home, in order."""
    found = [panel for finder in panel_finders for panel in finder(user, scope_path)]
    return sorted(found, key=lambda panel: panel.order)
