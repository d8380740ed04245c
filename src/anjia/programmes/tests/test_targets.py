import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from anjia.kernel.exceptions import NotPermitted, Refused
from anjia.kernel.models import AuditEvent
from anjia.programmes.actions import correct_targets, set_total, split_targets
from anjia.programmes.enums import CycleState
from anjia.programmes.factories import planned_cycle
from anjia.programmes.models import TargetAllocation
from anjia.programmes.queries.targets import not_passed_on, target_table, unbalanced
from anjia.regions.actions import record_household_total
from anjia.regions.models import HouseholdTotal


@pytest.fixture
def cycle(world):
    cycle = planned_cycle(world)
    set_total(cycle, safe_families=101, model_families=7, by=world.district_office)
    return cycle


def numbers(table):
    return [(row.allocation.safe_families, row.allocation.model_families) for row in table.rows]


def test_a_total_is_shared_out_by_households(world, cycle):
    table = split_targets(cycle, world.county, by=world.district_office)
    assert [row.households for row in table.rows] == [120, 120]
    assert numbers(table) == [(51, 4), (50, 3)]
    assert table.is_balanced


def test_weights_follow_the_latest_totals(world, cycle):
    record_household_total(
        world.group, as_of=HouseholdTotal.objects.first().as_of, households=390, by=world.village_officer
    )
    table = split_targets(cycle, world.county, by=world.district_office)
    assert [row.households for row in table.rows] == [480, 120]
    assert numbers(table) == [(81, 6), (20, 1)]


def test_until_all_totals_are_known_everybody_gets_the_same(world, cycle):
    HouseholdTotal.objects.filter(region__path__startswith=world.neighbour_town.path).delete()
    assert target_table(cycle, world.county).unknown == [world.neighbour_town]
    assert numbers(split_targets(cycle, world.county, by=world.district_office)) == [(51, 4), (50, 3)]


def test_a_town_shares_its_part_among_its_villages(world, cycle):
    split_targets(cycle, world.county, by=world.district_office)
    assert list(not_passed_on(cycle, world.county.path)) == [world.town, world.neighbour_town]
    table = split_targets(cycle, world.town, by=world.town_leading_group)
    assert numbers(table) == [(26, 2), (25, 2)]
    assert list(not_passed_on(cycle, world.county.path)) == [world.neighbour_town]
    assert not unbalanced(cycle)


def test_who_gives_out(world, cycle):
    with pytest.raises(NotPermitted):
        split_targets(cycle, world.county, by=world.town_leading_group)
    split_targets(cycle, world.county, by=world.district_office)
    for who in (world.neighbour_town_leading_group, world.village_officer, world.inspector, world.city_office):
        with pytest.raises(NotPermitted):
            split_targets(cycle, world.town, by=who)
    with pytest.raises(NotPermitted):
        set_total(cycle, safe_families=1, model_families=0, by=world.town_leading_group)


def test_nothing_is_passed_on_before_it_is_given(world, cycle):
    with pytest.raises(Refused, match="还没有指标"):
        split_targets(cycle, world.town, by=world.town_federation)
    split_targets(cycle, world.county, by=world.district_office)
    split_targets(cycle, world.town, by=world.town_federation)
    with pytest.raises(Refused, match="没有可以分解的单位"):
        split_targets(cycle, world.village, by=world.town_federation)


def test_a_correction_must_add_up(world, cycle):
    split_targets(cycle, world.county, by=world.district_office)
    events = AuditEvent.objects.count()
    given = {world.town.pk: (60, 4), world.neighbour_town.pk: (40, 3)}
    with pytest.raises(Refused, match="之和是 100，应为 101，相差 1"):
        correct_targets(cycle, world.county, numbers=given, by=world.district_office)
    assert AuditEvent.objects.count() == events
    given[world.neighbour_town.pk] = (41, 3)
    table = correct_targets(cycle, world.county, numbers=given, by=world.district_office)
    assert numbers(table) == [(60, 4), (41, 3)]
    assert all(row.allocation.is_manual for row in table.rows)


def test_a_correction_can_let_the_others_share_the_rest(world, cycle):
    split_targets(cycle, world.county, by=world.district_office)
    given = {world.town.pk: (70, 5), world.neighbour_town.pk: (50, 3)}
    table = correct_targets(cycle, world.county, numbers=given, by=world.district_office, spread_rest=True)
    assert numbers(table) == [(70, 5), (31, 2)]
    assert [row.allocation.is_manual for row in table.rows] == [True, False]


def test_too_much_by_hand_is_refused(world, cycle):
    split_targets(cycle, world.county, by=world.district_office)
    for by_hand in [{world.town.pk: (102, 0)}, {world.town.pk: (10, 0), world.neighbour_town.pk: (20, 0)}]:
        with pytest.raises(Refused, match="手工填写的数"):
            correct_targets(cycle, world.county, numbers=by_hand, by=world.district_office, spread_rest=True)
    negative = {world.town.pk: (102, 7), world.neighbour_town.pk: (-1, 0)}
    with pytest.raises(Refused, match="负数"):
        correct_targets(cycle, world.county, numbers=negative, by=world.district_office)


def test_a_changed_parent_is_spread_anew_below(world, cycle):
    split_targets(cycle, world.county, by=world.district_office)
    split_targets(cycle, world.town, by=world.town_leading_group)
    given = {world.village.pk: (30, 3), world.other_village.pk: (21, 1)}
    correct_targets(cycle, world.town, numbers=given, by=world.town_leading_group)
    set_total(cycle, safe_families=201, model_families=15, by=world.district_office)
    assert not unbalanced(cycle)
    assert sum(row.allocation.safe_families for row in target_table(cycle, world.county).rows) == 201


def test_a_manual_number_is_kept_where_it_still_fits(world, cycle):
    split_targets(cycle, world.county, by=world.district_office)
    split_targets(cycle, world.town, by=world.town_leading_group)
    given = {world.village.pk: (30, 3)}
    correct_targets(cycle, world.town, numbers=given, by=world.town_leading_group, spread_rest=True)
    set_total(cycle, safe_families=201, model_families=15, by=world.district_office)
    assert numbers(target_table(cycle, world.town)) == [(30, 3), (71, 5)]


def test_what_a_total_may_not_be(world, cycle):
    with pytest.raises(Refused, match="示范户指标不能多于"):
        set_total(cycle, safe_families=5, model_families=6, by=world.district_office)
    cycle.state = CycleState.CLOSED
    with pytest.raises(Refused, match="已经结束"):
        set_total(cycle, safe_families=5, model_families=1, by=world.district_office)


def test_an_imbalance_is_named_with_its_place(world, cycle):
    split_targets(cycle, world.county, by=world.district_office)
    assert not unbalanced(cycle)
    TargetAllocation.objects.filter(cycle=cycle, region=world.town).update(safe_families=1)
    assert unbalanced(cycle) == [world.county]
    table = target_table(cycle, world.county)
    assert (table.safe_left, table.model_left, table.is_balanced) == (50, 0, False)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(safe=st.integers(0, 5000), by_hand=st.integers(0, 6000))
def test_children_always_add_up(world, cycle, safe, by_hand):
    set_total(cycle, safe_families=safe, model_families=0, by=world.district_office)
    split_targets(cycle, world.county, by=world.district_office)
    try:
        given_out = {world.town.pk: (by_hand, 0)}
        correct_targets(cycle, world.county, numbers=given_out, by=world.district_office, spread_rest=True)
    except Refused:
        assert by_hand > safe
    assert not unbalanced(cycle)
    assert target_table(cycle, world.county).safe_sum == safe
