"""The pages: a happy path each, a refusal in words, and as many statements for three rows as for one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from anjia.exemplars.enums import PlaqueState
from anjia.exemplars.enums import RecommendationState as R
from anjia.exemplars.factories import (
    forwarded,
    given_plaque,
    issued_models,
    made_plaques,
    model_decision,
    named_families,
    recommended,
    second_office,
    submitted,
)
from anjia.exemplars.models import Plaque, Recommendation
from anjia.exemplars.queries import eligible
from anjia.honours.enums import DecisionState
from anjia.honours.models import NamingDecision
from anjia.households.models.household import mask_name
from anjia.kernel.models import AuditEvent
from anjia.programmes.factories import open_cycle
from anjia.programmes.models import TargetAllocation
from anjia.regions.place import SESSION_KEY
from anjia.web.once import new_token
from anjia.web.panels import tasks_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle(world):
    return open_cycle(world)


@pytest.fixture
def at(client):
    def _at(user, place):
        client.force_login(user)
        session = client.session
        session[SESSION_KEY] = place.path
        session.save()
        return client

    return _at


def url(name: str, *args) -> str:
    return reverse(f"exemplars:{name}", args=args)


def text(response) -> str:
    return response.content.decode()


def press(client, address: str, **data):
    return client.post(address, {"once": new_token(), **data})


def today() -> str:
    return timezone.localdate().isoformat()


def test_the_village_recommends_writes_why_and_sends_up(at, world, cycle):
    named_families(world, cycle)
    client = at(world.village_officer, world.village)
    title = eligible(cycle, world.village)[0]
    assert title.head_name in text(client.get(url("recommend", world.village.pk)))
    assert press(client, url("recommend", world.village.pk), agreed_on=today()).status_code == 422
    press(client, url("recommend", world.village.pk), agreed_on=today(), families=[title.pk])
    row = Recommendation.objects.get()
    assert "信访" in text(press(client, url("reason", row.pk), reason="从不信访", version=row.version))
    press(client, url("reason", row.pk), reason="照看邻里老人", version=row.version)

    assert "将 1 户报乡镇" in text(client.get(url("submit", world.village.pk)))
    press(client, url("submit", world.village.pk))
    row.refresh_from_db()
    assert (row.state, row.reason) == (R.SUBMITTED, "照看邻里老人")
    page = text(client.get(url("detail", row.pk)))
    assert "已报乡镇（街道）" in page
    assert "照看邻里老人" in page


def test_the_town_ranks_and_forwards_within_its_target(at, world, cycle):
    rows = submitted(world, cycle, 2)
    client = at(world.town_federation, world.town)
    page = text(client.get(url("forward", world.town.pk)))
    assert "现在没有可以上报的家庭" in page
    TargetAllocation.objects.create(cycle=cycle, region=world.town, safe_families=9, model_families=1)
    twice = {f"rank_{row.pk}": 1 for row in rows}
    assert "名次不能重复" in text(press(client, url("rank", world.town.pk), **twice))
    ranks = {f"rank_{row.pk}": place for place, row in enumerate(reversed(rows), 1)}
    press(client, url("rank", world.town.pk), **ranks)
    assert "按名次将 1 户报区县" in text(client.get(url("forward", world.town.pk)))
    press(client, url("forward", world.town.pk), expected=1)
    assert Recommendation.objects.get(state=R.RECOMMENDED).pk == rows[-1].pk

    press(client, url("return", rows[0].pk), reason="papers")
    assert "材料不全" in text(client.get(url("detail", rows[0].pk)))
    client = at(world.village_officer, world.village)
    press(client, url("retract", rows[0].pk))
    assert Recommendation.objects.get(pk=rows[0].pk).state == R.RETRACTED


def test_the_district_drafts_decides_and_a_second_person_signs(at, world, cycle):
    forwarded(world, cycle, 2)
    client = at(world.district_office, world.county)
    assert "起草示范户命名决定" in text(client.get(url("list")))
    assert "将 2 户列入一份命名决定" in text(client.get(url("decision_draft", world.county.pk)))
    press(client, url("decision_draft", world.county.pk))
    decision = NamingDecision.objects.get(kind="model_family")
    detail = reverse("honours:decision_detail", args=[decision.pk])
    assert url("decision_decide", decision.pk) in text(client.get(detail))
    press(client, url("decision_decide", decision.pk), met_on=today(), expected=2)
    assert url("decision_sign", decision.pk) not in text(client.get(detail))

    client = at(second_office(world), world.county)
    press(client, url("decision_sign", decision.pk), signer_name="周签发", expected=2)
    decision.refresh_from_db()
    assert decision.state == DecisionState.ISSUED
    assert "SF-" in text(client.get(reverse("honours:title_list"), {"kind": "model_family"}))


def test_a_decision_is_voided_and_a_family_sent_back(at, world, cycle):
    decision = model_decision(world, cycle, 1)
    client, row = at(world.district_office, world.county), Recommendation.objects.get()
    assert "会议已经审定" in text(press(client, url("send_back", row.pk), reason="papers"))
    press(client, url("decision_void", decision.pk), reason="会议改期")
    press(client, url("send_back", row.pk), reason="papers")
    row.refresh_from_db()
    assert row.state == R.SUBMITTED


def test_only_what_leads_somewhere_is_offered_else_it_is_said_why(at, world, cycle):
    def page(user, place):
        return text(at(user, place).get(url("list")))

    assert "现在没有可以推荐的家庭" in page(world.village_officer, world.village)
    assert "村（社区）没有报来" in page(world.town_federation, world.town)
    assert "乡镇（街道）没有报来" in page(world.district_office, world.county)
    empty = text(at(world.district_office, world.county).get(url("decision_draft", world.county.pk)))
    assert "还没有乡镇（街道）报来的示范户推荐名单" in empty
    assert "一份命名决定" not in empty
    named_families(world, cycle)
    assert url("recommend", world.village.pk) in page(world.village_officer, world.village)
    assert url("submit", world.village.pk) not in page(world.village_officer, world.village)
    forwarded(world, cycle, 1)
    assert url("rank", world.town.pk) not in page(world.town_federation, world.town)
    assert url("decision_draft", world.county.pk) in page(world.district_office, world.county)
    press(at(world.district_office, world.county), url("decision_draft", world.county.pk))
    offered = page(world.district_office, world.county)
    assert "示范户命名决定正在办理" in offered
    assert url("decision_draft", world.county.pk) not in offered
    assert "推荐示范户" not in page(world.inspector, world.county)


@pytest.mark.parametrize(("ending", "start"), [("pdf", b"%PDF"), ("docx", b"PK"), ("xlsx", b"PK")])
def test_the_roster_leaves_by_a_noted_download(at, world, cycle, ending, start):
    recommended(world, cycle, 2)
    client = at(world.village_officer, world.village)
    assert client.post(url("roster", ending)).content.startswith(start)
    assert AuditEvent.objects.filter(verb="exemplars.export", after__roster=2).exists()
    assert at(world.village_panel_member, world.village).post(url("roster", ending)).status_code in (403, 404)


def test_a_plaque_from_the_workshop_to_its_return(at, world, cycle):
    issued_models(world, cycle, 1)
    client = at(world.district_office, world.county)
    page = text(client.get(url("plaque_make", world.county.pk)))
    assert "SF-" in page
    assert "PA-" not in page
    title = NamingDecision.objects.get(kind="model_family").titles.get()
    press(client, url("plaque_make", world.county.pk), families=[title.pk])
    plaque = Plaque.objects.get()
    assert client.get(url("plaque_receipt", plaque.pk)).content.startswith(b"%PDF")

    client = at(world.village_officer, world.village)
    assert "领取人" in text(press(client, url("plaque_give", plaque.pk), given_on=today(), received_by=""))
    press(client, url("plaque_give", plaque.pk), given_on=today(), received_by="王媳妇")
    assert "王媳妇" in text(client.get(url("plaque_detail", plaque.pk)))
    press(client, url("plaque_lose", plaque.pk))
    press(client, url("plaque_find", plaque.pk))
    assert client.get(url("plaque_replace", plaque.pk)).status_code == 403

    client = at(world.district_office, world.county)
    press(client, url("plaque_replace", plaque.pk), reason="damaged")
    new = Plaque.objects.get(state=PlaqueState.MADE)
    page = text(client.get(url("plaque_detail", new.pk)))
    assert plaque.serial in page
    press(client, url("plaque_void", new.pk))
    assert Plaque.objects.get(pk=new.pk).state == PlaqueState.VOIDED
    Plaque.objects.filter(pk=new.pk).update(state=PlaqueState.RECALL_DUE)
    assert "不问、不说原因" in text(client.get(url("plaque_detail", new.pk)))
    press(client, url("plaque_take_back", new.pk))
    assert Plaque.objects.get(pk=new.pk).state == PlaqueState.RECALLED


def test_the_board_shows_each_family_as_it_wants_to_be_shown(client, world, cycle):
    issued_models(world, cycle, 1)
    name = Recommendation.objects.get().household.head_name
    page = text(client.get(url("board")))
    assert mask_name(name) in page
    assert name not in page
    assert "还没有示范户" in text(client.get(url("board"), {"place": world.neighbour_town.code}))


def test_the_home_says_what_waits(world, cycle):
    def titles(who, place):
        return [str(task.title) for task in tasks_for(who, place.path)]

    recommended(world, cycle, 2)
    assert any("2 户待上报" in t for t in titles(world.village_officer, world.village))
    made_plaques(world, cycle, 1)
    assert any("3 块牌匾已制作" in t for t in titles(world.district_office, world.county))


@pytest.mark.parametrize("name", ["list", "plaque_list", "board"])
def test_as_many_statements_for_three_rows_as_for_one(at, world, cycle, name):
    client = at(world.district_office, world.county)
    made_plaques(world, cycle, 1)
    client.get(url(name))
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(url(name))
    made_plaques(world, cycle, 2)
    with CaptureQueriesContext(connection) as three:
        client.get(url(name))
    assert len(three) == len(one)


def test_the_familys_own_page_leads_to_its_plaque_and_honours(at, world, cycle):
    plaque = given_plaque(world, cycle)
    address = reverse("households:detail", args=[plaque.household_id])
    page = text(at(world.village_officer, world.village).get(address))
    assert url("plaque_detail", plaque.pk) in page
    assert url("detail", Recommendation.objects.get().pk) in page
    assert url("honour_add", plaque.household_id) in page
    assert url("honour_add", plaque.household_id) not in text(at(world.district_office, world.county).get(address))


def test_a_neighbour_sees_nothing(at, world, cycle):
    plaque = given_plaque(world, cycle)
    row = Recommendation.objects.get()
    client = at(world.neighbour_village_officer, world.neighbour_village)
    assert client.get(url("detail", row.pk)).status_code == 404
    assert client.get(url("plaque_detail", plaque.pk)).status_code == 404
    assert plaque.serial not in text(client.get(url("plaque_list")))
