"""Placing and releasing holds: what follows from an act that was permitted in the slice that asks for them."""

import uuid
from collections.abc import Collection, Iterable, Mapping

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from anjia.households.models import Household
from anjia.kernel import audit
from anjia.kernel.permissions import Actor
from anjia.programmes.enums import HeldStep, HoldOutcome, Verb
from anjia.programmes.models import Hold

CHUNK = 900


@transaction.atomic
def place_holds(
    household: Household,
    frozen: Iterable[tuple[HeldStep, uuid.UUID]],
    *,
    ground: str,
    source_id: uuid.UUID,
    by: Actor,
) -> list[Hold]:
    """Keep each step from being taken on each thing until `source_id` is settled. Asked twice, it is one hold."""
    now, placed = timezone.now(), []
    for step, subject_id in frozen:
        hold, is_new = Hold.objects.get_or_create(
            household=household,
            step=step,
            subject_id=subject_id,
            source_id=source_id,
            defaults={"ground": ground, "placed_at": now, "placed_by_id": by.pk},
        )
        if is_new:
            placed.append(hold)
    path = household.region.path
    told = [(h.pk, path, None, {"step": h.step, "subject": str(h.subject_id), "ground": ground}) for h in placed]
    audit.record_many(Verb.PLACE_HOLD, Hold._meta.label_lower, told, by=by)
    return placed


@transaction.atomic
def release_holds(source_id: uuid.UUID, *, outcome: HoldOutcome, by: Actor) -> int:
    """What they were placed for is settled: everything goes on. Returns how many were standing."""
    return _release(Hold.objects.filter(source_id=source_id), outcome, by)


@transaction.atomic
def lapse_holds(household_ids: Collection[uuid.UUID], *, by: Actor) -> int:
    """Families that leave the programme leave nothing standing behind them (frame F1)."""
    wanted, released = list(household_ids), 0
    for start in range(0, len(wanted), CHUNK):
        chosen = Hold.objects.filter(household__in=wanted[start : start + CHUNK])
        released += _release(chosen, HoldOutcome.LAPSED, by)
    return released


@transaction.atomic
def move_holds(moved: Mapping[uuid.UUID, uuid.UUID]) -> int:
    """What stood still went on as another row (a certificate exchanged): it stands still there. Returns how many."""
    wanted, found = list(moved), list[Hold]()
    for start in range(0, len(wanted), CHUNK):
        found += Hold.objects.filter(subject_id__in=wanted[start : start + CHUNK], released_at__isnull=True)
    for hold in found:
        Hold.objects.filter(household_id=hold.household_id, pk=hold.pk).update(subject_id=moved[hold.subject_id])
    return len(found)


def _release(holds: QuerySet[Hold], outcome: HoldOutcome, by: Actor) -> int:
    rows = list(holds.filter(released_at__isnull=True).order_by().values_list("pk", "household__region__path"))
    Hold.objects.filter(pk__in=[pk for pk, _path in rows]).update(
        released_at=timezone.now(), released_by_id=by.pk, outcome=outcome
    )
    told = [(pk, path, None, {"outcome": outcome}) for pk, path in rows]
    audit.record_many(Verb.RELEASE_HOLD, Hold._meta.label_lower, told, by=by)
    return len(rows)
