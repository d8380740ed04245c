"""An appeal against a missing star was upheld: the star is written, whatever happened since (frame F6)."""

from collections.abc import Collection

from django.db import transaction

from anjia.evaluations.permissions import Consequence
from anjia.kernel.permissions import Actor
from anjia.stars.actions.correct import write_corrected
from anjia.stars.enums import CorrectionReason, Evidence
from anjia.stars.marks import missing
from anjia.stars.models import StarQuarter, StarRecord
from anjia.stars.queries import credited_positions, village_path


@transaction.atomic
def win_back(record: StarRecord, positions: Collection[int], *, by: Actor) -> bool:
    """Give the stars at these positions (from 0) that are still missing; False where none is.

    A star rests on the family's credit where it holds one, else on its declaration. Whether `by` may answer the
    appeal was checked by the slice of appeals.
    """
    quarter = StarQuarter.objects.select_related("region", "cycle").select_for_update(of=("self",))
    quarter = quarter.get(cycle=record.cycle_id, region__path=village_path(record.region.path), number=record.quarter)
    now = StarRecord.objects.get(pk=record.pk)
    wanted = set(positions) & set(missing(now.marks))
    credited = credited_positions(quarter.cycle, [now.household_id]).get(now.household_id, frozenset())
    given = {at: Evidence.CREDIT if at in credited else Evidence.DECLARATION for at in wanted}
    marks = "".join(given.get(at, letter) for at, letter in enumerate(now.marks))
    changed = {now.household_id: marks}
    return write_corrected(quarter, changed, {}, reason=CorrectionReason.APPEAL, by=Consequence(by))
