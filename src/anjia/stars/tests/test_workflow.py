"""State x transition x role of a quarter; who may what; what one may see is what one finds."""

import pytest
from django.db import transaction
from django.utils import timezone

from anjia.accounts import roles
from anjia.kernel.exceptions import NotPermitted
from anjia.kernel.workflow import advance_many
from anjia.stars.enums import QuarterState as S
from anjia.stars.enums import Verb
from anjia.stars.factories import consenting, panel, star_cycle
from anjia.stars.grants import GRANTS
from anjia.stars.models import StarQuarter, StarRecord, YearGrade
from anjia.stars.permissions import can_view, sits_on_panel
from anjia.stars.queries import grades_visible_to, quarters_visible_to, records_visible_to
from anjia.stars.workflow import QUARTER

# The reviewed table: transition, its sources, its target, who may.
TABLE = {
    "close": ({S.RECORDING}, S.CLOSED, {"village_officer", "town_federation"}),
    "correct": ({S.CLOSED, S.CORRECTED}, S.CORRECTED, {"village_officer"}),
}


@pytest.fixture
def one_of_each(world):
    cycle = star_cycle(world.county)
    day = {"closed_on": timezone.localdate(), "issue": 1}
    return {
        state: StarQuarter.objects.create(
            cycle=cycle, region=world.village, number=n, state=state, **({} if state == S.RECORDING else day)
        )
        for n, state in enumerate(S, start=1)
    }


def test_the_table_is_the_workflow():
    assert {t.name: (set(t.source), t.target) for t in QUARTER} == {
        name: (sources, target) for name, (sources, target, _who) in TABLE.items()
    }


@pytest.mark.parametrize("name", TABLE)
def test_every_state_and_role(world, one_of_each, name):
    sources, target, who = TABLE[name]
    values = {"closed_on": timezone.localdate(), "issue": 2}
    expected = {one_of_each[state].pk for state in sources}
    for role in roles.BY_KEY:
        user = world.people[role]
        if role not in who:
            with pytest.raises(NotPermitted):
                advance_many(StarQuarter.objects.all(), QUARTER[name], by=user, set=values)
            continue
        with transaction.atomic():
            assert set(advance_many(StarQuarter.objects.all(), QUARTER[name], by=user, set=values)) == expected
            assert set(StarQuarter.objects.filter(pk__in=expected).values_list("state", flat=True)) == {target}
            transaction.set_rollback(True)


def test_who_may_what_and_only_at_home(world):
    for verb in Verb:
        for role in roles.BY_KEY:
            user = world.people[role]
            assert user.may(verb, world.group.path) is (role in GRANTS[verb]), (verb, role)
            if len(user.places[0]) > len(world.county.path):
                assert not user.may(verb, world.neighbour_group.path), (verb, role)


def test_what_one_may_view_is_what_one_finds(world):
    cycle = star_cycle(world.county)
    groups = (world.group, world.neighbour_group)
    for group in groups:
        StarQuarter.objects.create(cycle=cycle, region=group.parent, number=1)
        home = consenting(group)
        StarRecord.objects.create(household=home, cycle=cycle, region=group, quarter=1, stars=5, marks="ddddd")
        YearGrade.objects.create(household=home, cycle=cycle, stars=5, quarters=1)
    for user in world.people.values():
        seen = {group.path for group in groups if can_view(user, group.path)}
        assert set(records_visible_to(user).values_list("region__path", flat=True)) == seen
        assert set(grades_visible_to(user).values_list("household__region__path", flat=True)) == seen
        villages = {group.parent.path for group in groups if can_view(user, group.parent.path)}
        assert set(quarters_visible_to(user).values_list("region__path", flat=True)) == villages


def test_who_sits_on_a_panel(world):
    cycle = star_cycle(world.county)
    assert not sits_on_panel(cycle, world.village, world.village_officer)
    made = panel(cycle, world.village, world.village_officer)
    assert not sits_on_panel(cycle, world.village, world.village_officer)
    made.members.create(user=world.federation_exec_member, origin="federation")
    assert sits_on_panel(cycle, world.village, world.village_officer)
    assert not sits_on_panel(cycle, world.village, world.village_panel_member)
