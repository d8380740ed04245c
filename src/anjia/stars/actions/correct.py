"""A closed quarter is corrected: dated, with a reason, recounted, re-issued, and the year with it (domain A6-5)."""

import uuid
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.households.models import Household
from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.permissions import Actor
from anjia.kernel.workflow import advance
from anjia.stars.actions.grade import regrade
from anjia.stars.actions.record import Entry, check_evidence, check_families, write
from anjia.stars.enums import CorrectionReason, Verb
from anjia.stars.models import StarCorrection, StarQuarter
from anjia.stars.permissions import require_panel
from anjia.stars.queries import counts_of, records_of
from anjia.stars.signals import quarter_corrected
from anjia.stars.workflow import QUARTER
from anjia.web.guarded import validate_guarded


@transaction.atomic
def correct_quarter(
    quarter: StarQuarter, marks: Mapping[uuid.UUID, str], *, reason: str, by: Actor, note: str = ""
) -> StarQuarter:
    """Write other stars for families of a closed quarter; a family that was not recorded may get its stars this way.

    Raises NotPermitted outside the panel or for kin, Refused for an unknown reason, for marks that are no stars, or
    where nothing changes; Conflict while the quarter is still being recorded.
    """
    require_panel(quarter.cycle, quarter.region, by, Verb.CORRECT)
    reason, note = _reason(reason), _guarded(note)
    quarter = StarQuarter.objects.select_related("region", "cycle").select_for_update(of=("self",)).get(pk=quarter.pk)
    if not quarter.is_closed:
        raise Conflict(_("“%(quarter)s”还没有结季，直接在记星表里改就可以。") % {"quarter": quarter})
    families = check_families(quarter, list(marks), by)
    check_evidence(quarter.cycle, marks)
    if not write_corrected(quarter, marks, families, reason=reason, note=note, by=by):
        raise Refused(_("和原来的一样，没有要更正的。"))
    return quarter


def write_corrected(
    quarter: StarQuarter,
    marks: Mapping[uuid.UUID, str],
    families: Mapping[uuid.UUID, Household],
    *,
    reason: CorrectionReason,
    by: Actor,
    note: str = "",
) -> bool:
    """Write what differs into a closed quarter that the caller holds, count and issue it again, and let a graded year
    follow; False where nothing differs. Whether `by` may was checked."""
    held = {record.household_id: record for record in records_of(quarter).filter(household__in=list(marks))}
    before = {pk: held[pk].marks if pk in held else "" for pk in marks}
    changed = [Entry(pk, letters) for pk, letters in marks.items() if before[pk] != letters]
    if not changed:
        return False
    write(quarter, changed, held, families, by=by, verb=Verb.CORRECT, is_correction=True)
    _note(quarter, changed, before, reason, note, by)
    told = {**counts_of(quarter), "corrected_on": timezone.localdate(), "issue": quarter.issue + 1}
    advance(quarter, QUARTER["correct"], by=by, note=str(reason.label), set=told)
    quarter_corrected.send(sender=StarQuarter, quarter=quarter, reason=reason, by=by)
    regrade(quarter.cycle, [entry.household_id for entry in changed], by=by)
    return True


def _reason(reason: str) -> CorrectionReason:
    if reason not in CorrectionReason.values:
        raise Refused(_("请从列表里选择更正原因。"))
    return CorrectionReason(reason)


def _guarded(note: str) -> str:
    try:
        validate_guarded(note)
    except ValidationError as error:
        raise Refused(error.messages[0]) from error
    return note.strip()


def _note(
    quarter: StarQuarter,
    changed: list[Entry],
    before: Mapping[uuid.UUID, str],
    reason: str,
    note: str,
    by: Actor,
) -> None:
    today = timezone.localdate()
    StarCorrection.objects.bulk_create(
        StarCorrection(
            household_id=entry.household_id,
            cycle_id=quarter.cycle_id,
            quarter=quarter.number,
            marks_before=before[entry.household_id],
            marks_after=entry.marks,
            reason=reason,
            note=note,
            corrected_on=today,
            corrected_by_id=by.pk,
        )
        for entry in changed
    )
