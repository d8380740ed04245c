"""Programs and the search box: a story written, blocked, mended, published, withdrawn; only in scope."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from anjia.accounts.factories import secret_for
from anjia.exemplars.factories import named_families
from anjia.households.models import Household
from anjia.households.search import tokens_of
from anjia.programmes.factories import open_cycle
from anjia.stories.factories import checking, published_story, started
from anjia.stories.models import FamilyStory
from anjia.stories.searching import stories
from anjia.web.search import Query

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle(world):
    return open_cycle(world)


def program(user):
    secret = secret_for(user)

    def call(method, path, body=None, **headers):
        told = {"content_type": "application/json", "headers": {"Authorization": f"Bearer {secret}", **headers}}
        sent = {} if method == "get" else {"data": body or {}}
        answer = getattr(Client(), method)(f"/api/v1/{path}", **sent, **told)
        return answer.status_code, answer.json()

    return call


def test_a_story_is_written_blocked_mended_published_and_withdrawn(world, cycle):
    named_families(world, cycle)
    family = Household.objects.get(head_name="王小明")
    officer, town = program(world.village_officer), program(world.town_federation)
    told = {"headline": "门前一盏灯", "shown_as": "一户四口之家"}
    status, story = officer("post", f"households/{family.pk}/story", told)
    path = f"stories/{story['id']}"
    assert status == 201
    assert officer("post", f"households/{family.pk}/story", told)[0] == 404

    body = told | {
        "sections": [
            {"theme": "neighbours", "text": "帮邻里修路。"},
            {"theme": "diligence", "text": "那一年，王她承包了地。"},
        ]
    }
    assert officer("put", path, body, **{"If-Match": '"7"'})[0] == 412
    kept = officer("put", path, body, **{"If-Match": f'"{story["version"]}"'})[1]
    assert [section["theme"] for section in kept["sections"]] == ["neighbours", "diligence"]
    assert officer("post", f"{path}/submit")[0] == 422
    person = {"name": "王小明", "agreed_on": timezone.localdate().isoformat()}
    assert officer("post", f"{path}/persons", person | {"is_minor": True})[0] == 422
    pk = officer("post", f"{path}/persons", person)[1]["id"]
    found = officer("post", f"{path}/submit")[1]["findings"]
    assert [finding["kind"] for finding in found] == ["surname"]
    assert town("post", f"{path}/publish")[0] == 422
    settle = f"stories/findings/{found[0]['id']}/settle"
    assert town("post", settle, {"settlement": "public_place"})[0] == 422
    assert town("post", settle, {"settlement": "agreed"})[1]["settlement"] == "agreed"
    assert officer("post", f"{path}/publish")[0] == 403
    assert town("post", f"{path}/publish")[1]["state"] == "published"
    assert town("get", "stories?state=published")[1]["items"][0]["id"] == story["id"]

    public = Client().get("/api/v1/public/stories").json()["items"]
    assert [(told["headline"], told["shown_as"]) for told in public] == [("门前一盏灯", "一户四口之家")]
    assert "household" not in public[0]
    assert officer("post", f"stories/persons/{pk}/withdraw")[1]["state"] == "taken_down"
    assert Client().get("/api/v1/public/stories").json()["items"] == []


def test_it_goes_back_down_and_up_again(world, cycle):
    story = checking(world, cycle)
    officer, town = program(world.village_officer), program(world.town_federation)
    path = f"stories/{story.pk}"
    assert town("post", f"{path}/return")[1]["state"] == "draft"
    officer("post", f"{path}/submit")
    assert officer("post", f"{path}/take-down")[1]["state"] == "taken_down"
    assert officer("post", f"{path}/revise")[1]["state"] == "draft"
    assert officer("post", f"{path}/revise")[0] == 409
    assert town("get", path)[1]["sections"][0]["theme"] == "diligence"


def test_what_everybody_reads_costs_the_same_for_three_as_for_one(world, cycle):
    published_story(world, cycle)
    with CaptureQueriesContext(connection) as one:
        Client().get("/api/v1/public/stories")
    for family in Household.objects.exclude(head_name="王小明"):
        started(world, cycle, family.head_name)
    FamilyStory.objects.update(state="published", published_at=timezone.now(), published_by_id=world.town_federation.pk)
    with CaptureQueriesContext(connection) as three:
        assert len(Client().get("/api/v1/public/stories").json()["items"]) == 3
    assert len(three) == len(one)


def test_a_neighbour_finds_nothing(world, cycle):
    story = checking(world, cycle)
    neighbour = program(world.neighbour_village_officer)
    person, path = story.persons.get(), f"stories/{story.pk}"
    assert neighbour("get", path)[0] == neighbour("post", f"{path}/take-down")[0] == 404
    assert neighbour("post", f"stories/persons/{person.pk}/withdraw")[0] == 404
    assert neighbour("get", "stories")[1]["items"] == []


@pytest.mark.parametrize("typed", ["一盏灯", "王小明"])
def test_a_story_is_found_by_its_title_or_its_family_in_scope_only(world, cycle, typed):
    story, asked = started(world, cycle), Query(typed, typed)
    Household.objects.filter(pk=story.household_id).update(search_tokens=tokens_of("王小明", ""))
    assert [hit.title for hit in stories(world.village_officer, asked, 5)] == ["门前一盏灯"]
    assert stories(world.neighbour_village_officer, asked, 5) == []
    assert stories(world.village_officer, Query("灯", "灯"), 5) == []
