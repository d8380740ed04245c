"""Cycles: which one runs here, which stages a day belongs to, which ones a user sees."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from anjia.kernel.context import rehearsing
from anjia.kernel.permissions import SYSTEM, Actor
from anjia.kernel.scope import SEGMENT, under_any
from anjia.programmes.enums import CycleState, Scheme, Verb
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


def current_cycle(region: Region, scheme: str | None = Scheme.POINTS_100) -> ProgrammeCycle | None:
    """The open cycle of a scheme that runs in a place: its own or the nearest above it, the latest year first.

    What belongs to the points knows no cycle where stars are counted, and the other way round (domain A6-6); None
    asks for either.
    """
    running = ProgrammeCycle.objects.filter(region__path__in=region.ancestor_paths, state=CycleState.OPEN)
    if scheme is not None:
        running = running.filter(scheme=scheme)
    return running.select_related("region", "standard_version").order_by("-region__path", "-year").first()


def schemes_for(user: Any) -> frozenset[str]:
    """The schemes of the cycles that run, or have run, in the places of a user; asked once for each user object."""
    held: dict[bool, frozenset[str]] = user.__dict__.setdefault("_schemes", {})
    inside = rehearsing.get()
    if inside not in held:
        begun = visible_to(user).exclude(state=CycleState.PLANNED).order_by()
        held[inside] = frozenset(begun.values_list("scheme", flat=True).distinct())
    return held[inside]


def counts_points(user: Any) -> bool:
    """Whether the screens of the points have a place in this user's navigation: all have, until stars alone run."""
    return schemes_for(user) != {Scheme.STARS_20}


def counts_stars(user: Any) -> bool:
    """Whether those of the stars have one."""
    return Scheme.STARS_20 in schemes_for(user)


def stage_of(cycle: ProgrammeCycle, day: date) -> frozenset[int]:
    """The numbers of the stages a day belongs to: 2026-04-01 is in stages 1 and 3 (domain A4-8)."""
    return frozenset(s.number for s in cycle.stages.all() if s.starts_on <= day <= s.ends_on)
