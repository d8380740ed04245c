"""Which roles may see people and hand out roles."""

from anjia.accounts.enums import Verb
from anjia.kernel.permissions import grants

WATCHERS = ("inspector", "auditor")
MANAGERS = ("town_federation", "district_office", "administrator")


def grant() -> None:
    """Called once by `apps.py`."""
    grants.allow(Verb.VIEW_PEOPLE, "village_officer", "city_office", *WATCHERS, *MANAGERS)
    grants.allow(Verb.INVITE, *MANAGERS)
    grants.allow(Verb.GRANT_VILLAGE_ROLES, "town_federation", "administrator")
    grants.allow(Verb.GRANT_TOWN_ROLES, "district_office", "administrator")
    grants.allow(Verb.GRANT_ANY_ROLE, "administrator")
    grants.allow(Verb.MANAGE_WEBHOOKS, "district_office", "administrator")
