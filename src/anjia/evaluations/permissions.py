"""Who may look and who may rate, beyond the plain grants; and the actor for what must follow."""

import uuid
from collections.abc import Iterable

from django.db.models import QuerySet

from anjia.accounts.models import Membership, User
from anjia.evaluations.enums import Verb
from anjia.evaluations.grants import RATING_ROLES
from anjia.kernel.permissions import Actor, grants
from anjia.kernel.scope import SEGMENT
from anjia.regions.models import Region

DECIDING = (Verb.REVIEW, Verb.ENDORSE, Verb.APPROVE)


class Consequence:
    """An actor for what follows from an act that was permitted in a slice below (domain F1).

    Its name stands in the trail; nobody is asked again whether a family may leave.
    """

    def __init__(self, by: Actor):
        self.pk: uuid.UUID | None = by.pk

    def may(self, verb: str, path: str) -> bool:
        return True

    def scopes(self, verb: str) -> tuple[str, ...]:
        return tuple(Region.objects.filter(parent__isnull=True).values_list("path", flat=True))


def can_view(user: Actor, path: str) -> bool:
    """Whether the user sees candidacies and meetings of a place; agrees with `queries.visible_to`."""
    return user.may(Verb.VIEW, path)


def possible_raters(path: str) -> QuerySet[User]:
    """The people who may sit on a scoring panel of a group: they hold a rating role at it or above it."""
    return User.objects.filter(pk__in=_holders(path).values("user"), is_active=True).order_by("display_name", "pk")


def rating_roles(path: str) -> dict[uuid.UUID, str]:
    """In what role each of them may: user id to the role's name."""
    return {held.user_id: held.title for held in _holders(path)}


def cannot_rate(user_ids: Iterable[uuid.UUID], path: str) -> set[uuid.UUID]:
    """Those of the users who hold no rating role there today."""
    wanted = set(user_ids)
    return wanted - set(_holders(path).filter(user__in=wanted).values_list("user_id", flat=True))


def _holders(path: str) -> QuerySet[Membership]:
    above = [path[:end] for end in range(SEGMENT, len(path) + 1, SEGMENT)]
    held = Membership.objects.in_force().filter(role__in=RATING_ROLES, region__path__in=above)
    return held.order_by()


def deciders(path: str) -> QuerySet[User]:
    """Everybody who rates or decides on families of a group: who may be recused."""
    above = [path[:end] for end in range(SEGMENT, len(path) + 1, SEGMENT)]
    roles = {*RATING_ROLES, *(role for verb in DECIDING for role in grants.roles_with(verb))}
    held = Membership.objects.in_force().filter(role__in=roles, region__path__in=above).order_by()
    return User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("display_name", "pk")
