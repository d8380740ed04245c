"""Who may do what with households; the keys are those of `accounts.roles`."""

from typing import Any

from anjia.households.enums import Verb
from anjia.kernel.permissions import Actor, grants

RECORDERS = ("village_officer", "town_federation")
READERS = ("group_leader", "village_panel_member", "town_leading_group", "district_office")


def grant() -> None:
    """Called once by `apps.py`."""
    grants.allow(Verb.VIEW, *RECORDERS, *READERS)
    for verb in (Verb.IMPORT, Verb.EDIT, Verb.RECORD_CONSENT, Verb.REVEAL):
        grants.allow(verb, *RECORDERS)
    grants.allow(Verb.EXPORT, "village_officer", "town_federation", "district_office")


def can_view(user: Actor, household: Any) -> bool:
    """Agrees with `queries.visible_to`."""
    return user.may(Verb.VIEW, household.region.path)


def can_edit(user: Actor, household: Any) -> bool:
    return household.is_active and user.may(Verb.EDIT, household.region.path)
