"""The pages of care: asked for by anybody, handled by the team, the roster for those who keep it."""

import re

import pytest
from django.db import connections
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from anjia.accounts.factories import persona
from anjia.services.care import actions
from anjia.services.care.factories import GUARDIAN, NAME, NEEDS, assessed, care_case, running_pair, volunteer_in
from anjia.services.care.models import CareCase, CareContact, Volunteer
from anjia.services.care.queries import care_of, visit_ahead
from anjia.services.codes import WALLED, code_for
from anjia.services.models import Case
from anjia.web.once import new_token


@pytest.fixture
def worker(world):
    browser = Browser()
    browser.force_login(world.case_worker)
    return browser


@pytest.fixture
def chief(world):
    browser = Browser()
    browser.force_login(world.case_supervisor)
    return browser


def page(browser, name, /, *args, status=200):
    answer = browser.get(reverse(name, args=args))
    assert answer.status_code == status, name
    return answer.content.decode()


def send(browser, name, /, *args, status=302, **data):
    answer = browser.post(reverse(name, args=args), {"once": new_token(), **data})
    assert answer.status_code == status, answer.content.decode()[:3000]
    return answer


def said(world, **changes):
    answers = {"kind": "care", "village": world.village.pk, "audience": "child", "summary": "父母在外", "name": NAME}
    return {**answers, "guardian": GUARDIAN, "channel": "code", "consents": "on", "once": new_token(), **changes}


@pytest.mark.usefixtures("chief")
def test_anybody_asks_for_care_and_a_child_has_a_guardian(client, world):
    form = client.post(reverse("services:ask"), {"kind": "care"}).content.decode()
    assert "住在哪个村" in form
    assert "土地承包" not in form, "no topic is asked for"
    refused = send(client, "services:ask", status=422, **said(world, guardian="")).content.decode()
    assert "须写明监护人" in refused
    assert "110" in refused
    told = said(world)
    send(client, "services:ask", **told)
    case = Case.objects.get()
    assert (case.number[:2], care_of(case).guardian) == ("GA", GUARDIAN)
    seen = send(client, "services:follow", status=200, code=code_for(told["once"])).content.decode()
    assert "会有人来了解需要" in seen
    assert NAME not in seen


@pytest.mark.usefixtures("chief")
def test_staff_take_it_down(world):
    officer = Browser()
    officer.force_login(world.village_officer)
    told = said(world, source="visit", received_on=timezone.localdate(), audience="elder", guardian="")
    send(officer, "services:take_in", **told)
    page(officer, "services:case", Case.objects.get().pk, status=403)


def test_from_the_need_to_the_visit(world, worker, chief):
    case = care_case(world.village, world.case_worker, world.case_supervisor)
    volunteer = volunteer_in(world.village, world.case_worker, world.case_supervisor)
    told = {"languages": ["miao"], "times": ["weekend", "evening"], "needs": NEEDS}
    send(worker, "care:act", case.pk, "assess", status=422, **{**told, "times": ["never"]})
    send(worker, "care:act", case.pk, "assess", **told)
    assert "田妈妈 · 同村（社区） · 苗语 · 周末" in page(worker, "care:act", case.pk, "propose")
    send(worker, "care:act", case.pk, "visit", status=409, made_on="2026-01-01", found="well", next_on="2026-01-02")
    send(worker, "care:act", case.pk, "propose", volunteer=volunteer.pk, every_days=14)
    today = timezone.localdate()
    start = {"given": "signed", "first_on": today}
    send(worker, "care:act", case.pk, "start", status=422, **start)
    send(worker, "care:act", case.pk, "start", own_word="on", **start)
    send(worker, "care:act", case.pk, "contact", held_on=today, way="video")
    send(worker, "care:act", case.pk, "visit", made_on=today, found="needs", words="缺一盏台灯", next_on=today)
    seen = page(worker, "services:case", case.pk)
    for words in ("缺一盏台灯", "结对中", "视频", GUARDIAN, "看望记录表", "监护人", "周末"):
        assert words in seen
    page(worker, "care:act", case.pk, "gossip", status=404)
    page(chief, "care:act", case.pk, "end")
    send(chief, "care:act", case.pk, "end", status=403, why="other")


