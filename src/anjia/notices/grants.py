"""Which role may do what with notices. The village publishes; the town federation, never the village, investigates."""

from anjia.kernel.permissions import grants
from anjia.notices.enums import Verb

VIEWERS = (
    "group_leader",
    "village_officer",
    "village_panel_member",
    "town_federation",
    "town_leading_group",
    "district_office",
    "city_office",
    "inspector",
    "auditor",
)
GRANTS: dict[Verb, tuple[str, ...]] = {
    Verb.VIEW: VIEWERS,
    Verb.PUBLISH: ("village_officer",),
    Verb.TAKE_DOWN: ("village_officer",),
    Verb.INVESTIGATE: ("town_federation",),
}


def grant() -> None:
    """Fill the register of grants; called once, when the slice is ready."""
    for verb, roles in GRANTS.items():
        grants.allow(verb, *roles)
