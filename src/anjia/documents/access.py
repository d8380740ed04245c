"""Who may read a stored file is decided by the slice that owns its kind: a registry filled from `apps.py`."""

from collections.abc import Callable

from anjia.documents.models import StoredFile
from anjia.kernel.permissions import Actor

Predicate = Callable[[Actor, StoredFile], bool]
_predicates: dict[str, Predicate] = {}


def register(kind: str, predicate: Predicate) -> None:
    """`predicate(actor, stored)` answers for every file of the kind. Raises ValueError where it has one."""
    if kind in _predicates and _predicates[kind] is not predicate:
        raise ValueError(f"the kind {kind} has its predicate already")
    _predicates[kind] = predicate


def can_read(actor: Actor, stored: StoredFile) -> bool:
    """Whether the actor may read the file; nobody may where no slice answers for its kind."""
    predicate = _predicates.get(stored.kind)
    return predicate is not None and predicate(actor, stored)
