"""Verbs, grants and actors: who may do what, where. Knows no users and no regions, only paths."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from typing import Protocol, runtime_checkable

from django.utils.translation import gettext_lazy as _

from anjia.kernel.exceptions import NotPermitted


@runtime_checkable
class Actor(Protocol):
    """Whoever acts: a user, or the machine."""

    @property
    def pk(self) -> uuid.UUID | None:
        """Who it is, as the trail records it; None for the machine."""

    def may(self, verb: str, path: str) -> bool:
        """Whether this actor holds `verb` at the region path."""

    def scopes(self, verb: str) -> tuple[str, ...]:
        """The region paths under which this actor holds `verb`."""


class Grants:
    """Which role holds which verb; each slice fills it from its `apps.py`."""

    def __init__(self) -> None:
        self._roles: dict[str, set[str]] = defaultdict(set)

    def allow(self, verb: str, *roles: str) -> None:
        for role in roles:
            self._roles[str(verb)].add(role)

    def roles_with(self, verb: str) -> frozenset[str]:
        return frozenset(self._roles.get(str(verb), ()))

    def verbs_of(self, role: str) -> frozenset[str]:
        return frozenset(verb for verb, roles in self._roles.items() if role in roles)

    def verbs(self) -> Iterable[str]:
        return sorted(self._roles)


grants = Grants()


class _System:
    """The machine itself: jobs and seeds. Never reachable from a request."""

    pk: uuid.UUID | None = None

    def may(self, verb: str, path: str) -> bool:
        return True

    def scopes(self, verb: str) -> tuple[str, ...]:
        return ()

    def __str__(self) -> str:
        return "system"


SYSTEM = _System()


def require(by: Actor, verb: str, path: str) -> None:
    """Raise NotPermitted unless the actor holds the verb at the path."""
    if not by.may(verb, path):
        raise NotPermitted(_("您在这个地区没有办理这一步的权限。"), who=_("请由该地区担任相应角色的人员办理。"))
