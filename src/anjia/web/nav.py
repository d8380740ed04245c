"""The navigation registry: slices add their entries from `apps.py`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from anjia.web.gate import Open


@dataclass(frozen=True)
class NavItem:
    """An entry of the staff navigation, shown to those who hold its permission; `applies` says whether there is
    anything behind it where the user works, and `is_seldom` sends it below 更多 where the row is long."""

    label: str | Promise
    url_name: str
    permission: Open | str
    order: int = 50
    count: Callable[[Any], int] | None = None
    applies: Callable[[Any], bool] | None = None
    is_seldom: bool = False


# As many entries stand in one line of the desktop page beside 更多.
ONE_LINE = 12
_items: list[NavItem] = []


def register(item: NavItem) -> None:
    if item not in _items:
        _items.append(item)


def items_for(user: Any) -> list[NavItem]:
    """The entries this user may open, in order."""
    held = [i for i in _items if isinstance(i.permission, Open) or user.scopes(str(i.permission))]
    return sorted((i for i in held if i.applies is None or i.applies(user)), key=lambda item: item.order)
