"""The pages: by anybody with a code, by the team, and refused or absent for everybody else."""

import re

import pytest
from django.db import connections
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from anjia.accounts.factories import persona
from anjia.kernel.models import AuditEvent
from anjia.services.actions import offer_transfer, refer_out, set_task, write_note
from anjia.services.codes import WALLED, code_for
from anjia.services.enums import Given, Verb
from anjia.services.factories import NAME, SUMMARY, case_of, new_case
from anjia.services.models import BreakGlass, Case, CaseFile, Referral, SatisfactionAnswer
from anjia.services.petitions.actions import accept_petition, register_petition, reply_petition
from anjia.services.petitions.enums import PetitionState
from anjia.services.petitions.models import PetitionOrder
from anjia.services.petitions.queries import petition_of
from anjia.web.once import new_token


@pytest.fixture
def case(world):
    return case_of(world.village, world.case_worker, world.case_supervisor)


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


def said(world, **changes):
    answers = {
        "kind": "petition",
        "village": world.village.pk,
        "topic": "land",
        "summary": SUMMARY,
        "name": NAME,
        "persons": 1,
    }
    return {**answers, "channel": "code", "consents": "on", "once": new_token(), **changes}


def page(browser, name, /, *args, status=200):
    answer = browser.get(reverse(name, args=args))
    assert answer.status_code == status, name
    return answer.content.decode()


def send(browser, name, /, *args, status=302, **data):
    answer = browser.post(reverse(name, args=args), {"once": new_token(), **data})
    assert answer.status_code == status, answer.content.decode()[:3000]
    return answer


@pytest.mark.usefixtures("chief")
def test_anybody_writes_gets_a_code_once_and_follows(client, world):
    assert "马上离开本页" in page(client, "services:ask")
    told = said(world)
    assert send(client, "services:ask", status=422, **{**told, "name": ""})
    answer = send(client, "services:ask", **told)
    code = code_for(told["once"])
    assert code in client.get(answer["Location"]).content.decode()
    assert code not in client.get(answer["Location"]).content.decode()
    seen = send(client, "services:follow", status=200, code=code).content.decode()
    assert "已收到" in seen
    assert NAME not in seen
    assert SUMMARY not in seen
    assert "没有查到" in send(client, "services:follow", status=200, code="AAAA").content.decode()
    assert send(client, "services:ask", status=422, **said(world, is_under_14="on"))


@pytest.mark.parametrize("name", ["services:ask", "services:take_in"])
def test_first_what_is_wished_then_its_form_and_never_in_an_address(world, name):
    browser = Browser()
    browser.force_login(world.village_officer)
    first = page(browser, name)
    assert "有不公平的事，想要个答复" in first
    assert 'name="summary"' not in first
    chosen = browser.post(reverse(name), {"kind": "petition"})
    assert chosen.status_code == 200
    assert 'name="representatives"' in chosen.content.decode()
    assert 'aria-invalid="true"' not in chosen.content.decode()
    gossip = browser.post(reverse(name), said(world, kind="gossip"))
    assert 'name="summary"' not in gossip.content.decode()
    assert not Case.objects.exists()


def test_the_person_fetches_papers_objects_withdraws_and_answers_the_survey(client, world):
    token = new_token()
    case = case_of(world.village, world.case_worker, world.case_supervisor, token=token)
    code, by = code_for(token), world.case_worker
    petition = accept_petition(register_petition(petition_of(case), by=by), by=by)
    paper = CaseFile.objects.get(case=case)
    fetched = send(client, "services:follow_paper", paper.pk, status=200, code=code)
    assert fetched.content.startswith(b"%PDF")
    send(client, "services:follow_paper", paper.pk, status=404, code="wrong")
    reply_petition(petition, outcome="partly", words="查明", by=by)
    assert "请求复查" in send(client, "services:follow", status=200, code=code).content.decode()
    send(client, "petitions:client_act", "ask_recheck", status=409, code=code)
    send(client, "petitions:client_act", "gossip", status=404, code=code)
    assert "已请求复查" in send(client, "petitions:client_act", "ask_review", status=200, code=code).content.decode()
    assert "已撤回" in send(client, "petitions:client_act", "withdraw", status=200, code=code).content.decode()
    send(client, "services:survey", status=422, code=code, heard=9)
    send(client, "services:survey", status=200, code=code, heard=5, told=5, helped=4)
    send(client, "services:survey", status=409, code=code, heard=5, told=5, helped=4)
    assert SatisfactionAnswer.objects.count() == 1


