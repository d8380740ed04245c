"""Reading accounts: the people of one's scope, their roles, open invitations; who is to be told, and what was told."""

import uuid
from collections.abc import Iterable
from datetime import timedelta

from django.db.models import F, Prefetch, Q, QuerySet
from django.utils import timezone

from anjia.accounts.enums import Verb
from anjia.accounts.models import (
    ApiToken,
    HandOver,
    Invitation,
    Membership,
    Message,
    User,
    WebhookDelivery,
    WebhookEndpoint,
)
from anjia.accounts.permissions import GRANT_VERB, can_grant
from anjia.kernel.permissions import SYSTEM, Actor, grants
from anjia.kernel.scope import SEGMENT, under, under_any
from anjia.regions.enums import Level
from anjia.web.name_index import NameIndex
from anjia.web.tokens import wanted

PEOPLE = NameIndex("accounts_user", "accounts_user_search")
YEAR = timedelta(days=365)


def memberships_visible_to(user: Actor) -> QuerySet[Membership]:
    """The memberships in force today in the places whose people the actor may see."""
    held = Membership.objects.in_force().select_related("region", "user", "covers__user")
    return held if user is SYSTEM else held.filter(under_any("region__path", user.scopes(Verb.VIEW_PEOPLE)))


def visible_to(user: Actor) -> QuerySet[User]:
    """People who hold a role in those places, each with `roles_here`: the memberships one may see."""
    seen = memberships_visible_to(user)
    return User.objects.filter(pk__in=seen.order_by().values("user")).prefetch_related(
        Prefetch("memberships", queryset=seen.order_by("region__path", "role"), to_attr="roles_here")
    )


def search_people(people: QuerySet[User], text: str) -> QuerySet[User]:
    """Narrow by name, pinyin or initials, or by a staff number or the end of a phone number."""
    want = wanted(text)
    typed = text.strip().lower()
    found = Q(username=typed)
    if typed.isdigit() and len(typed) >= 4:
        found |= Q(username__endswith=typed)
    return people.filter(found | Q(pk__in=PEOPLE.ids(want)) if want else found)


def invitations_visible_to(user: Actor) -> QuerySet[Invitation]:
    """The invitations to those places that nobody has used yet."""
    waiting = Invitation.objects.filter(
        accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=timezone.now()
    ).select_related("region")
    return waiting if user is SYSTEM else waiting.filter(under_any("region__path", user.scopes(Verb.INVITE)))


def held_or_coming(user: User) -> list[Membership]:
    """The user's memberships of today and of days to come, asked anew."""
    rows = Membership.objects.filter(user=user.pk).exclude(ends_on__lte=timezone.localdate())
    return list(rows.select_related("region").order_by("region__path", "role"))


def own_or_overseen(user: User) -> QuerySet[Membership]:
    """The memberships one may hand over: one's own, and those of the places where one invites people. Ended ones
    too, so that a page left open yesterday is answered in words."""
    return Membership.objects.select_related("user", "region", "covers__user").filter(
        Q(user=user.pk) | Q(covers__user=user.pk) | under_any("region__path", user.scopes(Verb.INVITE))
    )


def successors_for(membership: Membership, by: Actor) -> QuerySet[User]:
    """The colleagues who may follow or stand in: who holds a role in the place, or just around it, today.

    A group's leader looks in the village, a village's officer in the village and its town, others in their own place.
    """
    region = membership.region
    above = region.path[:-SEGMENT] if region.level in {Level.VILLAGE, Level.GROUP} else region.path
    held = Membership.objects.in_force().filter(under("region__path", above)).order_by().values("user")
    # Whoever hands out the role may also call back somebody who left it within the year.
    lately = Membership.objects.filter(ends_on__gt=timezone.localdate() - YEAR, role=membership.role, region=region)
    before = lately if can_grant(by, membership.role, region) else lately.none()
    overseen = Membership.objects.none() if by is SYSTEM else memberships_visible_to(by).order_by().values("user")
    named = Q(pk__in=held) | Q(pk__in=overseen) | Q(pk__in=before.order_by().values("user"))
    people = User.objects.filter(named, is_active=True)
    return people.exclude(pk=membership.user_id).order_by("display_name", "pk")


