"""Who may do what with regions; the keys are those of `accounts.roles`."""

from anjia.kernel.exceptions import NotPermitted
from anjia.kernel.permissions import SYSTEM, Actor, grants
from anjia.regions.enums import Verb

EVERYONE = (
    "group_leader", "village_officer", "village_panel_member", "federation_exec_member",
    "resident_representative", "town_federation", "town_leading_group", "district_office", "city_office",
    "inspector", "auditor", "administrator", "case_worker", "case_supervisor",
)  # fmt: skip

# Whoever answers for what is kept; numbers only, so the levels above may look as well.
KEEPERS = (
    "village_officer", "town_federation", "district_office", "city_office", "inspector", "auditor", "administrator",
)  # fmt: skip


def grant() -> None:
    """Called once by `apps.py`."""
    grants.allow(Verb.VIEW, *EVERYONE)
    grants.allow(Verb.CREATE_GROUPS, "village_officer", "town_federation", "administrator")
    grants.allow(Verb.RECORD_TOTALS, "village_officer", "town_federation")
    grants.allow(Verb.LOAD_DIVISIONS, "administrator")
    grants.allow(Verb.OVERRIDE_HOLIDAYS, "administrator")
    grants.allow(Verb.AMEND_RULES, "administrator")
    grants.allow(Verb.VIEW_RETENTION, *KEEPERS)


def require_anywhere(by: Actor, verb: str, refusal: NotPermitted) -> None:
    """For what concerns the whole installation: the actor holds the verb somewhere."""
    if by is not SYSTEM and not by.scopes(verb):
        raise refusal
