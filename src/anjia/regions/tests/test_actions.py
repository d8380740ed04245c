"""Groups, household totals, holidays."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from anjia.kernel.exceptions import NotPermitted, Refused
from anjia.kernel.models import AuditEvent
from anjia.kernel.permissions import SYSTEM
from anjia.regions.actions import (
    create_group,
    create_groups,
    override_holidays,
    record_household_total,
    record_household_totals,
)
from anjia.regions.holiday_notice import HolidayRow
from anjia.regions.models import HolidayOverride, HouseholdTotal, Region
from anjia.regions.queries import household_total_of, household_totals, households_under, totals_by_child
from anjia.regions.working_days import is_covered

DAY = date(2026, 3, 1)


def test_groups_get_own_suffixes_in_order(world):
    created = create_groups(world.village, labels=["12组", "3组", "石塘组"], by=world.village_officer)
    assert [(group.name, group.code[-3:]) for group in created] == [("3组", "-03"), ("12组", "-04"), ("石塘组", "-05")]
    assert [group.path[-4:] for group in created] == ["0003", "0004", "0005"]
    assert AuditEvent.objects.filter(verb="regions.create_groups", object_id=created[0].pk).count() == 1


def test_asked_twice_no_group_is_made_twice(world):
    assert create_groups(world.village, labels=["第一组", "２组"], by=world.town_federation) == []
    assert create_group(world.village, label="1 组", by=world.town_federation) == world.group


@pytest.mark.parametrize("persona", ["group_leader", "district_office", "neighbour_village_officer", "inspector"])
def test_others_create_no_groups(world, persona):
    with pytest.raises(NotPermitted):
        create_groups(world.village, labels=["9组"], by=getattr(world, persona))


def test_groups_stand_in_villages_only(world):
    with pytest.raises(Refused, match="村"):
        create_groups(world.town, labels=["9组"], by=world.town_federation)


def test_there_is_an_end_to_groups(world):
    with pytest.raises(Refused, match="200"):
        create_groups(world.village, labels=[f"{number}组" for number in range(1, 202)], by=SYSTEM)


def test_the_latest_total_as_of_a_day_counts(world):
    record_household_total(world.group, as_of=DAY, households=31, by=world.village_officer)
    record_household_total(world.group, as_of=date(2026, 6, 1), households=33, by=world.village_officer)
    assert household_total_of(world.group, date(2026, 2, 28)).households == 30
    assert household_total_of(world.group, DAY).households == 31
    assert household_totals([world.group.pk, world.other_group.pk], date(2026, 7, 1)) == {
        world.group.pk: 33,
        world.other_group.pk: 30,
    }
    assert households_under(world.village.path, DAY) == (61, 0)
    assert household_total_of(world.group, date(2020, 1, 1)) is None


def test_a_day_corrected_is_one_row_and_two_events(world):
    for households in (31, 32, 32):
        record_household_total(world.group, as_of=DAY, households=households, by=world.village_officer)
    assert HouseholdTotal.objects.get(region=world.group, as_of=DAY).households == 32
    events = AuditEvent.objects.filter(verb="regions.record_totals", object_id=world.group.pk, actor_id__isnull=False)
    assert [event.before["households"] for event in events.order_by("id")] == [30, 31]


def test_totals_by_child_sum_up(world):
    create_groups(world.village, labels=["3组"], by=SYSTEM)
    below = totals_by_child(world.town)
    assert (below[world.village.path].groups, below[world.village.path].missing) == (3, 1)
    assert below[world.village.path].households == 60
    assert below[world.other_village.path].missing == 0
    assert totals_by_child(world.county)[world.neighbour_town.path].households == 120


@pytest.mark.parametrize("persona", ["group_leader", "neighbour_village_officer", "administrator", "inspector"])
def test_others_record_no_totals(world, persona):
    with pytest.raises(NotPermitted):
        record_household_total(world.group, as_of=DAY, households=1, by=getattr(world, persona))


def test_impossible_totals_are_refused_and_nothing_is_kept(world):
    tomorrow = timezone.localdate() + timedelta(days=1)
    by = world.town_federation
    with pytest.raises(Refused, match="今天"):
        record_household_total(world.group, as_of=tomorrow, households=1, by=by)
    with pytest.raises(Refused, match="20000"):
        record_household_totals({world.group: 5, world.other_group: 20_001}, as_of=DAY, by=by)
    with pytest.raises(Refused, match="不是小组"):
        record_household_total(world.village, as_of=DAY, households=1, by=by)
    assert not HouseholdTotal.objects.filter(as_of=DAY).exists()


def test_holidays_are_entered_over_what_stands(world):
    rows = [HolidayRow(date(2027, 1, 1), is_workday=False, note="元旦")]
    assert override_holidays(rows, by=world.administrator) == 1
    assert is_covered(2027)
    override_holidays([HolidayRow(date(2027, 1, 1), is_workday=True)], by=world.administrator)
    assert HolidayOverride.objects.get().is_workday
    assert AuditEvent.objects.filter(verb="regions.override_holidays").count() == 2


def test_holidays_are_the_administrators(world):
    rows = [HolidayRow(date(2027, 1, 1), is_workday=False)]
    with pytest.raises(NotPermitted):
        override_holidays(rows, by=world.city_office)
    with pytest.raises(Refused, match="没有可以登记"):
        override_holidays([], by=world.administrator)


def test_the_database_keeps_the_tree_in_shape(world):
    wrong = [
        {"level": "town", "parent": None, "code": "1", "path": "9001"},
        {"level": "city", "parent": world.city, "code": "2", "path": "9002"},
        {"level": "block", "parent": world.city, "code": "3", "path": "9003"},
        {"level": "group", "parent": world.village, "code": world.group.code, "path": "9004"},
        {"level": "group", "parent": world.village, "code": "5", "path": world.group.path},
    ]
    for fields in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            Region.objects.create(name="x", **fields)
