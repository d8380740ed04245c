"""Reading accounts: the people of one's scope, their roles, the invitations that are open."""

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from anjia.accounts.enums import Verb
from anjia.accounts.models import Invitation, Membership, User
from anjia.kernel.permissions import SYSTEM, Actor
from anjia.kernel.scope import under_any


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


def invitations_visible_to(user: Actor) -> QuerySet[Invitation]:
    """The invitations to those places that nobody has used yet."""
    waiting = Invitation.objects.filter(
        accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=timezone.now()
    ).select_related("region")
    return waiting if user is SYSTEM else waiting.filter(under_any("region__path", user.scopes(Verb.INVITE)))
