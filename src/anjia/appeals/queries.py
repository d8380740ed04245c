"""Reading appeals: from what the user may see; and who of the level took no part."""

import uuid
from collections.abc import Collection

from django.db.models import Count, Q, QuerySet

from anjia.accounts.models import Membership, User
from anjia.appeals.enums import OPEN, Verb
from anjia.appeals.models import Appeal, AppealRecusal
from anjia.households.models import Household
from anjia.households.queries.proofs import far, has_proof, near
from anjia.kernel.permissions import SYSTEM, Actor, grants
from anjia.kernel.scope import SEGMENT, under, under_any
from anjia.programmes.adverse import Adverse, against
from anjia.regions.enums import Level


def visible_to(user: Actor, verb: str = Verb.VIEW) -> QuerySet[Appeal]:
    """The appeals of the places where the user holds the verb.

    Above the village nobody reads by name whose consent is not, or no more, proven (frame F5).
    """
    appeals = Appeal.objects.select_related("household", "region__parent__parent__parent", "assigned_to")
    if user is SYSTEM:
        return appeals
    scopes = user.scopes(verb)
    above = under_any("region__path", far(scopes)) & Q(has_proof("household"))
    return appeals.filter(under_any("region__path", near(scopes)) | above)


def decidable_by(user: Actor) -> QuerySet[Appeal]:
    """The appeals of the user's places in which the user took no part."""
    seen = visible_to(user, Verb.DECIDE)
    if user.pk is None:
        return seen
    own = AppealRecusal.objects.filter(user=user.pk).order_by().values("appeal")
    return seen.exclude(pk__in=own)


def waiting_for(user: Actor) -> QuerySet[Appeal]:
    """The appeals that this user was asked to answer."""
    return Appeal.objects.filter(state__in=OPEN, assigned_to=user.pk).order_by("due_on", "pk")


def unassigned_under(path: str) -> QuerySet[Appeal]:
    """Appeals for which nobody is left who may decide."""
    return Appeal.objects.filter(under("region__path", path), state__in=OPEN, assigned_to__isnull=True)


def appeals_of(household: Household) -> QuerySet[Appeal]:
    """All that the family contested, the newest first."""
    return Appeal.objects.filter(household=household).order_by("-received_on", "-pk")


def open_to(household: Household) -> list[Adverse]:
    """What stands against the family and was not contested yet; also what is out of time, which is answered too."""
    held = {(a.step, a.object_id) for a in appeals_of(household) if a.state not in ("taken_back", "late")}
    return [adverse for adverse in against([household.pk]) if (adverse.step.key, adverse.object_id) not in held]


def deciders_at(path: str, level: Level) -> QuerySet[User]:
    """Everybody who decides appeals of a place at one level today."""
    roles = sorted(grants.roles_with(Verb.DECIDE))
    at = path[: level.depth * SEGMENT]
    held = Membership.objects.in_force().filter(role__in=roles, region__path=at, region__level=level).order_by()
    return User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("pk")


def everybody_deciding(path: str) -> list[User]:
    """The deciders of all levels above a place."""
    roles = sorted(grants.roles_with(Verb.DECIDE))
    above = [path[:end] for end in range(SEGMENT, len(path) + 1, SEGMENT)]
    held = Membership.objects.in_force().filter(role__in=roles, region__path__in=above).order_by()
    return list(User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("pk"))


def next_decider(appeal: Appeal, *, but: Collection[uuid.UUID]) -> User | None:
    """Who has the fewest open appeals among those who took no part: at the level of the step, else above it."""
    levels = [level for level in reversed(Level) if level.depth <= appeal.kind.level.depth]
    load = Count("assigned_appeals", filter=Q(assigned_appeals__state__in=OPEN))
    for level in levels:
        people = deciders_at(appeal.region.path, level).exclude(pk__in=list(but))
        found = people.annotate(load=load).order_by("load", "pk").first()
        if found is not None:
            return found
    return None
