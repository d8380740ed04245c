"""Which role may do what: the village recommends, the town ranks and forwards, the district decides and signs."""

from anjia.exemplars.enums import Verb
from anjia.kernel.permissions import grants

VIEWERS = (
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
    Verb.RECOMMEND: ("village_officer",),
    Verb.FORWARD: ("town_federation", "town_leading_group"),
    Verb.PREPARE: ("district_office",),
    Verb.DECIDE: ("district_office",),
    Verb.SIGN: ("district_office",),
    Verb.MAKE_PLAQUE: ("district_office",),
    Verb.HAND_PLAQUE: ("village_officer", "town_federation", "district_office"),
    Verb.ARRANGE: ("town_federation", "district_office"),
    Verb.RECORD_HONOUR: ("village_officer", "town_federation"),
    Verb.EXPORT: ("village_officer", "town_federation", "district_office", "city_office"),
}


def grant() -> None:
    """Fill the register of grants; called once, when the slice is ready."""
    for verb, roles in GRANTS.items():
        grants.allow(verb, *roles)
