"""A star that was not given, contested like any other decision (frame F6): for the slice of appeals.

The object is the family's record of one quarter; each missing star can be contested by itself. Nothing of the year
waits for the answer: one in favour writes the star, and notice and grade follow at once. Only the cycle does not end.
"""

import uuid
from collections.abc import Collection, Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anjia.kernel.exceptions import Refused
from anjia.kernel.models import AuditEvent
from anjia.kernel.permissions import Actor
from anjia.programmes.adverse import Adverse, AdverseStep, Part, register
from anjia.programmes.enums import CycleState, HeldStep
from anjia.regions.clocks import last_day
from anjia.stars.actions import win_back
from anjia.stars.enums import Miss
from anjia.stars.marks import A_QUARTER, missing
from anjia.stars.models import StarQuarter, StarRecord
from anjia.stars.queries import CLOSED, criteria_of, village_path


class MissedStarStep(AdverseStep):
    """Known to the family from the day its quarter was closed, or its stars were corrected."""

    key = "stars.missed"
    label = _("没有得星")
    remedy = _("这颗星还给这一户，季度重新计数、重新公示，年度星级跟着改。")

    def against(self, household_ids: Collection[uuid.UUID]) -> list[Adverse]:
        """In closed quarters: those of a cycle that runs, and after that while there is time."""
        rows = StarRecord.objects.filter(household__in=list(household_ids), stars__lt=A_QUARTER)
        records = list(
            rows.select_related("cycle__standard_version", "region").order_by("-cycle__year", "-quarter", "pk")
        )
        found = [(record, _known_on(record, closed_on)) for record, closed_on in _closed(records)]
        today = timezone.localdate()
        return [
            Adverse(self, record.pk, record.household_id, record.region, _words(record), known_on)
            for record, known_on in found
            if record.cycle.state == CycleState.OPEN or today <= last_day(self.rule, known_on)
        ]

    def record(self, adverse: Adverse) -> StarRecord:
        """What is contested. Raises Refused where two entries turned out to be one family and this record went."""
        found = StarRecord.objects.select_related("cycle__standard_version", "region").filter(pk=adverse.object_id)
        record = found.first()
        if record is None:
            raise Refused(
                _("这一户的两条登记已经合并，申诉的这份季度记录没有保留，不能再更正。"),
                who=_("请按“不成立”答复并写明合并的情况；对保留下来的记录，家庭可以另外申诉。"),
            )
        return record

    def took_part(self, adverse: Adverse) -> set[uuid.UUID]:
        """Whoever recorded or corrected the family, and whoever closed its quarter."""
        record = self.record(adverse)
        wrote = AuditEvent.objects.filter(object_id=record.pk, actor_id__isnull=False).order_by()
        cycle, village, number = _key(record)
        quarter = StarQuarter.objects.filter(cycle=cycle, region__path=village, number=number)
        people = {*wrote.values_list("actor_id", flat=True), *quarter.values_list("closed_by_id", flat=True)}
        return {pk for pk in {*people, record.recorded_by_id} if pk is not None}

    def freezes(self, adverse: Adverse) -> list[tuple[HeldStep, uuid.UUID]]:
        return [(HeldStep.CLOSING, self.record(adverse).cycle_id)]

    def parts(self, adverse: Adverse) -> Sequence[Part]:
        record = self.record(adverse)
        criteria = criteria_of(record.cycle)
        told = [(at, criteria[at].title, Miss(record.marks[at]).label) for at in missing(record.marks)]
        return [Part(str(at), gettext("“%(title)s”：%(why)s") % {"title": t, "why": why}) for at, t, why in told]

    def undo(self, adverse: Adverse, *, parts: Collection[str], by: Actor) -> None:
        win_back(self.record(adverse), [int(part) for part in parts], by=by)


Key = tuple[uuid.UUID, str, int]


def _key(record: StarRecord) -> Key:
    """The cycle, the village and the number of the quarter a record belongs to."""
    return record.cycle_id, village_path(record.region.path), record.quarter


def _closed(records: Sequence[StarRecord]) -> list[tuple[StarRecord, date]]:
    """Those whose quarter is closed, with the day; in one statement for all."""
    keys = {_key(record) for record in records}
    rows = StarQuarter.objects.filter(
        cycle__in={key[0] for key in keys}, region__path__in={key[1] for key in keys}, state__in=CLOSED
    )
    days = {row[:3]: row[3] for row in rows.values_list("cycle_id", "region__path", "number", "closed_on")}
    return [(record, days[_key(record)]) for record in records if _key(record) in days]


def _known_on(record: StarRecord, closed_on: date) -> date:
    return max(closed_on, timezone.localdate(record.corrected_at)) if record.corrected_at else closed_on


def _words(record: StarRecord) -> str:
    told = {"year": record.cycle.year, "q": record.quarter, "n": record.stars, "m": A_QUARTER - record.stars}
    return gettext("%(year)d 年第 %(q)d 季度：得 %(n)d 颗星，缺 %(m)d 颗") % told


register(MissedStarStep())
