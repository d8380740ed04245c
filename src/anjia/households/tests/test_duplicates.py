"""Likely duplicates: found across villages, seen only from above both, settled side by side."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from anjia.households.actions import keep_apart
from anjia.households.factories import consent, family
from anjia.households.queries.duplicates import likely_pairs, pair_of


def url(name, *args):
    return reverse(f"households:{name}", args=args)


def proven(group, name="何婷婷", phone="", **fields):
    household = family(group, name, phone=phone, **fields)
    consent(household, proven=True)
    return household


def pairs(user):
    return [(row.pk, row.twin) for row in likely_pairs(user).order_by("pk")]


@pytest.fixture
def groups(world):
    return {
        "here": world.group,
        "next": world.other_group,
        "village": world.other_village.children.get(name="1组"),
        "town": world.neighbour_group,
    }


def test_same_head_and_birth_or_same_phone_but_no_address_and_no_name_alone(world, groups):
    one = proven(groups["here"])
    twin = proven(groups["next"])
    proven(groups["here"], "何婷婷", head_birth="1999-01")
    proven(groups["here"], "何婷婷", head_birth="")
    proven(groups["next"], "王小明", head_birth="")
    caller = proven(groups["here"], "李想", phone="13912345678", address="1号")
    phone = proven(groups["next"], "李响", phone="13912345678", address="2号")
    assert pairs(world.village_officer) == [(one.pk, twin.pk), (caller.pk, phone.pk)]


def test_a_pair_is_seen_only_from_above_both(world, groups):
    here, village, town = proven(groups["here"]), proven(groups["village"]), proven(groups["town"])
    assert pairs(world.village_officer) == []
    assert pairs(world.neighbour_village_officer) == []
    assert pairs(world.town_federation) == [(here.pk, village.pk)]
    assert pairs(world.neighbour_town_federation) == []
    assert pairs(world.district_office) == [(here.pk, village.pk), (village.pk, town.pk)]
    for user in (world.village_officer, world.town_federation, world.group_leader):
        assert pair_of(user, here.pk, town.pk) is None
    assert pair_of(world.district_office, here.pk, town.pk) == (here, town)


def test_who_lacks_a_proof_is_not_shown_above_the_village(world, groups):
    proven(groups["here"])
    consent(family(groups["village"], phone=""))
    assert pairs(world.town_federation) == []


def test_an_answer_is_not_asked_for_again(world, groups):
    here, twin, third = (proven(groups[name]) for name in ("here", "next", "here"))
    keep_apart(here, twin, by=world.village_officer)
    assert pairs(world.village_officer) == [(here.pk, third.pk), (twin.pk, third.pk)]


@pytest.fixture
def officer(client, world):
    client.force_login(world.village_officer)
    return client


def test_the_list_and_the_page_side_by_side(officer, world, groups):
    here, twin = proven(groups["here"], address="35号"), proven(groups["next"], address="36号")
    assert "核对 1 对可能重复的登记" in officer.get(reverse("console:home")).content.decode()
    assert officer.get(url("duplicates")).context["total"] == 1
    page = officer.get(url("pair", here.pk, twin.pk))
    assert {line["label"]: line["differs"] for line in page.context["lines"]}["家庭住址"] is True
    data = {"decision": "second", "effective_on": timezone.localdate().isoformat(), "versions": "1,1"}
    assert officer.post(url("pair", here.pk, twin.pk), {**data, "versions": "1,9"}).status_code == 409
    assert officer.post(url("pair", here.pk, twin.pk), {**data, "versions": "x"}).status_code == 409
    assert officer.post(url("pair", here.pk, twin.pk), {**data, "decision": ""}).status_code == 422
    assert officer.post(url("pair", here.pk, twin.pk), data).url == url("duplicates")
    here.refresh_from_db()
    assert not here.is_active
    assert officer.get(url("duplicates")).context["total"] == 0
    assert officer.get(url("pair", here.pk, twin.pk)).status_code == 404


def test_two_families_stay_two(officer, world, groups):
    here, twin = proven(groups["here"]), proven(groups["next"])
    data = {"decision": "apart", "effective_on": timezone.localdate().isoformat(), "versions": "1,1"}
    assert officer.post(url("pair", here.pk, twin.pk), data).status_code == 302
    assert officer.get(url("duplicates")).context["total"] == 0


def test_another_row_is_looked_for_by_name(officer, world, groups):
    here, other = proven(groups["here"]), proven(groups["next"], "李梅", head_birth="1971-01")
    page = officer.get(url("find_other", here.pk), {"q": "李梅"}).content.decode()
    assert url("pair", here.pk, other.pk) in page
    assert "没有找到" in officer.get(url("find_other", here.pk), {"q": "无此人"}).content.decode()
    assert officer.get(url("find_other", here.pk)).status_code == 200
    form = officer.get(url("pair", here.pk, other.pk)).context["form"]
    assert "kinship" in form.fields


def test_the_list_asks_as_many_questions_for_three_as_for_one(officer, world, groups):
    def twins(name):
        for group in ("here", "next"):
            proven(groups[group], name)

    twins("何婷婷")
    officer.get(url("duplicates"))
    with CaptureQueriesContext(connection) as one:
        officer.get(url("duplicates"))
    twins("王小明")
    twins("李想")
    with CaptureQueriesContext(connection) as three:
        assert officer.get(url("duplicates")).context["total"] == 3
    assert len(one) == len(three)


def test_neighbours_and_readers_find_nothing(client, world, groups):
    here, twin = proven(groups["here"]), proven(groups["next"])
    for user, status in ((world.neighbour_village_officer, 404), (world.group_leader, 403)):
        client.force_login(user)
        assert client.get(url("pair", here.pk, twin.pk)).status_code == status
        assert client.get(url("find_other", here.pk)).status_code == status


@pytest.mark.parametrize("name", ["duplicates"])
def test_pages_read_in_english_too(officer, name):
    officer.cookies["django_language"] = "en"
    assert officer.get(url(name)).status_code == 200
