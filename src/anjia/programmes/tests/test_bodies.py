import pytest

from anjia.accounts.factories import persona
from anjia.kernel.exceptions import NotPermitted, Refused
from anjia.programmes.actions import MemberLine, choose_pilots, compose_panel, name_leading_group
from anjia.programmes.enums import CycleState, Duty, PanelOrigin
from anjia.programmes.factories import open_cycle
from anjia.programmes.queries.bodies import (
    has_leading_group,
    leading_groups,
    panel_of,
    pilots_by_town,
    towns_without_group,
    towns_without_pilot,
    villages_without_panel,
)

LINES = [MemberLine("王芳", Duty.LEADER, "党工委副书记"), MemberLine("李梅", Duty.OFFICE_DIRECTOR, "妇联副主席")]


@pytest.fixture
def cycle(world):
    return open_cycle(world)


def test_a_leading_group_is_written_whole_and_replaced(world, cycle):
    assert towns_without_group(cycle) == 2
    group = name_leading_group(cycle, world.town, members=LINES, by=world.town_leading_group, office="街道妇联")
    assert [m.name for m in group.members.all()] == ["王芳", "李梅"]
    again = name_leading_group(cycle, world.town, members=LINES[:1], by=world.district_office)
    assert (again.pk, again.members.count(), again.office) == (group.pk, 1, "")
    assert has_leading_group(cycle, world.town)
    assert towns_without_group(cycle) == 1
    assert set(leading_groups(cycle, world.village_officer)) == {world.county.pk, world.town.pk}
    assert set(leading_groups(cycle, world.neighbour_village_officer)) == {world.county.pk}


def test_a_leading_group_that_is_refused(world, cycle):
    for lines in ([], [LINES[1]], [LINES[0], LINES[0]]):
        with pytest.raises(Refused, match="一名组长"):
            name_leading_group(cycle, world.town, members=lines, by=world.town_leading_group)
    for place in (world.village, world.neighbour_county):
        with pytest.raises((Refused, NotPermitted)):
            name_leading_group(cycle, place, members=LINES, by=world.district_office)
    for who in (world.neighbour_town_leading_group, world.village_officer, world.town_federation):
        with pytest.raises(NotPermitted):
            name_leading_group(cycle, world.town, members=LINES, by=who)
    cycle.state = CycleState.CLOSED
    with pytest.raises(Refused, match="已经结束"):
        name_leading_group(cycle, world.town, members=LINES, by=world.town_leading_group)


def test_a_panel_has_the_two_committees_and_the_federation(world, cycle):
    """Domain A3-3."""
    origins = {
        world.village_panel_member.pk: PanelOrigin.TWO_COMMITTEES,
        world.village_officer.pk: PanelOrigin.FEDERATION,
    }
    assert world.village in villages_without_panel(cycle, world.town.path)
    panel = compose_panel(cycle, world.village, origins=origins, by=world.town_federation)
    assert panel_of(cycle, world.village) == panel
    assert world.village not in villages_without_panel(cycle, world.town.path)
    origins[world.resident_representative.pk] = PanelOrigin.RESIDENT
    assert compose_panel(cycle, world.village, origins=origins, by=world.town_leading_group).members.count() == 3


@pytest.mark.parametrize(
    ("bodies", "words"),
    [
        ([], "两委、村（社区）妇联"),
        ([PanelOrigin.TWO_COMMITTEES], "缺：村（社区）妇联"),
        ([PanelOrigin.FEDERATION, PanelOrigin.RESIDENT], "缺：村（社区）两委"),
    ],
)
def test_a_panel_without_one_of_them_is_refused_with_its_name(world, cycle, bodies, words):
    people = [world.village_panel_member, world.village_officer]
    origins = {person.pk: body for person, body in zip(people, bodies, strict=False)}
    with pytest.raises(Refused, match=words):
        compose_panel(cycle, world.village, origins=origins, by=world.town_federation)
    assert panel_of(cycle, world.village) is None


def test_who_sits_on_a_panel_works_in_the_village(world, cycle):
    stranger = persona("village_panel_member", world.other_village)
    origins = {stranger.pk: PanelOrigin.TWO_COMMITTEES, world.village_officer.pk: PanelOrigin.FEDERATION}
    with pytest.raises(Refused, match="不在本村"):
        compose_panel(cycle, world.village, origins=origins, by=world.town_federation)


def test_who_names_a_panel(world, cycle):
    for who in (world.neighbour_town_federation, world.village_officer, world.district_office, world.auditor):
        with pytest.raises(NotPermitted):
            compose_panel(cycle, world.village, origins={}, by=who)


def test_one_or_two_pilots_to_a_town(world, cycle):
    """Domain A5-11."""
    assert towns_without_pilot(cycle, world.county.path) == [world.town, world.neighbour_town]
    chosen = choose_pilots(cycle, world.town, sites=[world.village], by=world.town_federation)
    assert [pilot.region for pilot in chosen] == [world.village]
    choose_pilots(cycle, world.town, sites=[world.other_village, world.group], by=world.town_leading_group)
    pilots = pilots_by_town(cycle, world.county.path)
    assert [pilot.region for pilot in pilots[world.town.path]] == [world.group, world.other_village]
    assert towns_without_pilot(cycle, world.county.path) == [world.neighbour_town]


def test_none_or_three_pilots_are_refused(world, cycle):
    """Domain A5-11."""
    for sites in ([], [world.village, world.other_village, world.group]):
        with pytest.raises(Refused, match=f"您选了 {len(sites)} 个"):
            choose_pilots(cycle, world.town, sites=sites, by=world.town_federation)


def test_pilots_are_places_of_the_town(world, cycle):
    for site in (world.neighbour_village, world.town):
        with pytest.raises(Refused, match="应是"):
            choose_pilots(cycle, world.town, sites=[site], by=world.town_federation)
    with pytest.raises(NotPermitted):
        choose_pilots(cycle, world.town, sites=[world.village], by=world.neighbour_town_federation)
