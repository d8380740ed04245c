"""What the home asks for, what is found, and what programs may do."""

import pytest
from django.test import Client

from anjia.accounts.factories import secret_for
from anjia.accounts.models import User
from anjia.stars.factories import closed, recorded, whole_year
from anjia.stars.models import StarQuarter
from anjia.stars.searching import stars
from anjia.stars.todo import tasks
from anjia.web.search import Query


def titles(user, place):
    return [str(task.title) for task in tasks(User.objects.get(pk=user.pk), place.path)]


def test_the_village_is_asked_to_record_then_to_close(ground, world):
    assert titles(world.village_officer, world.village)[0] == "第 1 季度还有 3 户没有记星"
    recorded(ground.cycle, world.village, 1, dict.fromkeys(ground.families, "ddddd"))
    asked = titles(world.village_officer, world.village)
    assert "第 1 季度可以结季" in asked
    assert not any("第 1 季度还有" in title for title in asked)
    assert "第 1 季度可以结季" not in titles(world.federation_exec_member, world.village)


def test_the_town_hears_of_what_is_overdue_and_the_district_of_a_year_to_grade(ground, world):
    recorded(ground.cycle, world.village, 1, {ground.families[0]: "ddddd"})
    assert titles(world.town_federation, world.town) == ["1 个村（社区）的季度过期没有结季"]
    assert titles(world.district_office, world.county) == []
    StarQuarter.objects.all().delete()
    ground.families[0].stars.all().delete()
    whole_year(ground.cycle, world.village, {ground.families[0]: (5, 5, 5, 5)})
    assert titles(world.district_office, world.county) == [f"{ground.cycle.year} 年四季都已结季，可以评定年度星级"]


def test_families_are_found_with_their_stars_in_scope_only(ground, world):
    closed(ground.cycle, world.village, 1, {ground.families[0]: "ddddN"})
    asked = Query("王秀英", "王秀英")
    found = stars(world.village_officer, asked, 5)
    assert [(hit.title, str(hit.chip)) for hit in found] == [("王秀英", "第 1 季度 4 颗星")]
    assert stars(world.neighbour_village_officer, asked, 5) == []


@pytest.fixture
def program(ground):
    """A token of the village officer who may record, close and correct."""

    secret = secret_for(ground.world.village_officer)

    def call(method, path, body=None):
        told = {"content_type": "application/json", "headers": {"Authorization": f"Bearer {secret}"}}
        answer = getattr(Client(), method)(f"/api/v1/{path}", **({"data": body} if body else {}), **told)
        return answer.status_code, answer.json()

    return call


def test_programs_record_close_correct_and_read(ground, program):
    home = ground.families[0]
    entry = {"household": str(home.pk), "marks": "ddddN", "version": 0}
    body = {"cycle": str(ground.cycle.pk), "region": str(ground.village.pk), "number": 1, "entries": [entry]}
    status, quarter = program("post", "star-quarters", body)
    assert (status, quarter["state"]) == (201, "recording")
    path = f"star-quarters/{quarter['id']}"
    assert program("get", f"{path}/records")[1]["items"][0]["stars"] == 4
    assert program("post", f"{path}/close", {"expected": 2})[0] == 409
    assert program("post", f"{path}/close", {"expected": 1})[1]["state"] == "closed"
    assert program("post", "star-quarters", body)[0] == 409
    right = {"entries": [entry | {"marks": "ddddd"}], "reason": "typing"}
    assert program("post", f"{path}/correct", right | {"reason": "dislike"})[0] == 422
    assert program("post", f"{path}/correct", right)[1]["issue"] == 2
    assert program("get", "star-quarters")[1]["items"][0]["full"] == 1


@pytest.mark.parametrize("marks", ["21", "-1", "1.5", "dddddd", "12345"])
def test_what_is_no_number_of_stars_is_told_in_words(ground, program, marks):
    """Issue 4, bad input: stars 21, -1, 1.5."""
    entry = {"household": str(ground.families[0].pk), "marks": marks}
    body = {"cycle": str(ground.cycle.pk), "region": str(ground.village.pk), "number": 1, "entries": [entry]}
    status, problem = program("post", "star-quarters", body)
    assert status == 422
    assert "星" in problem["detail"]


def test_a_year_through_the_api_is_the_district_offices(ground, program):
    assert program("post", "star-grades", {"cycle": str(ground.cycle.pk)})[0] == 403
    assert program("get", "star-grades")[1]["items"] == []
