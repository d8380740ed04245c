"""What hangs on given ids in the slices above, asked from below (architecture 1): filled from `apps.py`.

An import's undo, a withdrawal's effect page and a merge ask it before they act.
"""

import uuid
from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Dependents:
    """Rows of one kind that hang on some of the ids asked about."""

    label: str | Promise
    ids: frozenset[uuid.UUID]
    blocks: bool


Finder = Callable[[Collection[uuid.UUID]], Dependents]
_finders: dict[str, list[Finder]] = {}


def register(model_label: str, finder: Finder) -> None:
    """`finder` answers, set-based, for ids of the model `app.model` which of them it holds, and whether it blocks."""
    _finders.setdefault(model_label, []).append(finder)


def of(model_label: str, ids: Collection[uuid.UUID]) -> list[Dependents]:
    """Everything that hangs on the ids; kinds with none are left out."""
    found = [finder(ids) for finder in _finders.get(model_label, [])]
    return [dependents for dependents in found if dependents.ids]
