"""The panel records a quarter: one star a criterion, many families at once (domain A6-1, A6-2)."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.households.models import Household
from anjia.kernel import audit
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.permissions import SYSTEM, Actor
from anjia.kernel.scope import under
from anjia.programmes.enums import CycleState
from anjia.programmes.models import ProgrammeCycle
from anjia.programmes.permissions import covers
from anjia.regions.enums import Level
from anjia.regions.models import Region
from anjia.stars.calendar import first_day
from anjia.stars.enums import Evidence, Verb
from anjia.stars.marks import QUARTERS, check_marks, stars_of
from anjia.stars.models import StarQuarter, StarRecord, StarRecusal
from anjia.stars.permissions import require_panel
from anjia.stars.queries import credited_positions, known_families, records_of

CORRECT = _("需要改的，请由村（社区）妇联干部按“更正”办理，写明原因。")


@dataclass(frozen=True)
class Entry:
    """What one family got. `version` is that of the record that was shown, 0 for none; None does not ask."""

    household_id: uuid.UUID
    marks: str
    version: int | None = None


@transaction.atomic
def record_stars(
    cycle: ProgrammeCycle, village: Region, number: int, entries: Collection[Entry], *, by: Actor
) -> StarQuarter:
    """Write down the stars of families of a village. The first record begins the quarter.

    Raises NotPermitted outside the panel or for a family one is kept away from, Refused where the cycle counts points,
    the quarter has not begun, a family does not take part, or marks are no stars; Conflict where it is closed or
    somebody else recorded a family meanwhile. The same sent twice is recorded once.
    """
    quarter = _quarter(cycle, village, number, by)
    families = check_families(quarter, [entry.household_id for entry in entries], by)
    check_evidence(cycle, {entry.household_id: entry.marks for entry in entries})
    held = {record.household_id: record for record in records_of(quarter)}
    changed = [entry for entry in entries if _differs(held.get(entry.household_id), entry)]
    for entry in changed:
        _check_version(held.get(entry.household_id), entry, families)
    write(quarter, changed, held, families, by=by)
    return quarter


def _quarter(cycle: ProgrammeCycle, village: Region, number: int, by: Actor) -> StarQuarter:
    if not cycle.counts_stars:
        raise Refused(_("本周期用百分制评分，不记星。一个周期只用一种评法。"))
    if cycle.state != CycleState.OPEN:
        raise Refused(_("周期没有开启，不能记星。"), who=_("由区县领导小组办公室开启周期。"))
    if village.level != Level.VILLAGE or not covers(cycle, village):
        raise Refused(_("“%(place)s”不在这个周期的范围内。") % {"place": village})
    require_panel(cycle, village, by)
    if number not in QUARTERS:
        raise Refused(_("一年只有第 1 至第 4 季度。"))
    begins = first_day(cycle.year, number)
    if timezone.localdate() < begins:
        raise Refused(_("这一季从 %(day)s 开始，还没有到。") % {"day": f"{begins:%Y-%m-%d}"})
    StarQuarter.objects.get_or_create(cycle=cycle, region=village, number=number)
    quarter = StarQuarter.objects.select_for_update().get(cycle=cycle, region=village, number=number)
    if quarter.is_closed:
        raise Conflict(_("“%(quarter)s”已经结季，不能再记星。") % {"quarter": quarter}, who=CORRECT)
    return quarter


def check_families(quarter: StarQuarter, ids: Sequence[uuid.UUID], by: Actor) -> dict[uuid.UUID, Household]:
    """The families by id. Raises Refused for one that stands twice or does not take part here, NotPermitted for kin."""
    if len(set(ids)) != len(ids):
        raise Refused(_("同一户在一季里只能记一次，名单里有重复的家庭。"))
    families = {family.pk: family for family in known_families(quarter).filter(pk__in=ids)}
    if len(families) != len(ids):
        raise Refused(_("有家庭不在“%(village)s”，或没有同意凭证，一户也没有记。") % {"village": quarter.region})
    elsewhere = StarRecord.objects.filter(household__in=ids, cycle=quarter.cycle_id, quarter=quarter.number)
    if elsewhere.exclude(under("region__path", quarter.region.path)).exists():
        raise Refused(_("有家庭这一季已在搬来以前的村（社区）记过星，不能再记一次。"))
    recused = StarRecusal.objects.filter(cycle=quarter.cycle_id, household__in=ids, member=by.pk)
    if by is not SYSTEM and recused.exists():
        names = "、".join(families[pk].head_name for pk in recused.values_list("household_id", flat=True))
        raise NotPermitted(_("您对“%(names)s”家回避，不能记星。") % {"names": names}, who=_("请由小组其他成员记。"))
    return families


def check_evidence(cycle: ProgrammeCycle, marks: Mapping[uuid.UUID, str]) -> None:
    """Marks are whole, and a star that is said to rest on a credit has one (domain A6-7)."""
    for letters in marks.values():
        check_marks(letters)
    claimed = {pk: letters for pk, letters in marks.items() if Evidence.CREDIT in letters}
    held = credited_positions(cycle, claimed) if claimed else {}
    for pk, letters in claimed.items():
        if any(letter == Evidence.CREDIT and at not in held.get(pk, ()) for at, letter in enumerate(letters)):
            raise Refused(
                _("有家庭在本周期没有这一项的积分，请改选自我声明或表彰。"), who=_("积分在“积分登记”里登记。")
            )


def _differs(record: StarRecord | None, entry: Entry) -> bool:
    return record is None or record.marks != entry.marks


def _check_version(record: StarRecord | None, entry: Entry, families: Mapping[uuid.UUID, Household]) -> None:
    if entry.version is not None and entry.version != (record.version if record else 0):
        raise Conflict(
            _("您打开之后，别人已经记了“%(family)s”家。请核对现在的内容再改。")
            % {"family": families[entry.household_id].head_name}
        )


def write(
    quarter: StarQuarter,
    entries: Collection[Entry],
    held: Mapping[uuid.UUID, StarRecord],
    families: Mapping[uuid.UUID, Household],
    *,
    by: Actor,
    verb: str = Verb.RECORD,
    is_correction: bool = False,
) -> None:
    """Insert or overwrite the records, with an event for each family."""
    now = timezone.now()
    new, old, told = [], [], []
    for entry in entries:
        record = held.get(entry.household_id)
        before = {"quarter": quarter.number, "marks": record.marks} if record else None
        if record is None:
            family = families[entry.household_id]
            record = StarRecord(household=family, cycle=quarter.cycle, region=family.region, quarter=quarter.number)
            new.append(record)
        else:
            record.version += 1
            old.append(record)
        record.marks, record.stars, record.recorded_by_id = entry.marks, stars_of(entry.marks), by.pk
        record.updated_at, record.corrected_at = now, now if is_correction else record.corrected_at
        told.append((record.pk, record.region.path, before, {"quarter": quarter.number, "marks": entry.marks}))
    StarRecord.objects.bulk_create(new, batch_size=500)
    changed = ["marks", "stars", "recorded_by_id", "updated_at", "corrected_at", "version"]
    StarRecord.objects.bulk_update(old, changed, batch_size=200)
    audit.record_many(verb, StarRecord._meta.label_lower, told, by=by)
