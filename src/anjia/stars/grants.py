"""Which role may do what with stars."""

from anjia.kernel.permissions import grants
from anjia.stars.enums import Verb

PANEL = ("village_officer", "village_panel_member", "federation_exec_member", "resident_representative")
ABOVE = ("town_federation", "town_leading_group", "district_office", "city_office")
GRANTS: dict[Verb, tuple[str, ...]] = {
    Verb.VIEW: ("group_leader", *PANEL, *ABOVE, "inspector", "auditor"),
    Verb.RECORD: PANEL,
    Verb.CLOSE: ("village_officer", "town_federation"),
    Verb.CORRECT: ("village_officer",),
    Verb.GRADE: ("district_office",),
}


def grant() -> None:
    """Fill the register of grants; called once, when the slice is ready."""
    for verb, roles in GRANTS.items():
        grants.allow(verb, *roles)
