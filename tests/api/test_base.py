"""The base of the API: problems in words, pages by key, and what must never pass (quality 3 and 4)."""

import json
from collections import Counter

import pytest
from ninja import Schema

from anjia.accounts.factories import secret_for
from anjia.kernel.exceptions import Refused
from anjia.web.api.problems import CONTENT_TYPE
from anjia.web.api.reading import PlainParser

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(client, world):
    secret = secret_for(world.village_officer)

    def get(path, **headers):
        return client.get(f"/api/v1/{path}", headers={"Authorization": f"Bearer {secret}", **headers})

    return get


def test_every_answer_carries_the_request_id_and_is_not_kept(ask):
    answer = ask("token")
    assert answer["X-Request-Id"]
    assert answer["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer


def test_nowhere_is_a_problem_too(ask, client):
    for answer in (ask("nothing/here"), client.post("/api/v1/x"), client.delete("/api/v1/")):
        assert (answer.status_code, answer["Content-Type"]) == (404, CONTENT_TYPE)
        assert answer.json()["instance"].endswith(answer["X-Request-Id"])


def test_a_method_that_is_not_offered(client, world):
    answer = client.delete("/api/v1/regions")
    assert (answer.status_code, answer["Allow"], answer["Content-Type"]) == (405, "GET", CONTENT_TYPE)


def test_a_wrong_id_is_named_with_its_value(ask):
    told = ask("regions/not-an-id").json()
    assert (told["status"], told["code"]) == (422, "invalid")
    assert told["errors"][0]["field"] == "path.pk"
    assert told["errors"][0]["value"] == "not-an-id"
    assert "UUID" in told["errors"][0]["message"]


def test_problems_speak_the_language_that_is_asked_for(ask):
    assert (
        ask("regions/x", **{"Accept-Language": "en"}).json()["detail"] == "Values that do not fit: 1. Nothing was done."
    )
    assert ask("regions/x").json()["detail"] == "有 1 处不对，一项也没有办理。"


@pytest.mark.parametrize("query", ["name=%00", "limit=0", "limit=201", "limit=x", "after=1", "level=galaxy"])
def test_bad_queries_are_refused(ask, query):
    assert ask(f"regions?{query}").status_code in {400, 422}


def test_pages_follow_each_other_to_the_end(ask, world):
    seen, after = [], ""
    while True:
        page = ask(f"regions?limit=1{after}").json()
        seen += [row["id"] for row in page["items"]]
        if page["next"] is None:
            break
        after = f"&after={page['next']}"
    assert len(seen) == len(set(seen))
    assert str(world.village.pk) in seen
    assert str(world.neighbour_village.pk) not in seen


def test_working_days(ask):
    assert ask("working-days/2026-05-01").json() == {"day": "2026-05-01", "is_workday": False, "is_covered": True}
    assert ask("working-days/2026-04-28/plus/5").json()["last_day"] == "2026-05-08"
    assert ask("working-days/9999-12-31").status_code == 422
    assert ask("working-days/2026-05-01/plus/401").status_code == 422


@pytest.mark.parametrize("text", ['{"a": "x\\u0000"}', '["\\ud800"]', '{"a\\u0000": 1}', '{"a": [{"b": "\\u0000"}]}'])
def test_what_no_database_can_hold_is_not_read(rf, text):
    request = rf.post("/", data=text, content_type="application/json")
    with pytest.raises(Refused, match="不能保存"):
        PlainParser().parse_body(request)
    fine = rf.post("/", data=json.dumps({"a": "\\u0000 是六个字符"}), content_type="application/json")
    assert PlainParser().parse_body(fine)


def test_the_document_stands_open(client):
    answer = client.get("/api/openapi.json")
    assert answer.json()["openapi"] == "3.1.0"
    assert "/api/v1/regions/{pk}" in answer.json()["paths"]


def _schemas(base=Schema):
    for made in base.__subclasses__():
        yield made
        yield from _schemas(made)


def test_no_two_schemas_share_a_name():
    """The description knows a schema by its name alone: of two of one name the later would stand for both."""
    named = Counter(
        made.__name__ for made in set(_schemas()) if made.__module__.startswith("anjia") and "[" not in made.__name__
    )
    assert {name for name, times in named.items() if times > 1} == set()
