"""Dated changes of one family: it moves, gets a new head, loses somebody, leaves. The row is written, the past kept."""

import uuid
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.households.age import ADULT, is_under
from anjia.households.enums import ChangeKind, Verb
from anjia.households.kinship import DAUGHTERS, SONS, SPOUSES, UNKNOWN, of_old_head, sex_of, turned
from anjia.households.models import Household, HouseholdChange, HouseholdMember
from anjia.households.search import phone_index, tokens_of
from anjia.households.signals import households_closed, households_moved
from anjia.households.standing import refuse_held
from anjia.kernel import audit
from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.permissions import Actor, require
from anjia.regions.models import Region

CHANGED = _("刚刚有人改过这户的资料。请查看最新内容后再办。")
VILLAGE_PATH = 16


def store(household: Household, version: int, **values: Any) -> None:
    """Write the present state; Conflict where the row was changed since `version` was read."""
    rows = Household.objects.filter(pk=household.pk, version=version, is_active=True)
    if not rows.update(**values, version=F("version") + 1, updated_at=timezone.now()):
        raise Conflict(CHANGED)
    household.refresh_from_db()


def keep_change(
    household: Household, kind: ChangeKind, *, effective_on: date, by: Actor, path: str = "", **facts: Any
) -> HouseholdChange:
    """The dated row, and its event in the trail (which names no person)."""
    change = HouseholdChange.objects.create(
        household=household, kind=kind, effective_on=effective_on, recorded_by_id=by.pk, **facts
    )
    told = {"change": str(kind), "effective_on": effective_on.isoformat()}
    audit.record(Verb.EDIT, household, by=by, after=told, region_path=path or household.region.path)
    return change


def check_day(household: Household, effective_on: date) -> None:
    """A change happened between the registration, or the last change, and today."""
    if effective_on > timezone.localdate():
        raise Refused(_("变动日期 %(day)s 还没有到，到那一天再登记。") % {"day": effective_on})
    registered = timezone.localdate(household.created_at)
    if effective_on < registered:
        raise Refused(
            _("这户是 %(day)s 登记的，变动日期不能更早。登记之前的事不用办变动，直接“修改资料”即可。")
            % {"day": registered}
        )
    last = household.changes.order_by("-effective_on", "-pk").first()
    if last and effective_on < last.effective_on:
        raise Refused(
            _("这户已登记 %(day)s 的变动（%(kind)s），新的变动不能早于它。请核对日期。")
            % {"day": last.effective_on, "kind": last.get_kind_display()}
        )


def begin(household: Household, effective_on: date, by: Actor, *, head: bool = False) -> None:
    """What every change asks first: the right, the day, and that nothing holds the family just now."""
    require(by, Verb.EDIT, household.region.path)
    if not household.is_active:
        raise Conflict(_("这户已经不在登记册里，不能再办变动。"))
    check_day(household, effective_on)
    refuse_held(household.pk, head=head)


@transaction.atomic
def move_household(
    household: Household,
    *,
    region: Region,
    effective_on: date,
    version: int,
    by: Actor,
    address: str = "",
    source_id: uuid.UUID | None = None,
) -> HouseholdChange:
    """The family lives in another group, here or elsewhere; the village it comes to is asked to have a look.

    Raises Refused for a place that is no group of today, for the group it lives in, and while it is on notice.
    """
    begin(household, effective_on, by)
    before = household.region
    check_group(region)
    if region.pk == before.pk:
        raise Refused(_("这户本来就登记在%(name)s。只是换了门牌的，请“修改资料”。") % {"name": region.name})
    where = {"address_before": household.address, "address_after": address} if address else {}
    store(household, version, region=region, **({"address": address} if address else {}))
    is_known = before.path[:VILLAGE_PATH] == region.path[:VILLAGE_PATH] or by.may(Verb.EDIT, region.path)
    change = keep_change(
        household, ChangeKind.MOVED, effective_on=effective_on, by=by, path=before.path, source_id=source_id,
        region_before=before, region_after=region, acknowledged_at=timezone.now() if is_known else None, **where,
    )  # fmt: skip
    if not is_known:
        audit.record(Verb.EDIT, household, by=by, after={"change": "arrived"}, region_path=region.path)
    households_moved.send(sender=HouseholdChange, ids=[household.pk], by=by)
    return change


def check_group(region: Region) -> None:
    """Families live in groups that exist."""
    if region.level != Region.Level.GROUP:
        raise Refused(_("“%(name)s”不是村（居）民小组，请选到小组。") % {"name": region.name})
    if not region.is_valid_on():
        raise Refused(_("“%(name)s”已经撤并，不能再迁入。") % {"name": region.name}, who=_("请选择接续它的小组。"))


@transaction.atomic
def acknowledge_move(change: HouseholdChange, *, by: Actor) -> HouseholdChange:
    """The village a family came to has looked at it."""
    require(by, Verb.EDIT, change.household.region.path)
    seen = HouseholdChange.objects.filter(pk=change.pk, acknowledged_at__isnull=True)
    if not seen.update(acknowledged_at=timezone.now(), version=F("version") + 1):
        raise Conflict(_("这户迁入已经有人核对过。"))
    audit.record(
        Verb.EDIT, change.household, by=by, after={"change": "acknowledged"}, region_path=change.household.region.path
    )
    change.refresh_from_db()
    return change