def test_where_nobody_gives_out_what_comes_in_nothing_is_taken_in(client, world):
    """Whoever writes at night must not wait for nobody."""
    refused = send(client, "services:ask", status=422, **said(world)).content.decode()
    assert "没有保存" in refused
    assert "12338" in refused
    assert not Case.objects.exists()


def test_one_touch_too_many_ends_nothing(client, world):
    """What ends a case is unfolded, said, and confirmed."""
    token = new_token()
    new_case(world.village, token=token)
    seen = send(client, "services:follow", status=200, code=code_for(token)).content.decode()
    assert "我确定，撤回" in seen
    assert "以后需要，随时可以再来" in seen


def test_a_village_officer_is_asked_for_no_other_village(world):
    officer = Browser()
    officer.force_login(world.village_officer)
    form = officer.post(reverse("services:take_in"), {"kind": "petition"}).content.decode()
    assert f'value="{world.village.pk}"' in form
    assert f'value="{world.neighbour_village.pk}"' not in form


@pytest.mark.usefixtures("chief")
def test_staff_take_down_and_see_it_no_more(world):
    officer = Browser()
    officer.force_login(world.village_officer)
    assert "登记来访来电" in page(officer, "console:home")
    told = said(world, source="visit", received_on=timezone.localdate())
    answer = send(officer, "services:take_in", **told)
    assert code_for(told["once"]) in officer.get(answer["Location"]).content.decode()
    page(officer, "services:home", status=403)
    page(officer, "services:case", Case.objects.get().pk, status=403)
    send(officer, "services:advice", topic="violence", times=3)
    assert officer.get(reverse("services:poster")).content.startswith(b"%PDF")


def test_what_cannot_wait_stands_first_among_what_nobody_handles(world, chief):
    calm, danger = new_case(world.village), new_case(world.village, kind="protection", further={"in_danger": True})
    home = page(chief, "services:home")
    row = home[home.index(danger.number) : home.index(calm.number)]
    assert "紧急" in row
    assert "有人身危险" not in row, "a desk has people before it"


def test_from_the_queue_to_the_answer(world, worker, chief):
    case = new_case(world.village)
    home = page(chief, "services:home")
    assert case.number in home
    assert SUMMARY not in home
    page(chief, "services:case", case.pk, status=404)
    assert "权益服务：1 项等您办理" in page(chief, "console:home")
    send(chief, "services:assign", case.pk, lead=world.case_worker.pk)
    assert case.number in page(worker, "services:home")
    shown = page(worker, "services:case", case.pk)
    assert NAME in shown
    assert "信访工作条例第22、23条" in shown
    for act in ("register", "accept"):
        page(worker, "petitions:act", case.pk, act)
        send(worker, "petitions:act", case.pk, act)
    send(chief, "petitions:act", case.pk, "extend", days=10, reason="等鉴定")
    send(chief, "petitions:act", case.pk, "order", words="先回访", due_on=timezone.localdate())
    send(worker, "petitions:answer_order", PetitionOrder.objects.get().pk, answer="已回访")
    send(worker, "petitions:act", case.pk, "reply", status=422, outcome="upheld", words="x")
    send(worker, "petitions:act", case.pk, "reply", outcome="supported", words="已发放")
    assert petition_of(case).state == PetitionState.REPLIED
    send(worker, "petitions:act", case.pk, "ask_review", on=timezone.localdate())
    send(worker, "petitions:act", case.pk, "answer_review", status=403, outcome="upheld", words="x")
    send(chief, "petitions:act", case.pk, "answer_review", outcome="upheld", words="维持")
    shown = page(chief, "services:case", case.pk)
    for words in ("已延长一次", "先回访", "已发放", "复查", "查看", "批准延期"):
        assert words in shown
    page(worker, "petitions:act", case.pk, "gossip", status=404)
    assert send(worker, "services:paper", CaseFile.objects.filter(case=case)[0].pk, status=200).content[:4] == b"%PDF"


