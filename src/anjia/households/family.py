"""The family itself as the one who acts, known by the code on its slip (frame F1)."""

import uuid

from anjia.households.models import Household


class OwnFamily:
    """May do for its own household what staff do in its name. Callers hand it nothing but that household."""

    pk: uuid.UUID | None = None

    def __init__(self, household: Household):
        self.path = household.region.path

    def may(self, verb: str, path: str) -> bool:
        return path == self.path

    def scopes(self, verb: str) -> tuple[str, ...]:
        return (self.path,)

    def __str__(self) -> str:
        return "本户"
