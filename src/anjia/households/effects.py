"""What a correction changes in the slices above, asked from below: a registry filled from their `apps.py`."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from anjia.households.models import Household


@dataclass(frozen=True)
class Change:
    """A correction to be made: `is_large` where the town federation has to confirm it."""

    before_name: str
    after_name: str
    is_large: bool = False


@dataclass(frozen=True)
class Effect:
    """One place where the wrong name stands, and what happens there."""

    label: str | Promise
    detail: str | Promise = ""


Finder = Callable[[Household, Change], list[Effect]]
_finders: list[Finder] = []


def find(finder: Finder) -> Finder:
    """`finder(household, change)` answers what the change does in its slice; it writes nothing."""
    _finders.append(finder)
    return finder


def effects_of(household: Household, change: Change) -> list[Effect]:
    """Everything the change does above the registry, in the order of the slices."""
    return [effect for finder in _finders for effect in finder(household, change)]
