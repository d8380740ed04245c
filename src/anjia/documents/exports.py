"""Lists that may leave the system: a registry filled from `apps.py` of the slices that own them (domain B11)."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from anjia.documents.papers import Roster
from anjia.regions.models import Region

SECOND_PERSON_ABOVE = 100


@dataclass(frozen=True)
class ExportableList:
    """A list as its owner answers for it. `query` is the query string of the list's page: its filters.

    `count` says how many persons the filters leave at or below a place, `roster` sets them, `stamp` being the line
    below its title. `verb` is who may ask, `page` the list's own URL name.
    """

    name: str
    label: str | Promise
    verb: str
    page: str
    count: Callable[[Region, str], int]
    roster: Callable[[Region, str, str], Roster]


_lists: dict[str, ExportableList] = {}


def register(kind: ExportableList) -> None:
    """Raises ValueError where another list has the name."""
    if _lists.setdefault(kind.name, kind) is not kind:
        raise ValueError(f"two lists are called {kind.name}")


def list_of(name: str) -> ExportableList:
    """The list by its name; KeyError for none."""
    return _lists[name]
