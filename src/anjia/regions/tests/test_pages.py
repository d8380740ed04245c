"""The pages of regions."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from anjia.regions.models import HolidayOverride
from anjia.regions.queries import household_totals


@pytest.fixture
def as_user(client):
    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


def address(name, region):
    return reverse(f"regions:{name}", args=[region.pk])


def test_the_tree_shows_ones_own_scope(as_user, world):
    client = as_user(world.town_federation)
    body = client.get(reverse("regions:tree")).content.decode()
    assert "贺家土街道" in body
    assert "大园社区居委会" in body
    assert "建设街道" not in body
    assert client.get(address("region", world.neighbour_town)).status_code == 404
    assert client.get(address("region", world.village)).status_code == 200


def test_the_tree_asks_as_much_for_three_groups_as_for_one(as_user, world, django_assert_max_num_queries):
    client = as_user(world.town_federation)
    client.get(address("region", world.village))
    with django_assert_max_num_queries(30) as first:
        client.get(address("region", world.village))
    client.post(address("create_groups", world.village), {"labels": "3组…9组"})
    client.get(address("region", world.village))
    with django_assert_max_num_queries(30) as second:
        client.get(address("region", world.village))
    assert len(first) == len(second)


def test_groups_are_made_on_the_page(as_user, world):
    client = as_user(world.village_officer)
    assert client.get(address("create_groups", world.village)).status_code == 200
    answer = client.post(address("create_groups", world.village), {"labels": "1组…12组"}, follow=True)
    assert "已建立 10 个小组" in answer.content.decode()
    assert world.village.children.count() == 12
    assert client.post(address("create_groups", world.village), {"labels": "长" * 30}).status_code == 422
    assert client.post(address("create_groups", world.village), {"labels": "9组…1组"}).status_code == 422
    assert client.get(address("create_groups", world.other_village)).status_code == 404


def test_totals_are_recorded_on_one_page(as_user, world):
    client = as_user(world.village_officer)
    page = client.get(address("record_totals", world.village))
    assert page.status_code == 200
    data = {"as_of": "2026-03-01", "note": "纸质户数表", f"g{world.group.pk}": "35", f"g{world.other_group.pk}": ""}
    answer = client.post(address("record_totals", world.village), data, follow=True)
    assert "已登记 1 个组" in answer.content.decode()
    assert household_totals([world.group.pk, world.other_group.pk]) == {
        world.group.pk: 35,
        world.other_group.pk: 30,
    }


def test_a_wrong_total_is_named_and_nothing_is_kept(as_user, world):
    client = as_user(world.village_officer)
    data = {"as_of": "2126-03-01", f"g{world.group.pk}": "-1", f"g{world.other_group.pk}": "40"}
    answer = client.post(address("record_totals", world.village), data)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"as_of", f"g{world.group.pk}"}
    assert household_totals([world.other_group.pk])[world.other_group.pk] == 30


@pytest.mark.parametrize("name", ["create_groups", "record_totals"])
def test_group_leaders_may_do_neither(as_user, world, name):
    assert as_user(world.group_leader).get(address(name, world.village)).status_code == 403


def test_the_administrator_enters_the_holidays(as_user, world):
    client = as_user(world.administrator)
    with time_machine.travel("2026-11-20 09:00+08:00"):
        client.force_login(world.administrator)
        assert "2027 年的放假安排还没有录入" in client.get(reverse("regions:tree")).content.decode()
        wrong = client.post(reverse("regions:holidays"), {"table": "2027-01-01 放假\n2027-13-01 放假"})
        assert wrong.status_code == 422
        assert not HolidayOverride.objects.exists()
        client.post(reverse("regions:holidays"), {"table": "2027-01-01至2027-01-03 放假 元旦\n2027-01-09 上班"})
        assert HolidayOverride.objects.count() == 4
        assert HolidayOverride.objects.get(date=date(2027, 1, 9)).is_workday
        body = client.get(reverse("regions:holidays")).content.decode()
        assert "2027 年的放假安排还没有录入" not in body


def test_holidays_are_nobody_elses(as_user, world):
    assert as_user(world.town_federation).get(reverse("regions:holidays")).status_code == 403


def test_switching_the_place(as_user, world):
    client = as_user(world.town_federation)
    target = reverse("regions:tree")
    answer = client.post(reverse("regions:switch"), {"scope": world.village.pk, "next": target})
    assert answer["Location"] == target
    page = client.get(target)
    assert page.context["page"]["scope"] == world.village
    assert [place.name for place in page.context["page"]["crumbs"]] == ["贺家土街道", "来园社区居委会"]
    assert "· 来园社区居委会 ·" in " ".join(page.content.decode().split("<title>")[1].split("</title>")[0].split())


def test_no_switching_to_a_neighbour_nor_out_of_the_house(as_user, world):
    client = as_user(world.town_federation)
    assert client.post(reverse("regions:switch"), {"scope": world.neighbour_town.pk}).status_code == 404
    answer = client.post(reverse("regions:switch"), {"scope": world.village.pk, "next": "https://example.org/"})
    assert answer["Location"] == "/console/"


def test_a_garbled_choice_looks_absent(as_user, world):
    assert as_user(world.town_federation).post(reverse("regions:switch"), {"scope": "x"}).status_code == 404


def test_searching_a_place_stays_in_scope(as_user, world):
    client = as_user(world.town_federation)
    found = client.get(reverse("regions:search"), {"q": "来园"}).json()["results"]
    assert [row["text"] for row in found] == ["株洲市芦淞区贺家土街道来园社区居委会"]
    assert client.get(reverse("regions:search"), {"q": "学堂冲"}).json()["results"] == []
