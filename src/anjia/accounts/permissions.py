"""Who may hand out which role: never one they could not oversee, never one to themselves."""

from anjia.accounts import roles
from anjia.accounts.enums import Verb
from anjia.accounts.models import User
from anjia.kernel.permissions import Actor
from anjia.regions.models import Region

Level = Region.Level
# Held by one person, these exclude every other role (domain B11: administration, audit and operation apart).
SEPARATE = frozenset({"administrator", "auditor"})


def _grant_verb(role: type[roles.Role]) -> Verb:
    if role.levels in {(Level.GROUP,), (Level.VILLAGE,)}:
        return Verb.GRANT_VILLAGE_ROLES
    return Verb.GRANT_TOWN_ROLES if role.levels == (Level.TOWN,) else Verb.GRANT_ANY_ROLE


GRANT_VERB: dict[str, Verb] = {role.key: _grant_verb(role) for role in roles.ALL}


def can_grant(by: Actor, role: str, region: Region) -> bool:
    """Whether the actor may hand out (and take back) the role in the region."""
    return by.may(GRANT_VERB[role], region.path)


def grantable_roles(by: Actor) -> list[type[roles.Role]]:
    """The roles the actor may hand out somewhere."""
    return [role for role in roles.ALL if by.scopes(GRANT_VERB[role.key])]


def clashes(user: User, role: str) -> bool:
    """Whether the role may not stand beside those the user holds today."""
    held = {membership.role for membership in user.memberships_now} - {role}
    return bool(held) and (role in SEPARATE or bool(held & SEPARATE))


def can_reset(by: Actor, user: User) -> bool:
    """Whether the actor oversees every role the user holds, and so may let them in anew; never oneself."""
    held = user.memberships_now
    return bool(held) and by.pk != user.pk and all(can_grant(by, m.role, m.region) for m in held)
