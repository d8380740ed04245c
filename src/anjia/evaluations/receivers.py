"""What happens here when a family registers, proves its consent or takes it back: in the same transaction."""

import uuid
from collections.abc import Collection
from typing import Any

from django.dispatch import receiver

from anjia.evaluations import signals
from anjia.evaluations.actions.candidacies import (
    consent_candidacies,
    open_candidacies,
    register_candidacies,
    withdraw_candidacies,
)
from anjia.evaluations.actions.household_changes import adopt_candidacies, follow_moves
from anjia.evaluations.actions.rehearse import leave_rehearsals
from anjia.evaluations.models import GroupMeeting
from anjia.evaluations.tasks import MINUTES_JOB
from anjia.households import signals as registry
from anjia.households.models import Household
from anjia.kernel.context import rehearsing
from anjia.kernel.jobs import enqueue
from anjia.kernel.permissions import Actor
from anjia.programmes.models import ProgrammeCycle
from anjia.programmes.signals import cycle_opened


@receiver(registry.households_registered, dispatch_uid="evaluations.register")
def register_families(sender: Any, ids: Collection[uuid.UUID], by: Actor, **kwargs: Any) -> None:
    register_candidacies(ids, by=by)


@receiver(cycle_opened, dispatch_uid="evaluations.open")
def open_for_families(sender: Any, cycle: ProgrammeCycle, by: Actor, **kwargs: Any) -> None:
    open_candidacies(cycle, by=by)


@receiver(registry.participation_proven, dispatch_uid="evaluations.consent")
def consent_families(sender: Any, ids: Collection[uuid.UUID], by: Actor, **kwargs: Any) -> None:
    consent_candidacies(ids, by=by)


@receiver(registry.participation_withdrawn, dispatch_uid="evaluations.withdraw")
def withdraw_families(sender: Any, ids: Collection[uuid.UUID], by: Actor, **kwargs: Any) -> None:
    withdraw_candidacies(ids, by=by)
    leave_rehearsals(ids)


@receiver(registry.households_moved, dispatch_uid="evaluations.move")
def move_families(sender: Any, ids: Collection[uuid.UUID], by: Actor, **kwargs: Any) -> None:
    follow_moves(ids, by=by)
    leave_rehearsals(ids)


@receiver(registry.households_closed, dispatch_uid="evaluations.close")
def close_families(sender: Any, ids: Collection[uuid.UUID], by: Actor, **kwargs: Any) -> None:
    withdraw_candidacies(ids, by=by)
    leave_rehearsals(ids)


@receiver(registry.households_merged, dispatch_uid="evaluations.merge")
def merge_families(sender: Any, keep: Household, gone: Household, by: Actor, **kwargs: Any) -> None:
    leave_rehearsals([gone.pk])
    adopt_candidacies(keep, gone, by=by)


@receiver(signals.meeting_closed, dispatch_uid="evaluations.minutes")
def ask_for_minutes(sender: Any, meeting: GroupMeeting, by: Actor, **kwargs: Any) -> None:
    if rehearsing.get():
        return
    enqueue(MINUTES_JOB, key=f"{MINUTES_JOB}:{meeting.pk}", by=by, meeting_id=meeting.pk, by_id=str(by.pk or ""))
