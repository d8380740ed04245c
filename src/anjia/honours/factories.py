"""Decisions at every point of their life, for tests of this slice and of those above it."""

from typing import Any

from django.utils import timezone

from anjia.honours.actions import decide_naming, draft_decision, sign_decision
from anjia.honours.models import NamingDecision
from anjia.notices.factories import NAMES, ended_notice
from anjia.programmes.models import ProgrammeCycle
from anjia.regions.models import Region


def _town(world: Any, group: Region | None) -> tuple[Region, str]:
    """The town of a group of the world, and the prefix of its people."""
    own = group is None or group.path.startswith(world.town.path)
    return (world.town, "") if own else (world.neighbour_town, "neighbour_")


def drafted_decision(
    world: Any, cycle: ProgrammeCycle, *, names: tuple[str, ...] = NAMES[:3], group: Region | None = None
) -> NamingDecision:
    """A draft about the families of an ended notice in the village of the world's group, or of another one."""
    ended_notice(group or world.group, cycle, names=names)
    town, prefix = _town(world, group)
    return draft_decision(town, cycle, by=getattr(world, f"{prefix}town_federation"))


def decided_decision(
    world: Any, cycle: ProgrammeCycle, *, names: tuple[str, ...] = NAMES[:3], group: Region | None = None
) -> NamingDecision:
    decision = drafted_decision(world, cycle, names=names, group=group)
    by = getattr(world, f"{_town(world, group)[1]}town_leading_group")
    return decide_naming(decision, met_on=timezone.localdate(), by=by)


def issued_decision(
    world: Any, cycle: ProgrammeCycle, *, names: tuple[str, ...] = NAMES[:3], group: Region | None = None
) -> NamingDecision:
    decision = decided_decision(world, cycle, names=names, group=group)
    return sign_decision(decision, signer_name="周主席", by=world.district_office)
