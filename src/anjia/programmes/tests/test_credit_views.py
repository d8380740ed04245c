import pytest
from django.test import Client

from anjia.households.models import Household
from anjia.kernel.permissions import SYSTEM
from anjia.programmes.actions import load_standards
from anjia.programmes.factories import credit_source, open_cycle
from anjia.programmes.models import Credit, CreditSource
from anjia.programmes.tests.test_cycle_views import text_of, url


@pytest.fixture
def cycle(world):
    return open_cycle(world)


@pytest.fixture
def families(world):
    return [Household.objects.create(region=world.group, head_name=f"户主{n}") for n in range(3)]


def test_a_village_sees_its_criteria_and_records_a_sheet(world, cycle, families, as_user):
    officer = as_user(world.village_officer)
    home = text_of(officer.get(url("credit_home")))
    assert "缺这项积分不扣分" in home
    assert "家庭和睦好" not in home
    page = url("credit_record", world.village.pk, "safety")
    assert "户主1" in text_of(officer.get(page))
    ids = [str(family.pk) for family in families]
    assert officer.post(page, {"families": ids[:2]}).status_code == 302
    assert Credit.objects.count() == 2
    assert officer.get(page).content.decode().count(" checked") == 2
    assert officer.post(page, {"families": ids[1:]}).status_code == 302
    assert set(Credit.objects.values_list("household_id", flat=True)) == {families[1].pk, families[2].pk}


def test_a_sheet_of_one_group_leaves_the_others_alone(world, cycle, families, as_user):
    other = Household.objects.create(region=world.other_group, head_name="别组")
    officer = as_user(world.village_officer)
    page = url("credit_record", world.village.pk, "safety")
    officer.post(page, {"families": [str(other.pk)]})
    in_group = f"{page}?group={world.group.pk}"
    assert "别组" not in text_of(officer.get(in_group))
    assert officer.post(in_group, {"families": [str(families[0].pk)]}).status_code == 302
    assert Credit.objects.count() == 2


def test_a_family_from_elsewhere_cannot_be_ticked(world, cycle, as_user):
    stranger = Household.objects.create(region=world.neighbour_group, head_name="邻")
    answer = as_user(world.village_officer).post(
        url("credit_record", world.village.pk, "safety"), {"families": [str(stranger.pk)]}
    )
    assert answer.status_code == 422
    assert not Credit.objects.exists()


def test_an_offer_is_written_and_withdrawn(world, cycle, as_user):
    officer = as_user(world.village_officer)
    page = url("credit_offer", world.village.pk, "safety")
    assert officer.get(page).status_code == 200
    assert officer.post(page, {"offer": "社区学习日"}).status_code == 302
    assert "社区学习日" in text_of(officer.get(url("credit_home")))
    assert officer.post(page, {"offer": ""}).status_code == 302
    assert not CreditSource.objects.exists()


def test_what_is_absent(world, cycle, as_user):
    officer = as_user(world.village_officer)
    assert officer.get(url("credit_record", world.village.pk, "harmony")).status_code == 404
    assert officer.get(url("credit_record", world.other_village.pk, "safety")).status_code == 404
    assert officer.get(url("credit_village", world.other_village.pk)).status_code == 404
    assert as_user(world.group_leader).get(url("credit_home")).status_code == 403
    assert as_user(world.town_federation).get(url("credit_record", world.village.pk, "safety")).status_code == 403


def test_without_a_cycle_the_page_says_who_opens_one(world, as_user):
    officer = as_user(world.village_officer)
    assert "没有进行中的周期" in text_of(officer.get(url("credit_home")))
    assert officer.get(url("credit_record", world.village.pk, "safety")).status_code == 404


def test_above_the_village_one_chooses_a_place(world, cycle, families, as_user):
    town = as_user(world.town_federation)
    assert world.village.name in text_of(town.get(url("credit_home")))
    page = text_of(town.get(url("credit_village", world.village.pk)))
    assert "家庭安全好" in page
    assert "途径" not in page.replace("获得途径", "")


def test_the_page_asks_as_often_for_three_families_as_for_one(world, cycle, as_user, django_assert_max_num_queries):
    officer = as_user(world.village_officer)
    officer.get(url("credit_home"))
    counts = []
    for n in (1, 2):
        for _ in range(n):
            Household.objects.create(region=world.group, head_name="户")
        with django_assert_max_num_queries(60) as asked:
            officer.get(url("credit_record", world.village.pk, "safety"))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_anybody_reads_the_standards(db):
    visitor = Client()
    assert "还没有标准" in text_of(visitor.get(url("standard_list")))
    load_standards(SYSTEM)
    assert "五星平安家庭标准" in text_of(visitor.get(url("standard_list")))
    page = text_of(visitor.get(url("standard_detail", "ten_good")))
    assert "本周期没有学习积分" in page
    assert "以家庭自评为准" in page
    assert "11 – 13" in text_of(visitor.get(url("standard_detail", "five_star")))
    assert "家庭奉献好" in text_of(visitor.get(url("standard_paper", "ten_good")))
    assert visitor.get(url("standard_detail", "ten_good") + "?version=1").status_code == 200
    for missing in (url("standard_detail", "none"), url("standard_detail", "ten_good") + "?version=9"):
        assert visitor.get(missing).status_code == 404


def test_standards_are_read_in_english(db):
    load_standards(SYSTEM)
    page = text_of(Client(headers={"accept-language": "en"}).get(url("standard_detail", "ten_good")))
    assert "No learning credit in this cycle" in page
    assert "家庭学习好" not in page


def test_the_office_loads_the_standards(world, as_user):
    office = as_user(world.district_office)
    assert "平安家庭“十好”标准" in text_of(office.get(url("standard_load")))
    assert office.post(url("standard_load")).url == url("standard_list")
    assert "装入随附标准" in text_of(office.get(url("standard_list")))
    assert as_user(world.village_officer).get(url("standard_load")).status_code == 403


def test_a_source_is_shown_on_the_sheet(world, cycle, families, as_user):
    page = url("credit_record", world.village.pk, "safety")
    officer = as_user(world.village_officer)
    assert "暂不扣分" in text_of(officer.get(page))
    credit_source(cycle, world.village, "safety")
    assert "暂不扣分" not in text_of(officer.get(page))
