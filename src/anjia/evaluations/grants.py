"""Which role may do what with candidacies and meetings."""

from anjia.evaluations.enums import Verb
from anjia.kernel.permissions import grants

VIEWERS = (
    "group_leader",
    "village_officer",
    "village_panel_member",
    "federation_exec_member",
    "resident_representative",
    "town_federation",
    "town_leading_group",
    "district_office",
    "city_office",
    "inspector",
    "auditor",
)
RATING_ROLES = (
    "group_leader",
    "federation_exec_member",
    "resident_representative",
    "village_panel_member",
    "village_officer",
)
GRANTS: dict[Verb, tuple[str, ...]] = {
    Verb.VIEW: VIEWERS,
    Verb.REGISTER: ("village_officer", "town_federation"),
    Verb.HOLD_MEETING: ("group_leader", "village_officer"),
    Verb.RATE: RATING_ROLES,
    Verb.RECORD_BALLOTS: ("village_officer",),
    Verb.NOMINATE: ("group_leader", "village_officer"),
    Verb.REVIEW: ("village_panel_member",),
    Verb.ENDORSE: ("town_federation",),
    Verb.APPROVE: ("town_leading_group",),
    Verb.WITHDRAW: ("village_officer", "town_federation"),
    Verb.PUBLISH: ("village_officer",),
    Verb.NAME: ("district_office",),
    Verb.DRAW_CHECK: ("town_federation",),
    # Of reviewers above the village alone: what stands out is nobody's business below.
    Verb.SEE_CHECKS: ("town_federation", "town_leading_group", "district_office"),
    # Nobody's own: it follows from an appeal.
    Verb.REINSTATE: (),
}


def grant() -> None:
    """Fill the register of grants; called once, when the slice is ready."""
    for verb, roles in GRANTS.items():
        grants.allow(verb, *roles)
