"""Who may see which family; agrees with `queries`."""

import uuid
from typing import Any

from anjia.households.enums import Verb
from anjia.households.queries.proofs import has_proof_now, near
from anjia.kernel.permissions import SYSTEM, Actor


def can_view(user: Actor, household: Any) -> bool:
    """Agrees with `queries.visible_to`."""
    return reaches(user, Verb.VIEW, household)


def can_edit(user: Actor, household: Any) -> bool:
    return household.is_active and reaches(user, Verb.EDIT, household)


def reaches(user: Actor, verb: str, household: Any) -> bool:
    """Within one's own village every family that takes part; above it those with a proof only."""
    path = household.region.path
    if not user.may(verb, path):
        return False
    if user is SYSTEM or any(path.startswith(scope) for scope in near(user.scopes(verb))):
        return True
    return bool(has_proof_now(household))


class Following:
    """An actor for what follows, at the given places, from an act that was permitted: its name stands in the trail."""

    def __init__(self, by: Actor, *paths: str):
        self.pk: uuid.UUID | None = by.pk
        self.paths = paths

    def may(self, verb: str, path: str) -> bool:
        return path.startswith(self.paths)

    def scopes(self, verb: str) -> tuple[str, ...]:
        return self.paths
