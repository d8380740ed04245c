"""The writes of regions: groups, household totals, holidays, rules (the loading of divisions: `divisions`)."""

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
from anjia.regions.enums import Level, Measure, Rule, Verb
from anjia.regions.holiday_notice import HolidayRow
from anjia.regions.models import HolidayOverride, HouseholdTotal, LegacyTerm, LegalBasis, Region
from anjia.regions.names import MOST_GROUPS, group_label, group_number
from anjia.regions.permissions import require_anywhere
from anjia.regions.queries import household_totals

MOST_HOUSEHOLDS = 20_000
MOST_UNITS = 366


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


@transaction.atomic
def amend_rule(
    rule: Rule, *, law: str, article: str, text: str, numerator: int, denominator: int = 1, valid_from: date, by: Actor
) -> LegalBasis:
    """Enter what a rule says from a day on; what stood before ends that day, but for meetings and notices under way.

    Raises NotPermitted; Refused for a day that is past, a day before what is entered already, an impossible number.
    """
    require_anywhere(by, Verb.AMEND_RULES, _only_administrators())
    if valid_from < timezone.localdate():
        raise Refused(
            _("施行日期不能早于今天：已经按原规则开的会、张贴的公示不再改动。"), who=_("请填写今天或以后的日期。")
        )
    last = LegalBasis.objects.select_for_update().filter(rule=rule, valid_to__isnull=True).get()
    if valid_from <= last.valid_from:
        raise Refused(
            _("这条规则已经有 %(day)s 起施行的内容。") % {"day": last.valid_from},
            who=_("请先撤销那一条，或填写更晚的日期。"),
        )
    _check_number(Measure(last.measure), numerator, denominator)
    LegalBasis.objects.filter(pk=last.pk).update(valid_to=valid_from)
    amended = LegalBasis.objects.create(
        rule=rule,
        law=law.strip(),
        article=article.strip(),
        text=text.strip(),
        measure=last.measure,
        numerator=numerator,
        denominator=denominator,
        valid_from=valid_from,
    )
    told = {"rule": rule.value, "law": str(amended), "shown": amended.shown, "valid_from": valid_from}
    audit.record(Verb.AMEND_RULES, amended, by=by, before={"law": str(last), "shown": last.shown}, after=told)
    return amended


@transaction.atomic
def withdraw_rule(entered: LegalBasis, *, by: Actor) -> None:
    """Take back what was entered by hand and is not in force yet; what stood before goes on."""
    require_anywhere(by, Verb.AMEND_RULES, _only_administrators())
    if entered.is_shipped or entered.valid_from <= timezone.localdate() or entered.valid_to:
        raise Refused(_("已经施行的规则不能撤销。"), who=_("规则又有变化时，请录入新的一条。"))
    LegalBasis.objects.filter(pk=entered.pk).delete()
    LegalBasis.objects.filter(rule=entered.rule, valid_to=entered.valid_from).update(valid_to=None)
    audit.record(Verb.AMEND_RULES, entered, by=by, before={"law": str(entered), "valid_from": entered.valid_from})


def _only_administrators() -> NotPermitted:
    return NotPermitted(_("只有系统管理员可以录入规则依据。"), who=_("请联系系统管理员。"))


def _check_number(measure: Measure, numerator: int, denominator: int) -> None:
    if measure.is_share:
        if not 0 < numerator <= denominator:
            raise Refused(_("几分之几应当大于 0、不超过 1，如三分之二填 2 和 3。"))
        return
    if denominator != 1 or not 1 <= numerator <= MOST_UNITS:
        raise Refused(_("请填写 1 到 %(most)d 之间的整数。") % {"most": MOST_UNITS})


@transaction.atomic
def add_term(*, old: str, current: str, note: str = "", by: Actor) -> LegacyTerm:
    """Remember an old word and the one in force; Refused for a word that is known, or that stands for itself."""
    require_anywhere(by, Verb.AMEND_RULES, _only_administrators())
    old, current = old.strip(), current.strip()
    if old == current:
        raise Refused(_("旧称和现称相同，不用登记。"))
    if LegacyTerm.objects.filter(old=current).exists():
        raise Refused(_("“%(word)s”本身也是旧称，请直接填写现在的名称。") % {"word": current})
    if LegacyTerm.objects.filter(old=old).exists():
        raise Refused(_("“%(word)s”已经登记过。") % {"word": old})
    term = LegacyTerm.objects.create(old=old, current=current, note=note.strip())
    audit.record(Verb.AMEND_RULES, term, by=by, after={"old": old, "current": current})
    return term
