"""Only the team: a role alone opens nothing here."""

from anjia.kernel.permissions import Actor
from anjia.services.permissions import LEADING, require_member
from anjia.services.protection.enums import Verb
from anjia.services.protection.models import Protection


def require_helper(protection: Protection, by: Actor) -> None:
    """Anybody of the team: whoever is reached first acts."""
    require_member(protection.case, by, verb=Verb.HANDLE)


def require_lead(protection: Protection, by: Actor) -> None:
    require_member(protection.case, by, *LEADING, verb=Verb.HANDLE)
