"""Who may hand out which role: never one they could not oversee, never one to themselves."""

from anjia.accounts import roles
from anjia.accounts.enums import Verb
from anjia.accounts.models import Membership, User
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


def oversees(by: Actor, user: User) -> bool:
    """Whether the actor may hand out every role the user holds, also while the account is closed; never oneself."""
    held = list(user.memberships.in_force().select_related("region"))
    return bool(held) and by.pk != user.pk and all(can_grant(by, m.role, m.region) for m in held)


def can_reset(by: Actor, user: User) -> bool:
    """Whether the actor oversees every role the user holds, and so may let them in anew; never oneself."""
    held = user.memberships_now
    return bool(held) and by.pk != user.pk and all(can_grant(by, m.role, m.region) for m in held)


def can_hand_over(by: Actor, membership: Membership) -> bool:
    """The holder, signed in as themselves, or whoever hands out the role there."""
    is_own = by.pk == membership.user_id and getattr(by, "lent", None) is None
    return is_own or can_grant(by, membership.role, membership.region)


def can_end_cover(by: Actor, cover: Membership) -> bool:
    """The substitute, the holder who is back, or whoever hands out the role there."""
    people = {cover.user_id, cover.covers.user_id} if cover.covers else set()
    return by.pk in people or can_grant(by, cover.role, cover.region)
