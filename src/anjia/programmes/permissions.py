"""Who may see what of programmes; which role holds which verb stands in `grants`."""

from anjia.kernel.exceptions import NotPermitted
from anjia.kernel.permissions import SYSTEM, Actor
from anjia.kernel.scope import contains
from anjia.programmes.enums import Verb
from anjia.programmes.models import ProgrammeCycle
from anjia.regions.models import Region


def covers(cycle: ProgrammeCycle, region: Region) -> bool:
    """Whether the cycle runs in the region."""
    return contains(cycle.region.path, region.path)


def can_view(user: Actor, cycle: ProgrammeCycle) -> bool:
    """A cycle is seen by those it lies below, and by those it runs for."""
    if user is SYSTEM:
        return True
    path = cycle.region.path
    return any(contains(scope, path) or contains(path, scope) for scope in user.scopes(Verb.VIEW))


def can_see_credits(user: Actor, village: Region) -> bool:
    """Whether a user may see which families of a village have credits."""
    return user.may(Verb.VIEW_CREDITS, village.path)


def require_anywhere(by: Actor, verb: str, refusal: NotPermitted) -> None:
    """For what concerns the whole installation: the actor holds the verb somewhere."""
    if by is not SYSTEM and not by.scopes(verb):
        raise refusal
