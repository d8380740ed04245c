import pytest

from anjia.accounts.factories import persona
from anjia.accounts.models import Membership
from anjia.programmes.actions import set_total, split_targets
from anjia.programmes.enums import Duty, PanelOrigin
from anjia.programmes.factories import open_cycle
from anjia.programmes.models import AppraisalPanel, LeadingGroup
from anjia.programmes.queries.targets import target_table, unbalanced
from anjia.programmes.tests.test_cycle_views import text_of, url


@pytest.fixture
def cycle(world):
    cycle = open_cycle(world)
    set_total(cycle, safe_families=101, model_families=7, by=world.district_office)
    return cycle


def numbers(*pairs):
    data = {}
    for region, safe, model in pairs:
        data |= {f"safe_{region.pk}": safe, f"model_{region.pk}": model}
    return data


def test_targets_are_given_out_on_the_page(world, cycle, as_user):
    office = as_user(world.district_office)
    assert "未分解" in text_of(office.get(url("target_table", cycle.pk)))
    page = url("target_allocate", cycle.pk, world.county.pk)
    assert office.get(page).status_code == 200
    assert office.post(page, {"how": "split"}).status_code == 302
    assert not unbalanced(cycle)
    assert "与本级一致" in text_of(office.get(page))
    rest = numbers((world.town, 60, 4), (world.neighbour_town, 50, 3)) | {"how": "rest"}
    assert office.post(page, rest).status_code == 302
    assert [r.allocation.safe_families for r in target_table(cycle, world.county).rows] == [60, 41]
    assert "手工" in text_of(office.get(url("target_table", cycle.pk)))


def test_numbers_that_do_not_add_up_stay_on_the_page_with_the_difference(world, cycle, as_user):
    office = as_user(world.district_office)
    page = url("target_allocate", cycle.pk, world.county.pk)
    answer = office.post(page, numbers((world.town, 60, 4), (world.neighbour_town, 40, 3)))
    assert answer.status_code == 422
    assert "相差 1" in answer.content.decode()
    assert 'value="60"' in answer.content.decode()
    assert not target_table(cycle, world.county).is_allocated
    assert office.post(page, numbers((world.town, -1, 4), (world.neighbour_town, 40, 3))).status_code == 422


def test_the_total_is_set_by_the_office(world, cycle, as_user):
    office = as_user(world.district_office)
    assert 'value="101"' in office.get(url("target_total", cycle.pk)).content.decode()
    assert office.post(url("target_total", cycle.pk), {"safe_families": 40, "model_families": 50}).status_code == 422
    assert office.post(url("target_total", cycle.pk), {"safe_families": 40, "model_families": 4}).status_code == 302
    assert cycle.targets.get(region=world.county).safe_families == 40


def test_a_town_gives_out_its_own_and_nobody_elses(world, cycle, as_user):
    split_targets(cycle, world.county, by=world.district_office)
    town = as_user(world.town_leading_group)
    assert town.post(url("target_allocate", cycle.pk, world.town.pk), {"how": "split"}).status_code == 302
    for place in (world.neighbour_town, world.county):
        assert town.get(url("target_allocate", cycle.pk, place.pk)).status_code == 404
    assert town.get(url("target_total", cycle.pk)).status_code == 403
    village = as_user(world.village_officer)
    assert village.get(url("target_table", cycle.pk)).status_code == 200
    assert village.get(url("target_allocate", cycle.pk, world.town.pk)).status_code == 403


def test_a_leading_group_is_written_down(world, cycle, as_user):
    town = as_user(world.town_leading_group)
    page = url("leading_group_name", cycle.pk, world.town.pk)
    assert town.get(page).status_code == 200
    lines = {f"duty_{n}": Duty.MEMBER for n in range(1, 7)}
    assert town.post(page, lines | {"name_1": "王芳"}).status_code == 422
    data = lines | {
        "name_1": "王芳",
        "post_1": "党工委副书记",
        "duty_1": Duty.LEADER,
        "name_3": "李梅",
        "office": "妇联",
    }
    assert town.post(page, data).status_code == 302
    assert [m.name for m in LeadingGroup.objects.get(region=world.town).members.all()] == ["王芳", "李梅"]
    shown = text_of(as_user(world.village_officer).get(url("leading_group_list", cycle.pk)))
    assert "王芳" in shown
    assert world.neighbour_town.name not in shown
    assert 'value="王芳"' in town.get(page).content.decode()
    assert town.get(url("leading_group_name", cycle.pk, world.neighbour_town.pk)).status_code == 404


def test_a_panel_is_composed(world, cycle, as_user):
    town = as_user(world.town_federation)
    page = url("panel_name", cycle.pk, world.village.pk)
    assert town.get(page).status_code == 200
    one = {f"origin_{world.village_panel_member.pk}": PanelOrigin.TWO_COMMITTEES}
    refused = town.post(page, one)
    assert refused.status_code == 422
    assert "缺：村（社区）妇联" in refused.content.decode()
    both = one | {f"origin_{world.village_officer.pk}": PanelOrigin.FEDERATION}
    assert town.post(page, both).status_code == 302
    assert AppraisalPanel.objects.get().members.count() == 2
    assert str(world.village_officer) in text_of(town.get(url("panel_list", cycle.pk)))
    missing = text_of(town.get(url("panel_list", cycle.pk) + "?show=missing"))
    assert world.other_village.name in missing
    assert town.get(url("panel_name", cycle.pk, world.neighbour_village.pk)).status_code == 404


def test_the_panel_list_asks_as_often_for_one_as_for_two(world, cycle, as_user, django_assert_max_num_queries):
    town = as_user(world.town_federation)
    town.get(url("panel_list", cycle.pk))
    counts = []
    for village in (world.village, world.other_village):
        AppraisalPanel.objects.create(cycle=cycle, region=village)
        with django_assert_max_num_queries(60) as asked:
            town.get(url("panel_list", cycle.pk))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_pilots_are_chosen(world, cycle, as_user):
    town = as_user(world.town_federation)
    page = url("pilot_choose", cycle.pk, world.town.pk)
    assert town.get(page).status_code == 200
    none = town.post(page, {})
    assert none.status_code == 422
    assert "1 至 2 个" in none.content.decode()
    assert town.post(page, {"sites": [world.village.pk]}).status_code == 302
    assert world.village.name in text_of(town.get(url("pilot_list", cycle.pk)))
    assert town.post(page, {"sites": [world.neighbour_village.pk]}).status_code == 422
    assert town.get(url("pilot_choose", cycle.pk, world.neighbour_town.pk)).status_code == 404


def test_everybody_below_sees_the_bodies_over_them_and_no_others(world, cycle, as_user):
    for who in (world.group_leader, world.village_officer):
        reader = as_user(who)
        panels = text_of(reader.get(url("panel_list", cycle.pk)))
        assert world.village.name in panels
        assert world.other_village.name not in panels
        pilots = text_of(reader.get(url("pilot_list", cycle.pk)))
        assert world.town.name in pilots
        assert world.neighbour_town.name not in pilots


def test_a_place_outside_the_cycle_shows_ones_own_place_inside_it(world, as_user):
    cycle = open_cycle(world.neighbour_county)
    strangers = persona("district_office", world.county)
    Membership.objects.create(user=strangers, role="inspector", region=world.neighbour_county)
    page = text_of(as_user(strangers).get(url("cycle_detail", cycle.pk)))
    assert world.neighbour_county.name in page
