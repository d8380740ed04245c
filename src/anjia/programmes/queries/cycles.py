"""Cycles: which one runs here, which stages a day belongs to, which ones a user sees."""

from datetime import date

from django.db.models import Q, QuerySet

from anjia.kernel.permissions import SYSTEM, Actor
from anjia.kernel.scope import SEGMENT, under_any
from anjia.programmes.enums import CycleState, Verb
from anjia.programmes.models import ProgrammeCycle
from anjia.regions.models import Region


def visible_to(user: Actor) -> QuerySet[ProgrammeCycle]:
    """The cycles in the user's places, and those that run for them from above."""
    cycles = ProgrammeCycle.objects.select_related("region", "standard_version__standard")
    if user is SYSTEM:
        return cycles
    scopes = user.scopes(Verb.VIEW)
    above = {path[:end] for path in scopes for end in range(SEGMENT, len(path), SEGMENT)}
    return cycles.filter(under_any("region__path", scopes) | Q(region__path__in=above))


def current_cycle(region: Region) -> ProgrammeCycle | None:
    """The open cycle that runs in a place: its own or the nearest above it, the latest year first."""
    running = ProgrammeCycle.objects.filter(region__path__in=region.ancestor_paths, state=CycleState.OPEN)
    return running.select_related("region", "standard_version").order_by("-region__path", "-year").first()


def stage_of(cycle: ProgrammeCycle, day: date) -> frozenset[int]:
    """The numbers of the stages a day belongs to: 2026-04-01 is in stages 1 and 3 (domain A4-8)."""
    return frozenset(s.number for s in cycle.stages.all() if s.starts_on <= day <= s.ends_on)
