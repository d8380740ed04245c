"""What is open on a role: the tasks its home shows, and the personal things that pass on with it.

The slices above register from `apps.py` what they hold in a person's name; nothing is imported upward.
"""

from collections.abc import Callable
from copy import copy
from dataclasses import asdict, dataclass
from datetime import date

from django.utils import timezone
from django.utils.functional import Promise

from anjia.accounts.models import Membership, User
from anjia.web import panels


@dataclass(frozen=True)
class Item:
    """One line of what is open. `passes`: it is held in the person's name and changes hands with the role."""

    title: str | Promise
    detail: str | Promise = ""
    url: str = ""
    due_on: date | None = None
    count: int = 1
    passes: bool = False

    def as_kept(self) -> dict[str, object]:
        """As the hand-over keeps it, in the words of that day."""
        kept = asdict(self)
        due = self.due_on.isoformat() if self.due_on else ""
        return {**kept, "title": str(self.title), "detail": str(self.detail), "due_on": due}


Finder = Callable[[Membership], list[Item]]
Passer = Callable[[Membership, User], int]
_personal: list[tuple[Finder, Passer]] = []


def register(find: Finder, pass_on: Passer) -> None:
    """`find(membership)` lists what its holder holds by name; `pass_on(membership, successor)` moves it, in the
    transaction of the hand-over and after the successor holds the role, and returns how much it moved."""
    if (find, pass_on) not in _personal:
        _personal.append((find, pass_on))


def of(membership: Membership) -> list[Item]:
    """Everything open on a role, by due date; what passes on comes first."""
    personal = [item for find, _pass in _personal for item in find(membership)]
    known = {item.url for item in personal if item.url}
    tasks = [
        Item(task.title, task.detail, task.url, task.due_on, task.count)
        for task in panels.tasks_for(_only_as(membership), membership.region.path)
        if task.url not in known
    ]
    return [*personal, *tasks]


def pass_on(membership: Membership, successor: User) -> int:
    """Give the successor what the holder held by name; returns how many things changed hands."""
    return sum(pass_one(membership, successor) for _find, pass_one in _personal)


def _only_as(membership: Membership) -> User:
    """The holder as somebody who holds this role and no other."""
    person = copy(membership.user)
    person.__dict__["_memberships_now"] = (timezone.localdate(), [membership])
    return person
