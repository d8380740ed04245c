"""Which role may do what: the village looks and proposes, the town hears and decides, the district's office signs."""

from anjia.honours.grants import VIEWERS
from anjia.kernel.permissions import grants
from anjia.rolling.enums import Verb

GRANTS: dict[Verb, tuple[str, ...]] = {
    Verb.VIEW: VIEWERS,
    Verb.REVIEW: ("village_officer", "village_panel_member"),
    Verb.PROPOSE: ("village_officer",),
    Verb.HEAR: ("town_federation",),
    Verb.APPROVE: ("town_leading_group",),
    Verb.PREPARE: ("town_federation",),
    Verb.SIGN: ("district_office",),
    Verb.DOWNLOAD: ("town_federation", "town_leading_group", "district_office"),
}


def grant() -> None:
    """Fill the register of grants; called once, when the slice is ready."""
    for verb, roles in GRANTS.items():
        grants.allow(verb, *roles)
