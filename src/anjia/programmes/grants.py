"""Which role holds which verb; the keys are those of `accounts.roles`."""

from anjia.kernel.permissions import grants
from anjia.programmes.enums import Verb

VILLAGE = (
    "group_leader", "village_officer", "village_panel_member", "federation_exec_member", "resident_representative",
)  # fmt: skip
TOWN = ("town_federation", "town_leading_group")
ABOVE = ("district_office", "city_office")
READERS = ("inspector", "auditor")


def grant() -> None:
    """Called once by `apps.py`."""
    grants.allow(Verb.VIEW, *VILLAGE, *TOWN, *ABOVE, *READERS)
    grants.allow(Verb.VIEW_CREDITS, "village_officer", *TOWN, "district_office", *READERS)
    grants.allow(Verb.LOAD_STANDARDS, "district_office", "administrator")
    grants.allow(Verb.PLAN_CYCLE, "district_office")
    grants.allow(Verb.OPEN_CYCLE, "district_office")
    grants.allow(Verb.NAME_GROUPS, "district_office", "town_leading_group")
    grants.allow(Verb.ALLOCATE_TARGETS, "district_office", *TOWN)
    grants.allow(Verb.NAME_PANELS, *TOWN)
    grants.allow(Verb.CHOOSE_PILOTS, *TOWN)
    grants.allow(Verb.RECORD_CREDITS, "village_officer")
    grants.allow(Verb.EDIT_STANDARDS, *ABOVE)
    grants.allow(Verb.COMMENT_STANDARDS, *VILLAGE, *TOWN, *ABOVE)
    grants.allow(Verb.REHEARSE, "village_officer", "town_federation")
