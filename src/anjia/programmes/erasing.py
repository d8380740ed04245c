"""Throwing away what a rehearsal left: whatever hangs on it by a foreign key, found from the models themselves.

Set-based: one DELETE for each table, the deepest first, however many families there were.
"""

from collections import defaultdict
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import Q

Model = type[models.Model]


@transaction.atomic
def erase(root: Model, rows: Q) -> dict[str, int]:
    """Delete rows and everything below them; returns how many of each kind of row, by model label.

    Knows nothing of permissions, states or the trail: whoever calls it has seen to them.
    """
    chosen = _chosen(root, rows)
    gone: dict[str, int] = {}
    for model in reversed(list(chosen)):
        count = model._base_manager.filter(chosen[model])._raw_delete(using="default")
        if count:
            gone[model._meta.label] = count
    return gone


def _chosen(root: Model, rows: Q) -> dict[Model, Q]:
    """Which rows of which tables, the root first and every table after all those it points to."""
    chosen: dict[Model, Q] = {root: rows}
    for model in _parents_first(root)[1:]:
        hanging = Q()
        for field in _keys(model):
            parent: Any = field.related_model
            if parent in chosen:
                held = parent._base_manager.filter(chosen[parent]).order_by().values("pk")
                hanging |= Q(**{f"{field.name}__in": held})
        chosen[model] = hanging
    return chosen


def _keys(model: Model) -> list[Any]:
    return [field for field in model._meta.local_fields if isinstance(field, models.ForeignKey)]


def _parents_first(root: Model) -> list[Model]:
    """The root and every model below it, depth first and turned round, so that parents precede their children."""
    children: dict[Model, list[Model]] = defaultdict(list)
    for model in apps.get_models(include_auto_created=True):
        for field in _keys(model):
            parent: Any = field.related_model
            if parent is not model:
                children[parent].append(model)
    seen: list[Model] = []

    def visit(model: Model) -> None:
        for child in children[model]:
            if child not in seen:
                visit(child)
        if model not in seen:
            seen.append(model)

    visit(root)
    return list(reversed(seen))
