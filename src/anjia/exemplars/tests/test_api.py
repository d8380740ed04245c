"""Programs: from the village's list to the plaque, its steps, other honours; what is refused, and what is absent."""

import pytest
from django.test import Client
from django.utils import timezone

from anjia.accounts.factories import secret_for
from anjia.exemplars.factories import given_plaque, named_families, recommended, second_office
from anjia.exemplars.models import OtherHonour, Plaque, Recommendation
from anjia.exemplars.queries import eligible
from anjia.programmes.factories import open_cycle
from anjia.programmes.models import TargetAllocation

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle(world):
    return open_cycle(world)


def program(user):
    """What a token of the user gets: status and answer."""
    secret = secret_for(user)

    def call(method, path, body=None, **headers):
        told = {"content_type": "application/json", "headers": {"Authorization": f"Bearer {secret}", **headers}}
        answer = getattr(Client(), method)(
            f"/api/v1/{path}", **({"data": body or {}} if method == "post" else {}), **told
        )
        return answer.status_code, answer.json()

    return call


def today() -> str:
    return timezone.localdate().isoformat()


def test_from_the_villages_list_to_the_districts_signature(world, cycle):
    named_families(world, cycle)
    officer, town = program(world.village_officer), program(world.town_federation)
    office, signer = program(world.district_office), program(second_office(world))
    village, titles = f"models/villages/{world.village.pk}", list(eligible(cycle, world.village)[:2])

    body = {"titles": [str(title.pk) for title in titles], "agreed_on": today()}
    assert officer("post", f"{village}/recommendations", body) == (201, {"families": 2})
    row = officer("get", "models/recommendations")[1]["items"][0]
    path = f"models/recommendations/{row['id']}"
    assert officer("post", f"{path}/reason", {"reason": "照看邻里"}, **{"If-Match": '"9"'})[0] == 412
    assert officer("post", f"{path}/reason", {"reason": "照看邻里"}, **{"If-Match": '"1"'})[1]["reason"] == "照看邻里"
    assert officer("post", f"{village}/recommendations/submit")[1] == {"families": 2}

    TargetAllocation.objects.create(cycle=cycle, region=world.town, safe_families=9, model_families=2)
    home = f"models/towns/{world.town.pk}/recommendations"
    order = [str(pk) for pk in Recommendation.objects.order_by("-pk").values_list("pk", flat=True)]
    assert town("post", f"{home}/forward", {"expected": 2})[0] == 422
    assert town("post", f"{home}/rank", {"order": order})[1] == {"families": 2}
    assert town("post", f"{home}/forward", {"expected": 5})[0] == 409
    assert town("post", f"{home}/forward", {"expected": 2})[1] == {"families": 2}
    assert town("get", "models/recommendations?state=recommended")[1]["items"][0]["head_name"]

    status, decision = office("post", f"models/counties/{world.county.pk}/decisions")
    assert (status, decision["families"]) == (201, 2)
    paper = f"models/decisions/{decision['id']}"
    assert office("post", f"{paper}/decide", {"met_on": today(), "expected": 2})[1]["state"] == "decided"
    assert office("post", f"{paper}/sign", {"signer_name": "周某"})[0] == 403
    assert signer("post", f"{paper}/sign", {"signer_name": "周某", "expected": 2})[1]["state"] == "issued"
    assert town("get", path)[1]["state"] == "named_model"


def test_a_family_goes_back_or_off_the_list(world, cycle):
    first, second = recommended(world, cycle, 2)
    officer, town = program(world.village_officer), program(world.town_federation)
    assert officer("post", f"models/recommendations/{second.pk}/retract")[1]["state"] == "retracted"
    officer("post", f"models/villages/{world.village.pk}/recommendations/submit")
    path = f"models/recommendations/{first.pk}"
    assert town("post", f"{path}/return", {"reason": "态度"})[0] == 422
    assert town("post", f"{path}/return", {"reason": "papers"})[1]["return_reason"] == "papers"
    assert program(world.district_office)("post", f"{path}/send-back", {"reason": "papers"})[0] == 403


def test_a_plaque_from_the_workshop_to_its_return(world, cycle):
    decision = named_families(world, cycle)
    office, officer = program(world.district_office), program(world.village_officer)
    title = decision.titles.order_by("serial")[0]
    status, made = office("post", f"places/{world.county.pk}/plaques", {"titles": [str(title.pk)]})
    path = f"plaques/{made['plaques'][0]}"
    assert (status, officer("get", path)[1]["state"]) == (201, "made")
    assert officer("post", f"{path}/give", {"given_on": today(), "received_by": " "})[0] == 422
    assert officer("post", f"{path}/give", {"given_on": today(), "received_by": "王媳妇"})[1]["received_by"] == "王媳妇"
    assert officer("post", f"{path}/lose")[1]["state"] == "lost"
    assert officer("post", f"{path}/find")[1]["state"] == "given"
    assert officer("post", f"{path}/replace", {"reason": "damaged"})[0] == 403
    new = office("post", f"{path}/replace", {"reason": "damaged"})[1]
    assert (new["replaces"], new["replace_reason"]) == (made["plaques"][0], "damaged")
    assert office("post", f"plaques/{new['id']}/void")[1]["state"] == "voided"
    Plaque.objects.filter(pk=new["id"]).update(state="recall_due")
    assert officer("post", f"plaques/{new['id']}/take-back")[1]["state"] == "recalled"
    listed = officer("get", "plaques?state=recalled")[1]["items"]
    assert [plaque["id"] for plaque in listed] == [new["id"]]
    assert "verify_code" not in listed[0]


def test_everybody_may_ask_whether_a_plaque_hangs_rightly_and_never_why_not(world, cycle):
    plaque = given_plaque(world, cycle)

    def ask(code):
        told = {"data": {"serial": plaque.serial, "code": code}, "content_type": "application/json"}
        return Client().post("/api/v1/public/plaques", **told).json()

    assert ask(plaque.verify_code) == {"is_valid": True, "result": "有效"}
    assert ask("X" * 8) == {"is_valid": False, "result": "无有效称号"}
    Plaque.objects.update(state="lost")
    assert ask(plaque.verify_code) == ask("X" * 8)


def test_honours_from_elsewhere_are_entered_once(world, cycle):
    row = recommended(world, cycle, 1)[0]
    officer, path = program(world.village_officer), f"households/{row.household_id}/honours"
    body = {"kind": "other", "issuing_body": "市妇女联合会", "awarded_on": "2024-05-01"}
    assert officer("post", path, body)[0] == 422
    assert officer("post", path, body | {"name": "书香家庭"})[0] == 201
    assert officer("get", path)[1]["items"][0]["name"] == OtherHonour.objects.get().name == "书香家庭"
    assert officer("post", path, body | {"name": "从不信访户"})[0] == 422


def test_a_neighbour_finds_nothing(world, cycle):
    plaque = given_plaque(world, cycle)
    row = Recommendation.objects.get()
    neighbour = program(world.neighbour_village_officer)
    paths = (
        f"models/recommendations/{row.pk}", f"plaques/{plaque.pk}", f"households/{row.household_id}/honours",
    )  # fmt: skip
    assert [neighbour("get", path)[0] for path in paths] == [404, 404, 404]
    assert neighbour("get", "plaques")[1]["items"] == []
    assert neighbour("post", f"models/villages/{world.village.pk}/recommendations/submit")[0] == 404
    assert neighbour("post", f"plaques/{plaque.pk}/lose")[0] == 404
