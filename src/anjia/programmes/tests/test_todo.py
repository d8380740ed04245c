from datetime import date

import pytest
import time_machine

from anjia.households.models import Household
from anjia.households.signals import participation_withdrawn
from anjia.programmes import progress
from anjia.programmes.actions import choose_pilots, compose_panel, set_total, split_targets
from anjia.programmes.enums import PanelOrigin
from anjia.programmes.factories import open_cycle, planned_cycle
from anjia.programmes.models import Credit
from anjia.programmes.overview import progress_table
from anjia.programmes.todo import find_panels, find_tasks
from anjia.regions.models import Region


def titles(user, path):
    return [str(task.title) for task in find_tasks(user, path)]


@pytest.fixture
def _no_counters():
    kept = dict(progress._counters)
    progress._counters.clear()
    yield
    progress._counters.clear()
    progress._counters.update(kept)


def test_the_office_plans_then_opens(world):
    path = world.county.path
    assert titles(world.district_office, path) == ["制定年度周期"]
    assert titles(world.town_federation, world.town.path) == []
    planned_cycle(world, year=2026, title="芦淞周期")
    shown = titles(world.district_office, path)
    assert shown == ["开启周期“芦淞周期”", "2 个乡镇（街道）没有登记领导小组"]


@time_machine.travel("2026-05-06 09:00+08:00")
def test_deadlines_stand_with_their_days(world):
    cycle = open_cycle(world, year=2026)
    village = {str(t.title): t.due_on for t in find_tasks(world.village_officer, world.village.path)}
    assert village == {"最迟在这一天张榜公示": date(2026, 5, 8)}
    office = {str(t.title): t.due_on for t in find_tasks(world.district_office, world.county.path)}
    assert office["报送命名决定和示范户花名册"] == date(2026, 5, 15)
    cycle.targets.all().delete()


@time_machine.travel("2026-05-18 09:00+08:00")
def test_what_is_over_is_no_longer_to_be_done(world):
    open_cycle(world, year=2026)
    assert titles(world.village_officer, world.village.path) == []
    assert "报送命名决定和示范户花名册" not in titles(world.district_office, world.county.path)


def test_a_town_names_chooses_and_gives_out(world):
    cycle = open_cycle(world)
    set_total(cycle, safe_families=20, model_families=2, by=world.district_office)
    split_targets(cycle, world.county, by=world.district_office)
    user, path = world.town_federation, world.town.path
    assert titles(user, path) == [
        "2 个村（社区）没有评选考评小组", "为贺家土街道选定培育点", "把贺家土街道的指标分到村（社区）",
    ]  # fmt: skip
    origins = {
        world.village_panel_member.pk: PanelOrigin.TWO_COMMITTEES,
        world.village_officer.pk: PanelOrigin.FEDERATION,
    }
    compose_panel(cycle, world.village, origins=origins, by=user)
    choose_pilots(cycle, world.town, sites=[world.village], by=user)
    split_targets(cycle, world.town, by=user)
    assert titles(user, path) == ["1 个村（社区）没有评选考评小组"]


def test_an_imbalance_is_to_be_mended(world):
    cycle = open_cycle(world)
    set_total(cycle, safe_families=20, model_families=2, by=world.district_office)
    split_targets(cycle, world.county, by=world.district_office)
    cycle.targets.filter(region=world.town).update(safe_families=1)
    assert "1 个单位的指标上下不一致" in titles(world.district_office, world.county.path)


@pytest.mark.usefixtures("_no_counters")
def test_registered_figures_stand_beside_the_targets(world):
    cycle = open_cycle(world)
    set_total(cycle, safe_families=20, model_families=2, by=world.district_office)
    split_targets(cycle, world.county, by=world.district_office)
    rows = Region.objects.filter(level=Region.Level.VILLAGE)
    progress.register(
        progress.Counter("named", "已命名", lambda c, paths: progress.by_place(rows, "path", paths), "safe_families")
    )
    progress.register(progress.Counter("on_notice", "公示中", lambda c, paths: {}, order=10))
    table = progress_table(cycle, world.county)
    assert [(f.label, f.value, f.target) for f in table.own.figures] == [("公示中", 0, None), ("已命名", 4, 20)]
    assert [row.figures[1].value for row in table.rows] == [2, 2]
    assert [row.region for row in table.rows] == [world.town, world.neighbour_town]
    panel = find_panels(world.district_office, world.county.path)[0]
    assert panel.context["figures"] == table.own.figures


def test_the_home_shows_the_cycle_to_everybody_it_runs_for(world, as_user):
    for who in (world.village_officer, world.district_office):
        assert not find_panels(who, world.town.path)
    cycle = open_cycle(world)
    for who in ("village_officer", "group_leader", "district_office", "town_leading_group"):
        page = as_user(getattr(world, who)).get("/console/")
        assert page.status_code == 200
        assert cycle.title in page.content.decode()


def test_a_family_that_withdraws_leaves_no_credits(world):
    cycle = open_cycle(world)
    stays, leaves = (Household.objects.create(region=world.group, head_name="户") for _ in range(2))
    criterion = cycle.standard_version.criteria.get(code="safety")
    for family in (stays, leaves):
        Credit.objects.create(household=family, cycle=cycle, criterion=criterion)
    participation_withdrawn.send(sender=Household, ids=[leaves.pk], by=world.village_officer)
    assert [credit.household_id for credit in Credit.objects.all()] == [stays.pk]