@transaction.atomic
def leave_area(
    household: Household, *, effective_on: date, version: int, by: Actor, source_id: uuid.UUID | None = None
) -> HouseholdChange:
    """The family lives here no more: what runs for it stops, what it earned stays as it is."""
    begin(household, effective_on, by)
    return _close(household, ChangeKind.LEFT_AREA, version, by, effective_on=effective_on, source_id=source_id)


def _close(household: Household, kind: ChangeKind, version: int, by: Actor, **facts: Any) -> HouseholdChange:
    store(household, version, is_active=False)
    change = keep_change(household, kind, by=by, closes=True, **facts)
    households_closed.send(sender=HouseholdChange, ids=[household.pk], by=by)
    return change


@transaction.atomic
def change_head(
    household: Household,
    *,
    member: HouseholdMember,
    effective_on: date,
    version: int,
    by: Actor,
    phone: str = "",
    source_id: uuid.UUID | None = None,
) -> HouseholdChange:
    """A member becomes the contact; the old head stays as a member, everybody's relation is turned.

    Refused on notice, and until a decision that names the family is signed: a wrong name is corrected instead.
    """
    begin(household, effective_on, by, head=True)
    old, born, occupation = household.head_name, household.head_birth, household.occupation
    code, head_sex = member.kinship, sex_of_head(household)
    facts = _promote(household, member, version, phone)
    HouseholdMember.objects.create(
        household=household, name=old, kinship=of_old_head(code, head_sex), sex=head_sex or "9", birth=born,
        work_or_school=occupation,
    )  # fmt: skip
    return keep_change(
        household, ChangeKind.NEW_HEAD, effective_on=effective_on, by=by, source_id=source_id, head_before=old, **facts
    )


def sex_of_head(household: Household) -> str:
    """What the spouse's relation says of the head; empty where there is none."""
    spouse = household.members.filter(kinship__in=SPOUSES).first()
    sex = sex_of(spouse.kinship, spouse.sex) if spouse else ""
    return {"1": "2", "2": "1"}.get(sex, "")


def _promote(household: Household, member: HouseholdMember, version: int, phone: str, **values: Any) -> dict[str, Any]:
    """Make a member the head, turn the others' relations; the old head is the caller's."""
    if member.household_id != household.pk:
        raise Refused(_("新户主须是本户已经登记的成员。请先“添加成员”。"))
    if is_under(ADULT, member.birth):
        raise Refused(_("%(name)s未满 18 周岁，不能作户主。请选一位成年成员。") % {"name": member.name})
    others = household.members.exclude(pk=member.pk)
    turn(list(others), member.kinship, sex_of_head(household), is_only_child(household, member))
    member.delete()
    store(
        household, version, head_name=member.name, head_birth=member.birth, occupation=member.work_or_school,
        phone=phone, phone_index=phone_index(phone), search_tokens=tokens_of(member.name, phone), **values,
    )  # fmt: skip
    return {"head_after": member.name}


def is_only_child(household: Household, member: HouseholdMember) -> bool:
    """Whether the grandchildren and in-laws of the head can only be this member's."""
    children = household.members.filter(kinship__in=(*SONS, *DAUGHTERS)).exclude(pk=member.pk)
    return not children.exists() and household.members.filter(kinship__in=("28", "38")).count() <= 1


def turn(members: list[HouseholdMember], new: str, head_sex: str, only_child: bool) -> None:
    """Say of members what they are to the new head; what is not sure becomes empty and shows as 待补."""
    for member in members:
        member.kinship = turned(member.kinship, new, head_sex=head_sex, only_child=only_child) if new else UNKNOWN
    HouseholdMember.objects.bulk_update(members, ["kinship"])


@transaction.atomic
def record_death(
    household: Household,
    *,
    member: HouseholdMember | None,
    effective_on: date,
    version: int,
    by: Actor,
    successor: HouseholdMember | None = None,
    phone: str = "",
    source_id: uuid.UUID | None = None,
) -> HouseholdChange:
    """Somebody died: a member, or (with `member` None) the head, whom a member follows. The last one closes the row.

    Raises Refused where the head leaves residents behind and nobody is named to follow.
    """
    begin(household, effective_on, by, head=member is None)
    told: dict[str, Any] = {"effective_on": effective_on, "source_id": source_id}
    size = household.household_size
    if member is not None:
        return _bury_member(household, member, version, by, size, **told)
    person = household.head_name
    if size == 1:
        return _close(household, ChangeKind.DIED, version, by, person=person, **told)
    if successor is None:
        raise Refused(_("这户还有 %(n)d 人。请选一位成员接任户主；还没有登记成员的，先“添加成员”。") % {"n": size - 1})
    facts = _promote(household, successor, version, phone, household_size=size - 1)
    told |= {"size_before": size, "size_after": size - 1}
    return keep_change(household, ChangeKind.DIED, by=by, person=person, head_before=person, **facts, **told)


def _bury_member(
    household: Household, member: HouseholdMember, version: int, by: Actor, size: int, **told: Any
) -> HouseholdChange:
    if member.household_id != household.pk:
        raise Refused(_("请从本户登记的成员里选择。"))
    left = max(1, size - 1)
    member.delete()
    store(household, version, household_size=left)
    return keep_change(household, ChangeKind.DIED, by=by, person=member.name, size_before=size, size_after=left, **told)