def test_every_form_of_a_case(world, worker, chief, case):
    colleague = persona("case_worker", world.county)
    today = timezone.localdate()
    send(worker, "services:note", case.pk, words="通了电话", number=case.number)
    send(worker, "services:note", case.pk, status=422, words="别的", number="XF2026-9999")
    send(worker, "services:strike", case.notes.get().pk, reason="mistake")
    send(worker, "services:task", case.pk, words="去一趟", waits_for="us", due_on=today)
    send(worker, "services:task_done", case.tasks.get().pk)
    send(worker, "services:urgent", case.pk, urgency="time")
    send(worker, "services:member", case.pk, person=colleague.pk, duty="member")
    send(worker, "services:refer", case.pk, body="区法援中心", words="申请援助", given="signed")
    send(worker, "services:outside_answer", Referral.objects.get().pk, step="decline", answer="不符合条件")
    send(worker, "services:transfer", case.pk, to=colleague.pk, words="请假")
    send(worker, "services:call_off", Referral.objects.get(state="offered").pk)
    third = Browser()
    third.force_login(colleague)
    for answer in ("decline_transfer", "accept_transfer"):
        offered = offer_transfer(case, colleague, words="请假", by=world.case_worker)
        assert "转给您" in page(third, "services:home")
        page(third, f"services:{answer}", offered.pk)
        send(third, f"services:{answer}", offered.pk, answer="满了")
    send(third, "services:close", case.pk, status=409)
    send(chief, "services:concerned", case.pk, why="concerned", username=world.case_worker.username)
    send(chief, "services:concerned", case.pk, status=422, username="nobody")
    page(worker, "services:case", case.pk, status=404)
    send(third, "services:recuse", case.pk)
    page(third, "services:case", case.pk, status=404)


def test_the_glass(world, worker, chief, case):
    other = persona("case_worker", world.county)
    third = Browser()
    third.force_login(other)
    send(third, "services:break_glass", status=422, number="XF1999-1", reason="danger", words="急")
    send(third, "services:break_glass", number=case.number.lower(), reason="danger", words="联系不上主办")
    assert "您不在团队里" in page(third, "services:case", case.pk)
    glass = BreakGlass.objects.get()
    assert "待核查" in page(chief, "services:home")
    assert "联系不上主办" in page(chief, "services:review_glass", glass.pk)
    send(chief, "services:review_glass", glass.pk, verdict="justified")
    page(chief, "services:review_glass", glass.pk, status=404)


def test_a_form_sent_twice_is_done_once(world, worker, case):
    token = new_token()
    for _n in range(2):
        send(worker, "services:note", case.pk, words="一次", number=case.number, once=token)
    assert case.notes.count() == 1


def test_reading_is_noted_and_nothing_else_is_written_by_looking(world, worker, case):
    before = AuditEvent.objects.using(WALLED).count()
    with CaptureQueriesContext(connections[WALLED]) as asked:
        page(worker, "services:case", case.pk)
    written = [q["sql"] for q in asked if re.match(r"INSERT|UPDATE|DELETE", q["sql"])]
    assert all("kernel_auditevent" in sql for sql in written)
    event = AuditEvent.objects.using(WALLED).order_by("-id").first()
    assert (AuditEvent.objects.using(WALLED).count() - before, event.verb) == (1, Verb.READ)
    assert (event.actor_id, event.object_id) == (world.case_worker.pk, case.pk)


def test_the_home_and_a_case_ask_as_much_for_three_as_for_one(world, worker, case):
    def questions(name, *args):
        page(worker, name, *args)
        with (
            CaptureQueriesContext(connections[WALLED]) as walled,
            CaptureQueriesContext(connections["default"]) as main,
        ):
            page(worker, name, *args)
        return len(walled), len(main)

    def fill(target):
        set_task(target, "去一趟", due_on=timezone.localdate(), by=world.case_worker)
        write_note(target, "x", number=target.number, by=world.case_worker)
        refer_out(target, "区法援中心", words="x", given=Given.SIGNED, by=world.case_worker)

    fill(case)
    home, one = questions("services:home"), questions("services:case", case.pk)
    for _n in range(2):
        fill(case)
        fill(case_of(world.village, world.case_worker, world.case_supervisor, phone=""))
    assert questions("services:home") == home
    assert questions("services:case", case.pk) == one


def test_figures_and_closed_cases(world, chief, worker, case):
    assert "这段时间没有" in page(chief, "services:figures")
    page(worker, "services:figures", status=403)
    send(worker, "services:close", case.pk, status=409)
    assert "还没有办结的案件" in page(worker, "services:closed")


@pytest.mark.parametrize("persona_name", ["village_officer", "town_federation", "district_office", "administrator"])
def test_nobody_else_finds_a_page_of_it(client, world, case, persona_name):
    client.force_login(getattr(world, persona_name))
    for name, *args in (("home",), ("case", case.pk), ("note", case.pk), ("break_glass",), ("figures",)):
        assert client.get(reverse(f"services:{name}", args=args)).status_code in {403, 404}
