"""Which role may do what with households; the keys are those of `accounts.roles`."""

from anjia.households.enums import Verb
from anjia.kernel.permissions import grants

RECORDERS = ("village_officer", "town_federation")
READERS = ("group_leader", "village_panel_member", "town_leading_group", "district_office")


def grant() -> None:
    """Called once by `apps.py`."""
    grants.allow(Verb.VIEW, *RECORDERS, *READERS)
    for verb in (Verb.IMPORT, Verb.EDIT, Verb.RECORD_CONSENT, Verb.REVEAL):
        grants.allow(verb, *RECORDERS)
    for verb in (Verb.ANSWER_REQUESTS, Verb.FILE_REQUEST, Verb.ERASE, Verb.HAND_OUT, Verb.ISSUE_CARDS):
        grants.allow(verb, *RECORDERS)
    # Whoever sees both rows settles a pair: within a village, a town, or across towns.
    grants.allow(Verb.SETTLE_DUPLICATES, *RECORDERS, "district_office")
    grants.allow(Verb.CONFIRM_CORRECTION, "town_federation")
    grants.allow(Verb.EXPORT, "village_officer", "town_federation", "district_office")
