"""The writes of regions: groups, household totals, holidays (the loading of divisions: `divisions`)."""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.kernel import audit
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.permissions import Actor, require
from anjia.kernel.scope import SEGMENT
from anjia.regions.codes import group_code
from anjia.regions.enums import Level, Verb
from anjia.regions.holiday_notice import HolidayRow
from anjia.regions.models import HolidayOverride, HouseholdTotal, Region
from anjia.regions.names import MOST_GROUPS, group_label, group_number
from anjia.regions.permissions import require_anywhere
from anjia.regions.queries import household_totals

MOST_HOUSEHOLDS = 20_000


def create_groups(village: Region, *, labels: Iterable[str], by: Actor) -> list[Region]:
    """Create the groups of a village that do not exist yet; returns the new ones (none when asked twice).

    Raises NotPermitted, Refused (no village, too many), Conflict (someone else is at it).
    """
    require(by, Verb.CREATE_GROUPS, village.path)
    if village.level != Level.VILLAGE:
        raise Refused(_("小组只能建在村（社区）下面。"), who=_("请先选定一个村（社区）。"))
    wanted = sorted(dict.fromkeys(filter(None, map(group_label, labels))), key=_by_number)
    try:
        with transaction.atomic():
            return _create_groups(village, wanted, by)
    except IntegrityError:
        raise Conflict(_("刚刚有人也在为这个村（社区）建组，请刷新后再看。")) from None


def create_group(village: Region, *, label: str, by: Actor) -> Region:
    """One group, created or found."""
    created = create_groups(village, labels=[label], by=by)
    return created[0] if created else village.children.get(name=group_label(label))


def _by_number(label: str) -> tuple[int, str]:
    return group_number(label) or MOST_GROUPS + 1, label


def _create_groups(village: Region, wanted: list[str], by: Actor) -> list[Region]:
    existing = list(village.children.order_by("path"))
    missing = [label for label in wanted if label not in {group.name for group in existing}]
    last = int(existing[-1].path[-SEGMENT:]) if existing else 0
    if last + len(missing) > MOST_GROUPS:
        raise Refused(
            _("一个村（社区）最多建 %(most)d 个组。") % {"most": MOST_GROUPS},
            who=_("如确有更多，请联系系统管理员。"),
        )
    groups = [
        Region(
            parent=village,
            level=Level.GROUP,
            name=label,
            code=group_code(village.code, ordinal),
            path=f"{village.path}{ordinal:0{SEGMENT}d}",
        )
        for ordinal, label in enumerate(missing, start=last + 1)
    ]
    Region.objects.bulk_create(groups)
    entries = [(g.pk, g.path, None, {"name": g.name, "code": g.code}) for g in groups]
    audit.record_many(Verb.CREATE_GROUPS, Region._meta.label_lower, entries, by=by)
    return groups


def record_household_total(region: Region, *, as_of: date, households: int, by: Actor) -> HouseholdTotal:
    """Record or correct one group's total as of a day."""
    record_household_totals({region: households}, as_of=as_of, by=by)
    return region.household_totals.get(as_of=as_of)


@transaction.atomic
def record_household_totals(totals: Mapping[Region, int], *, as_of: date, by: Actor, note: str = "") -> int:
    """Record the totals of groups as of a day, set-based; returns how many differ from what stood before.

    `note` says where the numbers come from (a paper list, a count).

    Raises NotPermitted, or Refused for a day to come, a place that is no group, an impossible number.
    """
    if as_of > timezone.localdate():
        raise Refused(_("总户数的日期不能晚于今天。"), who=_("请填写实际统计的日期。"))
    for region, households in totals.items():
        _check_total(region, households, by)
    before = _recorded_on(as_of, totals)
    changed = {region: count for region, count in totals.items() if before.get(region.pk) != count}
    previous = household_totals([region.pk for region in changed], on=as_of)
    HouseholdTotal.objects.bulk_create(
        [HouseholdTotal(region=region, as_of=as_of, households=count) for region, count in changed.items()],
        update_conflicts=True,
        unique_fields=["region", "as_of"],
        update_fields=["households", "updated_at"],
    )
    entries = [
        (r.pk, r.path, {"households": previous.get(r.pk)}, {"households": count, "as_of": as_of})
        for r, count in changed.items()
    ]
    audit.record_many(Verb.RECORD_TOTALS, Region._meta.label_lower, entries, by=by, note=note)
    return len(changed)


def _recorded_on(day: date, regions: Iterable[Region]) -> dict[UUID, int]:
    rows = HouseholdTotal.objects.filter(as_of=day, region__in=list(regions)).order_by()
    return dict(rows.values_list("region_id", "households"))


def _check_total(region: Region, households: int, by: Actor) -> None:
    require(by, Verb.RECORD_TOTALS, region.path)
    if region.level != Level.GROUP:
        raise Refused(_("总户数按村（居）民小组登记，“%(place)s”不是小组。") % {"place": region})
    if not 0 <= households <= MOST_HOUSEHOLDS:
        raise Refused(_("“%(place)s”的总户数应在 0 到 20000 之间。") % {"place": region})


@transaction.atomic
def override_holidays(rows: Iterable[HolidayRow], *, by: Actor) -> int:
    """Enter holidays and make-up workdays, over what stands for the same days; returns how many days."""
    refusal = NotPermitted(_("只有系统管理员可以调整节假日。"), who=_("请联系系统管理员。"))
    require_anywhere(by, Verb.OVERRIDE_HOLIDAYS, refusal)
    days = {row.date: row for row in rows}
    if not days:
        raise Refused(_("没有可以登记的日期。"), who=_("请把放假通知里的日期粘贴进来。"))
    before = dict(HolidayOverride.objects.filter(date__in=days).values_list("date", "is_workday"))
    HolidayOverride.objects.bulk_create(
        [HolidayOverride(date=r.date, is_workday=r.is_workday, note=r.note) for r in days.values()],
        update_conflicts=True,
        unique_fields=["date"],
        update_fields=["is_workday", "note", "updated_at"],
    )
    audit.record(
        Verb.OVERRIDE_HOLIDAYS,
        None,
        by=by,
        before={f"{day:%Y-%m-%d}": kept for day, kept in before.items()},
        after={f"{day:%Y-%m-%d}": row.is_workday for day, row in days.items()},
    )
    return len(days)
