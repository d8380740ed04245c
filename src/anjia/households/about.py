"""What the slices above tell of a family on its staff page: a registry filled from their `apps.py`."""

from collections.abc import Callable
from typing import Any

from anjia.households.models import Household
from anjia.web.panels import Panel

Finder = Callable[[Any, Household], list[Panel]]
_finders: list[Finder] = []


def tell(finder: Finder) -> Finder:
    """`finder(user, household)` answers the blocks this user may see; it asks for the user's own right."""
    _finders.append(finder)
    return finder


def panels_about(household: Household, user: Any) -> list[Panel]:
    """The blocks of the slices above, in order."""
    found = [panel for finder in _finders for panel in finder(user, household)]
    return sorted(found, key=lambda panel: panel.order)
