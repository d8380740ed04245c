"""Which role may do what: the village writes, somebody else above it publishes."""

from anjia.kernel.permissions import grants
from anjia.stories.enums import Verb

GRANTS: dict[Verb, tuple[str, ...]] = {
    Verb.VIEW: ("village_officer", "town_federation", "town_leading_group", "district_office", "inspector", "auditor"),
    Verb.WRITE: ("village_officer", "town_federation"),
    Verb.PUBLISH: ("town_federation", "district_office"),
}


def grant() -> None:
    """Fill the register of grants; called once, when the slice is ready."""
    for verb, roles in GRANTS.items():
        grants.allow(verb, *roles)
