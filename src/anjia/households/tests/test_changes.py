"""Dated changes of a family: what is written, what is refused, and how it stood on a day (domain B3, A5)."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import ValidationError

from anjia.households.actions import (
    acknowledge_move,
    change_head,
    correct_name,
    leave_area,
    move_household,
    record_death,
    save_member,
    split_household,
)
from anjia.households.enums import ChangeKind, ConsentKind, ConsentState
from anjia.households.factories import consent, family
from anjia.households.models import Household, HouseholdChange, HouseholdMember
from anjia.households.queries import live_consents, visible_to
from anjia.households.queries.changes import arrivals, as_of, history_of, told
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.models import AuditEvent

BEIJING = ZoneInfo("Asia/Shanghai")
TODAY = date(2026, 6, 20)


@pytest.fixture
def clock():
    with time_machine.travel(datetime(2026, 4, 10, 9, tzinfo=BEIJING), tick=False) as traveller:
        yield traveller


@pytest.fixture
def row(world, clock):
    household = family(world.group, "何婷婷", household_size=4, occupation="务农")
    consent(household, proven=True)
    clock.move_to(datetime(2026, 6, 20, 9, tzinfo=BEIJING))
    return household


def member(household, name, kinship, birth="1990-01", **fields):
    return HouseholdMember.objects.create(household=household, name=name, kinship=kinship, birth=birth, **fields)


def move(row, region, by, on=TODAY, **fields):
    return move_household(row, region=region, effective_on=on, version=row.version, by=by, **fields)


def test_a_move_is_a_dated_row_and_the_present_state(world, row):
    change = move(row, world.other_group, world.town_federation, on=date(2026, 5, 16), address="8号")
    assert (row.region, row.address, row.version) == (world.other_group, "8号", 2)
    assert (change.region_before, change.region_after, change.address_before) == (
        world.group,
        world.other_group,
        "35号",
    )
    (event,) = AuditEvent.objects.filter(object_id=row.pk, verb="households.edit")
    assert event.after == {"change": "moved", "effective_on": "2026-05-16"}


def test_who_was_where_on_a_day_is_read_in_one_statement(world, row, django_assert_num_queries):
    son = member(row, "何小军", "22")
    move(row, world.other_group, world.town_federation, on=date(2026, 5, 16))
    change_head(row, member=son, effective_on=date(2026, 6, 1), version=row.version, by=world.town_federation)
    other = family(world.group, "王小明")
    with django_assert_num_queries(1):
        then = {h.pk: h for h in as_of(Household.objects.order_by("pk"), date(2026, 5, 15))}
    assert (then[row.pk].head_then, then[row.pk].region_then) == ("何婷婷", world.group.pk)
    assert (then[other.pk].head_then, then[other.pk].region_then) == ("王小明", world.group.pk)
    between = as_of(Household.objects.filter(pk=row.pk), date(2026, 5, 31)).get()
    assert (between.head_then, between.region_then) == ("何婷婷", world.other_group.pk)
    now = as_of(Household.objects.filter(pk=row.pk), TODAY).get()
    assert (now.head_then, now.region_then) == ("何小军", world.other_group.pk)


@pytest.mark.parametrize(
    ("day", "words"),
    [(date(2026, 6, 21), "还没有到"), (date(2026, 4, 9), "2026-04-10 登记的")],
)
def test_a_day_in_the_future_or_before_the_registration_is_refused(world, row, day, words):
    with pytest.raises(Refused, match=words):
        move(row, world.other_group, world.town_federation, on=day)
    assert not HouseholdChange.objects.exists()


def test_a_change_does_not_go_before_the_last_one(world, row):
    move(row, world.other_group, world.town_federation, on=date(2026, 6, 1))
    with pytest.raises(Refused, match="2026-06-01 的变动（搬家）"):
        move(row, world.group, world.town_federation, on=date(2026, 5, 1))


def test_a_place_must_be_another_group_of_today(world, row):
    with pytest.raises(Refused, match="不是村（居）民小组"):
        move(row, world.village, world.town_federation)
    with pytest.raises(Refused, match="本来就登记在"):
        move(row, world.group, world.town_federation)
    world.other_group.valid_from, world.other_group.valid_to = None, date(2026, 6, 1)
    world.other_group.save()
    with pytest.raises(Refused, match="已经撤并，不能再迁入"):
        move(row, world.other_group, world.town_federation)


def test_a_lost_update_is_a_conflict(world, row):
    move(row, world.other_group, world.town_federation)
    with pytest.raises(Conflict, match="刚刚有人改过"):
        move_household(row, region=world.group, effective_on=TODAY, version=1, by=world.town_federation)


def test_who_may_not_edit_here_cannot_move(world, row):
    for persona in ("group_leader", "neighbour_village_officer", "district_office", "village_panel_member"):
        with pytest.raises(NotPermitted):
            move(row, world.other_group, getattr(world, persona))


def test_a_family_that_came_from_elsewhere_waits_to_be_looked_at(world, row):
    change = move(row, world.neighbour_group, world.village_officer)
    assert not visible_to(world.village_officer).filter(pk=row.pk).exists()
    assert list(arrivals(world.neighbour_village_officer)) == [change]
    assert not arrivals(world.village_officer).exists()
    with pytest.raises(NotPermitted):
        acknowledge_move(change, by=world.village_officer)
    change.refresh_from_db()
    acknowledge_move(change, by=world.neighbour_village_officer)
    assert not arrivals(world.neighbour_village_officer).exists()
    with pytest.raises(Conflict, match="已经有人核对"):
        acknowledge_move(change, by=world.neighbour_village_officer)


def test_within_the_village_nobody_else_is_asked(world, row):
    second = world.village.children.exclude(pk=world.group.pk).first()
    move(row, second, world.village_officer)
    assert not arrivals(world.village_officer).exists()


def test_a_new_head_turns_the_relations(world, row):
    wife, son, child = member(row, "李梅", "12"), member(row, "何小军", "22"), member(row, "何豆", "41", "2015-03")
    daughter_in_law, mother = member(row, "周丽", "38"), member(row, "何奶奶", "52", "1945-02")
    change = change_head(
        row, member=son, effective_on=TODAY, version=row.version, by=world.village_officer, phone="13800001234"
    )
    assert (row.head_name, row.head_birth, row.phone) == ("何小军", "1990-01", "13800001234")
    assert (change.head_before, change.head_after) == ("何婷婷", "何小军")
    codes = dict(row.members.values_list("name", "kinship"))
    assert codes == {"何婷婷": "51", "李梅": "52", "何豆": "20", "周丽": "12", "何奶奶": "60"}
    old = row.members.get(name="何婷婷")
    assert (old.birth, old.sex, old.work_or_school) == ("1970-05", "1", "务农")
    assert {wife.pk, child.pk, daughter_in_law.pk, mother.pk} < set(row.members.values_list("pk", flat=True))


def test_a_new_head_is_an_adult_of_the_family(world, row):
    child, stranger = member(row, "何豆", "41", "2008-06"), member(family(world.group, "王小明"), "王梅", "12")
    for wrong, words in ((child, "未满 18 周岁"), (stranger, "已经登记的成员")):
        with pytest.raises(Refused, match=words):
            change_head(row, member=wrong, effective_on=TODAY, version=row.version, by=world.village_officer)


def test_a_name_put_right_is_right_in_the_past_too(world, row):
    son = member(row, "何小军", "22")
    change_head(row, member=son, effective_on=TODAY, version=row.version, by=world.village_officer)
    correct_name(row, name="何晓军", version=row.version, by=world.village_officer)
    assert HouseholdChange.objects.get().head_after == "何晓军"


def test_a_member_dies(world, row):
    mother = member(row, "何奶奶", "52", "1945-02")
    change = record_death(row, member=mother, effective_on=TODAY, version=1, by=world.village_officer)
    assert (row.household_size, row.members.count(), change.person) == (3, 0, "何奶奶")


def test_a_head_dies_and_a_member_follows(world, row):
    wife = member(row, "李梅", "12")
    with pytest.raises(Refused, match="还有 3 人"):
        record_death(row, member=None, effective_on=TODAY, version=1, by=world.village_officer)
    record_death(row, member=None, successor=wife, effective_on=TODAY, version=1, by=world.village_officer)
    assert (row.head_name, row.household_size, row.is_active) == ("李梅", 3, True)
    assert not row.members.filter(name="何婷婷").exists()
    assert as_of(Household.objects.filter(pk=row.pk), date(2026, 6, 1)).get().head_then == "何婷婷"


def test_the_last_resident_dies_and_the_row_is_closed(world, row):
    Household.objects.filter(pk=row.pk).update(household_size=1)
    row.refresh_from_db()
    change = record_death(row, member=None, effective_on=TODAY, version=1, by=world.village_officer)
    assert (row.is_active, change.closes) == (False, True)
    with pytest.raises(Conflict, match="不在登记册"):
        leave_area(row, effective_on=TODAY, version=row.version, by=world.village_officer)


def test_a_family_leaves_the_area(world, row):
    change = leave_area(row, effective_on=TODAY, version=1, by=world.village_officer)
    assert (row.is_active, change.kind, change.closes) == (False, ChangeKind.LEFT_AREA, True)
    assert "不再登记在册" in told(history_of(row))[-1]["note"]


def test_a_family_splits_and_the_new_one_speaks_for_itself(world, row):
    son, wife, child = member(row, "何小军", "22"), member(row, "周丽", "38"), member(row, "何豆", "41", "2015-03")
    change = split_household(
        row, leaving=[son, wife, child], head=son, takes_part=True, effective_on=TODAY, version=1,
        by=world.village_officer, region=world.village.children.exclude(pk=world.group.pk).first(), address="9号",
    )  # fmt: skip
    founded = Household.objects.get(pk=change.other_id)
    assert (row.head_name, row.household_size, row.members.count()) == ("何婷婷", 1, 0)
    assert (founded.head_name, founded.household_size, founded.address) == ("何小军", 3, "9号")
    assert dict(founded.members.values_list("name", "kinship")) == {"周丽": "12", "何豆": "20"}
    assert live_consents(founded)[ConsentKind.PARTICIPATE].state == ConsentState.ASSERTED
    assert live_consents(row)[ConsentKind.PARTICIPATE].state == ConsentState.PROVEN
    assert founded.changes.get().kind == ChangeKind.FOUNDED


def test_who_does_not_take_part_after_a_split_leaves_no_row(world, row):
    son = member(row, "何小军", "22")
    change = split_household(
        row, leaving=[son], head=son, takes_part=False, effective_on=TODAY, version=1, by=world.village_officer
    )
    assert change.other_id is None
    assert Household.objects.count() == 1
    assert not HouseholdMember.objects.exists()


def test_a_split_leaves_somebody_and_takes_somebody(world, row):
    people = [member(row, name, "22") for name in ("何一", "何二", "何三", "何四")]
    told_ = {"effective_on": TODAY, "version": 1, "by": world.village_officer, "takes_part": True}
    with pytest.raises(Refused, match="没有选分出去的成员"):
        split_household(row, leaving=[], head=people[0], **told_)
    with pytest.raises(Refused, match="就没有人了"):
        split_household(row, leaving=people, head=people[0], **told_)
    with pytest.raises(Refused, match="在分出去的人里面"):
        split_household(row, leaving=people[:1], head=people[1], **told_)
    child = member(row, "何豆", "41", "2015-03")
    with pytest.raises(Refused, match="未满 18 周岁"):
        split_household(row, leaving=[child], head=child, **told_)
    stranger = member(family(world.group, "王小明"), "王梅", "12")
    with pytest.raises(Refused, match="本户登记的成员"):
        split_household(row, leaving=[stranger], head=stranger, **told_)
    assert Household.objects.filter(changes__isnull=False).count() == 0


def test_a_member_cannot_be_a_second_head(world, row):
    with pytest.raises((Refused, ValidationError)):
        save_member(HouseholdMember(household=row, name="何二", kinship="02"), by=world.village_officer)
