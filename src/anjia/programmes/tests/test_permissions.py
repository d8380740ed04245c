import pytest

from anjia.accounts import roles
from anjia.kernel.permissions import SYSTEM, grants
from anjia.programmes.enums import Verb
from anjia.programmes.factories import planned_cycle
from anjia.programmes.models import ProgrammeCycle
from anjia.programmes.permissions import can_see_credits, can_view
from anjia.programmes.queries import visible_to
from anjia.regions.models import Region

VILLAGE = {
    "group_leader", "village_officer", "village_panel_member", "federation_exec_member", "resident_representative",
}  # fmt: skip
TOWN = {"town_federation", "town_leading_group"}
TRUTH = {
    Verb.VIEW: VILLAGE | TOWN | {"district_office", "city_office", "inspector", "auditor"},
    Verb.VIEW_CREDITS: {"village_officer", *TOWN, "district_office", "inspector", "auditor"},
    Verb.LOAD_STANDARDS: {"district_office", "administrator"},
    Verb.PLAN_CYCLE: {"district_office"},
    Verb.OPEN_CYCLE: {"district_office"},
    Verb.NAME_GROUPS: {"district_office", "town_leading_group"},
    Verb.ALLOCATE_TARGETS: {"district_office", *TOWN},
    Verb.NAME_PANELS: TOWN,
    Verb.CHOOSE_PILOTS: TOWN,
    Verb.RECORD_CREDITS: {"village_officer"},
    Verb.LOCK_PASS_MARK: set(),
    Verb.PLACE_HOLD: set(),
    Verb.RELEASE_HOLD: set(),
    Verb.EDIT_STANDARDS: {"district_office", "city_office"},
    Verb.COMMENT_STANDARDS: VILLAGE | TOWN | {"district_office", "city_office"},
    Verb.REHEARSE: {"village_officer", "town_federation"},
}


@pytest.mark.parametrize("verb", list(Verb))
def test_truth_table(verb):
    assert grants.roles_with(verb) == TRUTH[verb]


# Who takes no part in the programme: the machine's keeper, and whom people ask for help.
OUTSIDE = {"administrator", "case_worker", "case_supervisor"}


@pytest.mark.parametrize("role", sorted(roles.BY_KEY))
def test_who_can_view_and_what_is_visible_agree(world, role):
    for place in (world.county, world.neighbour_county):
        planned_cycle(place)
    planned_cycle(world.town, year=2040)
    user = getattr(world, role)
    seen = set(visible_to(user))
    assert seen == {cycle for cycle in ProgrammeCycle.objects.all() if can_view(user, cycle)}
    assert (world.county in {cycle.region for cycle in seen}) == (role not in OUTSIDE)


def test_the_machine_sees_everything(world):
    cycle = planned_cycle(world.neighbour_county)
    assert list(visible_to(SYSTEM)) == [cycle]
    assert can_view(SYSTEM, cycle)


def test_credits_are_seen_in_ones_own_place(world):
    villages = Region.objects.filter(level=Region.Level.VILLAGE)
    seen = [village for village in villages if can_see_credits(world.village_officer, village)]
    assert seen == [world.village]
