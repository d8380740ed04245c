"""The pages of change requests: the public's, which tell nothing, and the village's."""

import re

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from anjia.households.enums import CHANGES, RequestKind, RequestState
from anjia.households.factories import family
from anjia.households.models import ChangeRequest, HouseholdMember
from anjia.households.tests.test_requests import ask
from anjia.kernel.ids import uuid7


def url(name, *args):
    return reverse(f"households:{name}", args=args)


@pytest.fixture
def row(world):
    household = family(world.group, household_size=3)
    HouseholdMember.objects.create(household=household, name="何小军", kinship="22", birth="1990-01")
    return household


@pytest.fixture
def officer(world):
    client = Client()
    client.force_login(world.village_officer)
    return client


def form(**fields):
    return {"village": "来园社区", "head_name": "何婷婷", "size": 5, "asker": "self", "once": str(uuid7()), **fields}


@pytest.mark.parametrize("kind", CHANGES)
def test_every_kind_has_its_form(client, world, kind):
    assert str(kind.label) in client.get(url("request_start")).content.decode()
    assert client.get(url("request_file", kind.value), {"place": world.village.code}).status_code == 200


def test_a_stranger_reads_the_same_for_a_family_that_is_registered_and_for_one_that_is_not(client, world, row):
    def pages(name):
        sent = client.post(url("request_file", "size"), form(head_name=name))
        receipt = client.get(sent.url).content.decode()
        code = receipt.split('data-copy="')[1].split('"')[0]
        progress = client.post(url("request_progress"), {"code": code}).content.decode()
        return [sent.status_code, sent.url, receipt.replace(code, "CODE"), progress.replace(code, "CODE")]

    def plain(found):
        mains = [part.split("<main")[-1].split("</main>")[0] if isinstance(part, str) else part for part in found]
        return [re.sub(r'value="[A-Za-z0-9]{64}"', "", part) if isinstance(part, str) else part for part in mains]

    with time_machine.travel(timezone.now(), tick=False):
        known, unknown = pages("何婷婷"), pages("没这人")
    for one, other in zip(plain(known), plain(unknown), strict=True):
        assert one == other
    assert "何婷婷" not in known[3]
    assert ChangeRequest.objects.count() == 2


def test_a_stranger_costs_as_many_statements_either_way(client, world, row):
    client.post(url("request_file", "size"), form(head_name="赵钱孙"))
    counts = []
    for name in ("何婷婷", "没这人"):
        with CaptureQueriesContext(connection) as asked:
            client.post(url("request_file", "size"), form(head_name=name))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_code_is_shown_once_and_a_form_sent_twice_is_one_request(client, world, row):
    data = form()
    for _time in range(2):
        assert client.post(url("request_file", "size"), data).status_code == 302
    assert ChangeRequest.objects.count() == 1
    assert "data-copy" in client.get(url("request_receipt")).content.decode()
    assert "data-copy" not in client.get(url("request_receipt")).content.decode()
    assert "没有查到" in client.post(url("request_progress"), {"code": "AAAA-BBBB-CCCC"}).content.decode()


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"village": "没有这个村"}, "village"),
        ({"head_name": "<script>"}, "head_name"),
        ({"size": "0"}, "size"),
        ({"asker": ""}, "asker"),
        ({"note": "这家常年上访"}, "note"),
    ],
)
def test_bad_input_is_told_in_words(client, world, fields, wrong):
    answer = client.post(url("request_file", "size"), form(**fields))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [wrong])
    assert client.get(url("request_file", "nothing")).status_code == 404


def test_too_many_requests_from_one_address_wait(client, world):
    answers = [client.post(url("request_file", "size"), form(head_name="张三")).status_code for _n in range(13)]
    assert answers == [302] * 12 + [429]


