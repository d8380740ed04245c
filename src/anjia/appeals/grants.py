"""Which role may do what with appeals. The village takes them down and never decides them."""

from anjia.appeals.enums import Verb
from anjia.kernel.permissions import grants

DECIDERS = ("town_federation", "town_leading_group", "district_office", "city_office")
GRANTS: dict[Verb, tuple[str, ...]] = {
    Verb.VIEW: ("village_officer", *DECIDERS),
    Verb.FILE: ("village_officer", "town_federation"),
    Verb.DECIDE: DECIDERS,
}


def grant() -> None:
    """Fill the register of grants; called once, when the slice is ready."""
    for verb, roles in GRANTS.items():
        grants.allow(verb, *roles)
