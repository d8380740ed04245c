"""What becomes of stars when a family leaves or turns out to be another (frame F1)."""

import uuid
from collections.abc import Collection

from django.db import transaction

from anjia.households.models import Household
from anjia.households.rehoming import rehome
from anjia.kernel import audit
from anjia.kernel.permissions import Actor
from anjia.stars.enums import Verb
from anjia.stars.models import StarCorrection, StarRecord, StarRecusal, YearGrade

CHUNK = 5000


@transaction.atomic
def leave_stars(household_ids: Collection[uuid.UUID], *, by: Actor) -> int:
    """Families that took their consent back are gone from every quarter and year at once; returns the rows gone.

    What a village's quarter came to when it was closed stays as a number: nobody can be read from it.
    """
    ids, gone = list(household_ids), 0
    for start in range(0, len(ids), CHUNK):
        part = ids[start : start + CHUNK]
        told = list(
            StarRecord.objects.filter(household__in=part).order_by().values_list("household_id", "region__path")
        )
        for model in (StarRecord, YearGrade, StarCorrection, StarRecusal):
            gone += model.objects.filter(household__in=part).order_by().delete()[0]
        entries = [(pk, path, {"quarters": 1}, None) for pk, path in dict(told).items()]
        audit.record_many(Verb.RECORD, Household._meta.label_lower, entries, by=by)
    return gone


@transaction.atomic
def adopt_stars(keep: Household, gone: Household) -> None:
    """Two rows were one family: what the other one has goes over, unless the quarter is there already."""
    for model, fields in (
        (StarRecord, ("cycle", "quarter")),
        (YearGrade, ("cycle",)),
        (StarRecusal, ("cycle", "member")),
    ):
        mine = set(model.objects.filter(household=keep).values_list(*fields))
        double = [row.pk for row in model.objects.filter(household=gone) if _key(row, fields) in mine]
        model.objects.filter(pk__in=double).delete()
        rehome(model.objects.filter(household=gone), keep.pk)
    rehome(StarCorrection.objects.filter(household=gone), keep.pk)


def _key(row: object, fields: tuple[str, ...]) -> tuple[object, ...]:
    return tuple(getattr(row, f"{name}_id", None) or getattr(row, name) for name in fields)