def test_the_village_reads_compares_and_accepts(officer, world, row):
    first, second = ask(world), ask(world, asked={"size": 6})
    assert "核实 2 份变更申请" in officer.get(reverse("console:home")).content.decode()
    assert officer.get(url("requests")).context["total"] == 2
    page = officer.get(url("request_accept", first.pk))
    assert "只能选一份" in page.content.decode()
    assert url("request_accept", second.pk) in page.content.decode()
    data = {
        "confirmation": "by_phone", "effective_on": timezone.localdate().isoformat(), "version": row.version,
        "rivals": str(second.pk),
    }  # fmt: skip
    assert officer.post(url("request_accept", first.pk), {**data, "rivals": ""}).status_code == 409
    assert officer.post(url("request_accept", first.pk), data).status_code == 302
    row.refresh_from_db()
    assert row.household_size == 5
    assert officer.get(url("requests")).context["total"] == 0
    assert officer.get(url("requests"), {"state": "accepted"}).context["total"] == 1
    assert officer.get(url("request_accept", first.pk)).status_code == 200


def test_a_request_nobody_matches_is_looked_for_and_declined(officer, world, row):
    request = ask(world, head_name="何亭亭")
    page = officer.get(url("request_accept", request.pk))
    assert page.url == url("request_match", request.pk)
    assert "没有找到" in officer.get(page.url).content.decode()
    assert "何婷婷" in officer.get(page.url, {"q": "htt"}).content.decode()
    found = officer.post(f"{page.url}?q=htt", {"household": row.pk})
    assert found.url == url("request_accept", request.pk)
    other = ask(world, head_name="没这人")
    assert officer.get(url("request_decline", other.pk)).status_code == 200
    assert officer.post(url("request_decline", other.pk), {"reason": "not_found"}).status_code == 302
    other.refresh_from_db()
    assert other.state == RequestState.UNCHANGED


def test_a_move_comes_with_the_place_filled_in(officer, world, row):
    here = ask(world, RequestKind.MOVED, {"village_to": "本村", "group_to": "二组", "address": "8号"})
    initial = officer.get(url("request_accept", here.pk)).context["form"].initial
    assert initial["region"] == world.other_group.pk
    away = ask(world, RequestKind.MOVED, {"village_to": "学堂冲社区", "group_to": "1组"})
    initial = officer.get(url("request_accept", away.pk)).context["form"].initial
    assert (initial["region"], initial["village"]) == (None, "学堂冲社区")


def test_staff_enter_what_was_said_to_them(officer, world, row):
    assert officer.get(url("request_record_start")).status_code == 200
    blank = officer.get(url("request_record", "size")).context["form"]
    assert "来园" in blank.initial["village"]
    assert (blank["asker"].label, blank["contact"].label) == ("申请人是", "申请人的联系方式")
    sent = officer.post(url("request_record", "size"), form(channel="paper", paper_on=timezone.localdate()))
    assert sent.status_code == 302
    assert "data-copy" in officer.get(sent.url).content.decode()
    assert ChangeRequest.objects.get().entered_by_id == world.village_officer.pk
    foreign = officer.post(
        url("request_record", "size"), form(channel="paper", paper_on=timezone.localdate(), village="学堂冲社区")
    )
    assert foreign.status_code == 403


def test_the_list_asks_as_many_questions_for_three_as_for_one(officer, world, row):
    ask(world)
    officer.get(url("requests"))
    with CaptureQueriesContext(connection) as one:
        officer.get(url("requests"))
    ask(world, asked={"size": 7})
    ask(world, asked={"size": 8})
    with CaptureQueriesContext(connection) as three:
        assert officer.get(url("requests")).context["total"] == 3
    assert len(one) == len(three)


@pytest.mark.parametrize("name", ["request_accept", "request_match", "request_decline"])
def test_a_neighbour_finds_nothing(client, world, row, name):
    request = ask(world)
    client.force_login(world.neighbour_village_officer)
    assert client.get(url(name, request.pk)).status_code == 404
    client.force_login(world.group_leader)
    assert client.get(url(name, request.pk)).status_code == 403


@pytest.mark.parametrize("name", ["request_start", "request_progress", "request_receipt", "request_paper", "requests"])
def test_pages_read_in_english_too(officer, name):
    officer.cookies["django_language"] = "en"
    assert officer.get(url(name)).status_code == 200