def test_the_person_stops_the_visits_by_the_code(client, world):
    token = new_token()
    by, chief = world.case_worker, world.case_supervisor
    case = care_case(world.village, by, chief, token=token)
    running_pair(assessed(case, by), volunteer_in(world.village, by, chief), by)
    seen = send(client, "services:follow", status=200, code=code_for(token)).content.decode()
    assert "有人定期看望" in seen
    assert "田妈妈" not in seen
    assert "已停止" in send(client, "care:client_act", "stop_visits", status=200, code=code_for(token)).content.decode()
    send(client, "care:client_act", "stop_visits", status=409, code=code_for(token))
    send(client, "care:client_act", "gossip", status=404, code=code_for(token))
    assert "已撤回" in send(client, "care:client_act", "withdraw", status=200, code=code_for(token)).content.decode()


def test_the_roster_is_kept_and_vetted(world, worker, chief):
    assert "志愿者名册" in page(worker, "services:home")
    assert "还没有志愿者" in page(worker, "care:roster")
    told = {"region": world.village.pk, "name": "田妈妈", "phone": "137", "languages": ["miao"], "times": ["weekend"]}
    send(worker, "care:enter", status=422, **told)
    send(worker, "care:enter", **told, given="signed")
    volunteer = Volunteer.objects.get()
    assert "待核查" in page(worker, "care:roster")
    page(worker, "care:vet", volunteer.pk, status=403)
    assert world.case_worker.display_name in page(chief, "care:vet", volunteer.pk)
    send(chief, "care:vet", volunteer.pk, status=422, checked_on=timezone.localdate())
    send(chief, "care:vet", volunteer.pk, checked_on=timezone.localdate(), judges_nobody="on")
    assert "核查有效至" in page(worker, "care:roster")
    assert "不记录原因" in page(worker, "care:leave", volunteer.pk)
    send(worker, "care:leave", volunteer.pk)
    assert "田妈妈" not in page(worker, "care:roster")


@pytest.mark.parametrize("who", ["village_officer", "town_federation", "district_office", "administrator"])
def test_nobody_else_finds_the_roster_or_a_step(client, world, who):
    case = care_case(world.village, world.case_worker, world.case_supervisor)
    volunteer = volunteer_in(world.village, world.case_worker)
    client.force_login(getattr(world, who))
    for name, args in (
        ("care:roster", ()),
        ("care:enter", ()),
        ("care:vet", (volunteer.pk,)),
        ("care:leave", (volunteer.pk,)),
        ("care:act", (case.pk, "assess")),
    ):
        page(client, name, *args, status=403)


def test_a_colleague_elsewhere_finds_neither(client, world):
    case = care_case(world.village, world.case_worker, world.case_supervisor)
    client.force_login(persona("case_worker", world.county))
    page(client, "care:act", case.pk, "assess", status=404)


def test_roster_and_case_ask_as_much_for_three_as_for_one(world, worker):
    by, chief = world.case_worker, world.case_supervisor

    def questions(name, *args):
        page(worker, name, *args)
        with (
            CaptureQueriesContext(connections[WALLED]) as walled,
            CaptureQueriesContext(connections["default"]) as main,
        ):
            page(worker, name, *args)
        return len(walled), len(main)

    case = care_case(world.village, by, chief)
    first = volunteer_in(world.village, by, chief, phone="1")
    pair = running_pair(assessed(case, by), first, by)

    def fill():
        actions.make_visit(visit_ahead(pair.care), made_on=pair.started_on, found="well", by=by)
        actions.note_contact(care_of(case), held_on=case.received_on, way="phone", by=by)

    fill()
    one, roster = questions("services:case", case.pk), questions("care:roster")
    for phone in ("2", "3"):
        fill()
        volunteer_in(world.village, by, chief, phone=phone)
    assert questions("services:case", case.pk) == one
    assert questions("care:roster") == roster
    assert CareContact.objects.count() == 3
    assert CareCase.objects.count() == 1


def test_looking_at_the_roster_writes_nothing(world, worker):
    volunteer_in(world.village, world.case_worker)
    with CaptureQueriesContext(connections[WALLED]) as asked:
        page(worker, "care:roster")
    assert [q["sql"] for q in asked if re.match(r"INSERT|UPDATE|DELETE", q["sql"])] == []