def hand_overs_visible_to(user: User) -> QuerySet[HandOver]:
    """One's own hand-overs, from either side, and those of the places where one invites people."""
    mine = Q(membership__user=user.pk) | Q(successor=user.pk) | Q(decided_by_id=user.pk)
    seen = HandOver.objects.select_related("membership__user", "membership__region", "successor", "invitation")
    return seen.filter(mine | under_any("membership__region__path", user.scopes(Verb.INVITE)))


def covers_of(user: User) -> QuerySet[Membership]:
    """Who stands in for the user today or later."""
    today = timezone.localdate()
    running = Membership.objects.filter(covers__user=user.pk, ends_on__gt=today).exclude(ends_on=F("starts_on"))
    return running.select_related("user", "region", "covers__user").order_by("starts_on", "pk")


def holders(path: str, *, role: str = "", verb: str = "", level: str = "") -> QuerySet[Membership, uuid.UUID]:
    """Ids of the active users who hold a role, or a verb by any of theirs, at a place or above it: for `tell`.

    `level` keeps those who hold it in a place of that level: `holders(village.path, verb=…, level=Level.TOWN)`.
    """
    return _active(role, verb, level).filter(region__path__in=_above(path)).values_list("user_id", flat=True)


def holders_below(path: str, *, role: str = "", verb: str = "", level: str = "") -> QuerySet[Membership, uuid.UUID]:
    """The same for a place and all below it."""
    return _active(role, verb, level).filter(under("region__path", path)).values_list("user_id", flat=True)


def holders_by_place(paths: Iterable[str], *, role: str = "", verb: str = "") -> dict[str, list[uuid.UUID]]:
    """The same as `holders` for many places in one query: for `tell_each`."""
    found: dict[str, list[uuid.UUID]] = {path: [] for path in paths}
    above = {part for path in found for part in _above(path)}
    held = _active(role, verb, "").filter(region__path__in=above).values_list("region__path", "user_id")
    for place, user_id in held:
        for path, people in found.items():
            if path.startswith(place):
                people.append(user_id)
    return found


def _above(path: str) -> list[str]:
    """The paths of a place and of those above it."""
    return [path[:end] for end in range(SEGMENT, len(path) + 1, SEGMENT)]


def _active(role: str, verb: str, level: str) -> QuerySet[Membership]:
    roles = [role] if role else sorted(grants.roles_with(verb))
    held = Membership.objects.in_force().filter(role__in=roles, user__is_active=True).order_by("user_id")
    return held.filter(region__level=level) if level else held


def inbox_of(user: User) -> QuerySet[Message]:
    """What a person was told and still has."""
    return Message.objects.filter(user=user.pk)


def unread_count(user: User) -> int:
    return inbox_of(user).filter(read_at__isnull=True).count()


def tokens_visible_to(user: Actor) -> QuerySet[ApiToken]:
    """One's own tokens, and those made for roles one hands out."""
    overseen = Q(membership__user=user.pk)
    for role, verb in GRANT_VERB.items():
        overseen |= under_any("membership__region__path", user.scopes(verb)) & Q(membership__role=role)
    return ApiToken.objects.filter(overseen).select_related("membership__user", "membership__region")


def webhooks_visible_to(user: Actor) -> QuerySet[WebhookEndpoint]:
    """The addresses registered for the places whose webhooks the actor looks after."""
    rows = WebhookEndpoint.objects.select_related("region")
    return rows.filter(under_any("region__path", user.scopes(Verb.MANAGE_WEBHOOKS)))


def deliveries_visible_to(user: Actor) -> QuerySet[WebhookDelivery]:
    """What was sent, or is to be, to those addresses."""
    rows = WebhookDelivery.objects.select_related("endpoint__region")
    return rows.filter(under_any("endpoint__region__path", user.scopes(Verb.MANAGE_WEBHOOKS)))
