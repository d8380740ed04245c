"""Which role may do what with honours: the town decides, the district's office signs, and never the same person."""

from anjia.honours.enums import Verb
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
    Verb.PREPARE: ("town_federation", "town_leading_group"),
    Verb.DECIDE: ("town_leading_group",),
    Verb.SIGN: ("district_office",),
    Verb.PRINT_CERTIFICATES: ("village_officer", "town_federation", "district_office"),
    Verb.EXPORT: ("village_officer", "town_federation", "district_office", "city_office"),
    Verb.DOWNLOAD: ("town_federation", "town_leading_group", "district_office", "city_office"),
    Verb.RESUBMIT: ("town_federation", "town_leading_group", "district_office"),
    Verb.ADOPT: ("town_federation", "district_office"),
    Verb.MARK_DUE: (),
    Verb.REVIEW_TITLE: ("village_officer", "village_panel_member"),
    Verb.SETTLE_TITLE: ("town_leading_group",),
    Verb.WITHDRAW_TITLE: ("village_officer", "town_federation"),
}


def grant() -> None:
    """Fill the register of grants; called once, when the slice is ready."""
    for verb, roles in GRANTS.items():
        grants.allow(verb, *roles)
