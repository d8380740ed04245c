"""Reading accounts: the people of one's scope, their roles, open invitations; who is to be told, and what was told."""

import uuid
from collections.abc import Iterable

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from anjia.accounts.enums import Verb
from anjia.accounts.models import ApiToken, Invitation, Membership, Message, User, WebhookDelivery, WebhookEndpoint
from anjia.accounts.permissions import GRANT_VERB
from anjia.kernel.permissions import SYSTEM, Actor, grants
from anjia.kernel.scope import SEGMENT, under, under_any
from anjia.web.name_index import NameIndex
from anjia.web.tokens import wanted

PEOPLE = NameIndex("accounts_user", "accounts_user_search")


def memberships_visible_to(user: Actor) -> QuerySet[Membership]:
    """The memberships in force today in the places whose people the actor may see."""
    held = Membership.objects.in_force().select_related("region", "user")
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
