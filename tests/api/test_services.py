"""What leaves by a token: totals of a closed quarter, what is offered, and nothing of any case (ADR 15)."""

import json
from datetime import datetime, time

import pytest
from django.utils import timezone

from anjia.services.factories import NAME, SUMMARY, case_of, new_case
from anjia.services.figures import closed_quarters, days_of
from anjia.services.models import Case
from anjia.services.offers.factories import drafted, opened
from anjia.web.api.site import schema
from tests.access.resolver import routes
from tests.api.program import Program

pytestmark = pytest.mark.django_db(databases=["default", "services"])


def read(program, path, status=200):
    answer = program("GET", path)
    assert answer.status_code == status, answer.content
    return json.loads(answer.content)


def test_what_is_offered_is_read_by_anybody(client, world):
    offer = opened(world.town, world.case_worker, world.case_supervisor)
    drafted(world.town, world.case_worker)
    rows = json.loads(client.get("/api/v1/public/offers").content)["items"]
    assert [row["title"] for row in rows] == [offer.title]
    assert "drafted_by_id" not in rows[0]
    there = client.get("/api/v1/public/offers", {"region": str(world.county.pk)})
    assert len(json.loads(there.content)["items"]) == 1
    elsewhere = client.get("/api/v1/public/offers", {"region": str(world.neighbour_town.pk)})
    assert json.loads(elsewhere.content)["items"] == []


def test_the_figures_of_a_closed_quarter(world):
    quarter = closed_quarters()[0]
    for _n in range(9):
        new_case(world.village)
    new_case(world.village, topic="labour")
    first = days_of(quarter)[0]
    entered = timezone.make_aware(datetime.combine(first, time(12)))
    Case.objects.update(received_on=first, created_at=entered)
    chief = Program(world.case_supervisor, "services.view_figures")
    path = f"service-figures?region={world.county.pk}&quarter={quarter}&kind=petition"
    told = read(chief, path)
    counts = {cell["name"]: cell["count"] for cell in told["topics"]}
    assert told["total"] == 10
    assert counts["劳动与工资"] is counts["土地承包与征地补偿"] is None, (
        "one is somebody, and so is what is left of ten"
    )
    for wrong in (path.replace(quarter, "2031Q1"), path.replace("petition", "gossip")):
        read(chief, wrong, 422)
    read(chief, path.replace(str(world.county.pk), str(world.town.pk)), 404)
    read(Program(world.case_worker), path, 403)
    read(Program(world.district_office), path, 403)


def test_no_operation_opens_a_case(world):
    """Every address of the API is asked by a token with all that its role has: nothing of a case is in any answer."""
    case = case_of(world.village, world.case_worker, world.case_supervisor)
    programs = [Program(getattr(world, role)) for role in ("case_supervisor", "case_worker", "village_officer")]
    plain = [r.sample_url() for r in routes() if r.is_api and r.method == "GET" and not r.converters]
    assert "/api/v1/public/offers" in plain
    for program in programs:
        for path in plain:
            text = program("GET", path.removeprefix("/api/v1/")).content.decode()
            for said in (NAME, SUMMARY, case.number, str(case.pk)):
                assert said not in text, path


def test_the_schema_names_two_operations_of_the_services():
    found = [
        (path, method)
        for path, methods in schema()["paths"].items()
        for method, operation in methods.items()
        if "services" in operation.get("tags", [])
    ]
    assert sorted(found) == [("/api/v1/public/offers", "get"), ("/api/v1/service-figures", "get")]


@pytest.mark.parametrize("role", ["case_worker", "case_supervisor"])
def test_a_token_of_the_walled_opens_no_page_with_cases(client, world, role):
    """A token is read below the API alone, and the pages know nothing of tokens."""
    case = case_of(world.village, world.case_worker, world.case_supervisor)
    headers = {"Authorization": f"Bearer {Program(getattr(world, role)).secret}"}
    for path in ("/services/", f"/services/cases/{case.pk}/"):
        assert client.get(path, headers=headers).status_code == 302
