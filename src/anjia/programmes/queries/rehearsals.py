"""Rehearsals: the one place where they are asked for from outside."""

from django.db.models import QuerySet

from anjia.kernel.context import rehearsal
from anjia.kernel.permissions import SYSTEM, Actor
from anjia.kernel.scope import under_any
from anjia.programmes.enums import Verb
from anjia.programmes.models import ProgrammeCycle


def rehearsals_visible_to(user: Actor) -> QuerySet[ProgrammeCycle]:
    """The rehearsals in the places of a user; those of the neighbours and of the places above are nobody's business."""
    with rehearsal():
        cycles = ProgrammeCycle.objects.select_related("region", "standard_version__standard")
    if user is SYSTEM:
        return cycles
    return cycles.filter(under_any("region__path", user.scopes(Verb.VIEW)))
