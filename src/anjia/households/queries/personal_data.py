"""Families whose file may be handed out or erased. Those that left are found by name, and never listed (frame F5)."""

from django.db.models import QuerySet

from anjia.households.enums import Verb
from anjia.households.models import Household
from anjia.households.personal import FORGOTTEN
from anjia.households.queries.households import visible_to
from anjia.kernel.permissions import Actor
from anjia.kernel.scope import under_any


def left_to(user: Actor, verb: str = Verb.ERASE) -> QuerySet[Household]:
    """Families that are out of the registry and not forgotten yet, where the user holds the verb."""
    gone = Household.objects.filter(under_any("region__path", user.scopes(verb)), is_active=False)
    return gone.exclude(head_name=FORGOTTEN).select_related("region__parent")


def on_file(user: Actor) -> QuerySet[Household]:
    """Families whose file the user may hand out: those that take part, and those that left."""
    return (visible_to(user, Verb.HAND_OUT) | left_to(user, Verb.HAND_OUT)).select_related("region__parent")


def left_by_name(user: Actor, head_name: str, head_birth: str = "") -> QuerySet[Household]:
    """Those with exactly this head, and month of birth where it is told."""
    found = left_to(user).filter(head_name=head_name)
    return (found.filter(head_birth=head_birth) if head_birth else found).order_by("-updated_at", "pk")
