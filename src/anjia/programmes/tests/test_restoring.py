"""Lists that were replaced come back under the rules by which they were written (experience 5)."""

import pytest

from anjia.accounts.factories import persona
from anjia.kernel.exceptions import NotPermitted, Refused
from anjia.programmes.actions import MemberLine, choose_pilots, compose_panel, name_leading_group
from anjia.programmes.enums import CycleState, Duty, PanelOrigin
from anjia.programmes.factories import open_cycle
from anjia.programmes.models import ProgrammeCycle
from anjia.web.models import BinEntry
from anjia.web.recycling import restore_entry

pytestmark = pytest.mark.django_db
LINES = [MemberLine("王芳", Duty.LEADER, "党工委副书记"), MemberLine("李梅", Duty.OFFICE_DIRECTOR, "妇联副主席")]


@pytest.fixture
def cycle(world):
    return open_cycle(world)


@pytest.fixture
def replaced_group(world, cycle):
    name_leading_group(cycle, world.town, members=LINES, by=world.district_office, office="街道妇联")
    name_leading_group(cycle, world.town, members=LINES[:1], by=world.district_office)
    return BinEntry.objects.get()


def test_a_leading_group_comes_back_whole(world, cycle, replaced_group):
    assert "领导小组名单（2 人）" in replaced_group.title
    assert "王芳" not in replaced_group.title
    restore_entry(replaced_group, by=world.district_office)

    group = cycle.leading_groups.get(region=world.town)
    assert ([m.name for m in group.members.all()], group.office) == (["王芳", "李梅"], "街道妇联")
    assert "（1 人）" in BinEntry.objects.get().title, "what it replaced can come back in turn"


def test_not_into_a_cycle_that_is_closed_or_gone(world, cycle, replaced_group):
    ProgrammeCycle.objects.filter(pk=cycle.pk).update(state=CycleState.CLOSED)
    with pytest.raises(Refused, match="周期已经结束"):
        restore_entry(replaced_group, by=world.district_office)
    ProgrammeCycle.objects.filter(pk=cycle.pk).update(region=world.neighbour_county)
    with pytest.raises(Refused):
        restore_entry(replaced_group, by=world.district_office)


def test_not_by_a_stranger(world, cycle, replaced_group):
    with pytest.raises(NotPermitted):
        restore_entry(replaced_group, by=world.neighbour_town_federation)


def test_pilots_come_back(world, cycle):
    choose_pilots(cycle, world.town, sites=[world.village], by=world.town_federation)
    choose_pilots(cycle, world.town, sites=[world.village], by=world.town_federation)
    assert not BinEntry.objects.exists(), "the same again replaces nothing"
    choose_pilots(cycle, world.town, sites=[world.other_village], by=world.town_federation)
    restore_entry(BinEntry.objects.get(), by=world.town_federation)

    assert [pilot.region for pilot in cycle.pilots.all()] == [world.village]


def test_a_panel_comes_back_unless_a_member_has_left(world, cycle):
    first, other = (persona("village_panel_member", world.group) for _ in range(2))
    federation = {world.village_officer.pk: PanelOrigin.FEDERATION}
    for member in (first, other):
        origins = {member.pk: PanelOrigin.TWO_COMMITTEES, **federation}
        compose_panel(cycle, world.village, origins=origins, by=world.town_federation)
    entry = BinEntry.objects.get()

    first.memberships.all().delete()
    with pytest.raises(Refused, match="不在本村"):
        restore_entry(entry, by=world.town_federation)
    assert BinEntry.objects.filter(pk=entry.pk).exists()
