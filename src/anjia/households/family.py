"""The family itself as the one who acts, known by its card or by the code on its slip (frame F1)."""

import uuid

from django.utils.translation import gettext_lazy as _

from anjia.households.models import Household
from anjia.kernel.exceptions import NotPermitted
from anjia.kernel.permissions import Actor


class OwnFamily:
    """May do for its own household what staff do in its name.

    A verb is held for a place, and neighbours share theirs: actions that a family takes therefore ask `own_only` too.
    """

    pk: uuid.UUID | None = None

    def __init__(self, household: Household):
        self.household_id = household.pk
        self.path = household.region.path

    def may(self, verb: str, path: str) -> bool:
        return path == self.path

    def scopes(self, verb: str) -> tuple[str, ...]:
        return (self.path,)

    def __str__(self) -> str:
        return "本户"


def own_only(by: Actor, household_id: uuid.UUID) -> None:
    """Raise NotPermitted where a family would act for another one, even next door. Staff are asked for their verb."""
    if isinstance(by, OwnFamily) and by.household_id != household_id:
        raise NotPermitted(_("这不是您家的事，只能由那一家自己办。"))
