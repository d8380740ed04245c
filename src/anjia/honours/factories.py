"""Decisions at every point of their life, for tests of this slice and of those above it."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from anjia.honours.actions import decide_naming, draft_decision, sign_decision
from anjia.honours.models import NamingDecision
from anjia.notices.factories import NAMES, ended_notice
from anjia.programmes.models import ProgrammeCycle


def drafted_decision(world: Any, cycle: ProgrammeCycle, *, names: tuple[str, ...] = NAMES[:3]) -> NamingDecision:
    """A draft about the families of an ended notice in the world's village."""
    ended_notice(world.group, cycle, names=names)
    return draft_decision(world.town, cycle, by=world.town_federation)


def decided_decision(world: Any, cycle: ProgrammeCycle, *, names: tuple[str, ...] = NAMES[:3]) -> NamingDecision:
    decision = drafted_decision(world, cycle, names=names)
    yesterday = timezone.localdate() - timedelta(days=1)
    return decide_naming(decision, met_on=yesterday, by=world.town_leading_group)


def issued_decision(world: Any, cycle: ProgrammeCycle, *, names: tuple[str, ...] = NAMES[:3]) -> NamingDecision:
    decision = decided_decision(world, cycle, names=names)
    return sign_decision(decision, signer_name="周主席", by=world.district_office)
