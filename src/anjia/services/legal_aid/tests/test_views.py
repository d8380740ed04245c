"""The pages of legal aid: by anybody with a code, by the team, and absent for everybody else."""

import pytest
from django.db import connections
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from anjia.accounts.factories import persona
from anjia.services.codes import WALLED, code_for
from anjia.services.factories import NAME, SUMMARY
from anjia.services.legal_aid.actions import keep_measure, object_to, refuse_aid, replace_lawyer
from anjia.services.legal_aid.enums import AidState, Change
from anjia.services.legal_aid.factories import LAWYER, aid_case
from anjia.services.legal_aid.models import AidMeasure
from anjia.services.legal_aid.queries import application_of
from anjia.services.models import Case, CaseFile
from anjia.web.once import new_token


def browser_of(user):
    browser = Browser()
    browser.force_login(user)
    return browser


@pytest.fixture
def case(world):
    return aid_case(world)


@pytest.fixture
def worker(world):
    return browser_of(world.case_worker)


@pytest.fixture
def chief(world):
    return browser_of(world.case_supervisor)


def page(browser, name, /, *args, status=200, **query):
    answer = browser.get(reverse(name, args=args), query)
    assert answer.status_code == status, name
    return answer.content.decode()


def send(browser, name, /, *args, status=302, **data):
    answer = browser.post(reverse(name, args=args), {"once": new_token(), **data})
    assert answer.status_code == status, answer.content.decode()[:3000]
    return answer.content.decode()


def act(browser, case, name, /, status=302, **data):
    return send(browser, "legal_aid:act", case.pk, name, status=status, **data)


@pytest.mark.usefixtures("chief")
def test_anybody_asks_for_a_lawyer_and_need_not_say_to_which_group_they_belong(client, world):
    assert "不收钱的律师" in page(client, "services:ask")
    asked = client.post(reverse("services:ask"), {"kind": "legal_aid"}).content.decode()
    for words in ("期限哪天到", "不填也一样", "7 日内决定"):
        assert words in asked
    told = {
        "kind": "legal_aid", "village": world.village.pk, "topic": "labour", "summary": SUMMARY, "name": NAME,
        "channel": "code", "consents": "on", "limitation_on": "", "group": "",
    }  # fmt: skip
    send(client, "services:ask", **told)
    case = Case.objects.get()
    assert (case.kind, case.number[:2], application_of(case).group) == ("legal_aid", "FY", "")


def test_from_the_application_to_the_close(world, case, worker, chief):
    assert "还没有审查" in page(worker, "services:case", case.pk)
    assert "不予援助" in page(chief, "services:case", case.pk)
    for name in ("ask_papers", "grant", "grant_ahead", "appoint"):
        page(worker, "legal_aid:act", case.pk, name)
    act(worker, case, "ask_papers", status=422, lacking="")
    act(worker, case, "ask_papers", lacking="身份证明")
    assert "身份证明" in page(worker, "services:case", case.pk)
    act(worker, case, "papers_came")
    act(worker, case, "refuse", status=403, refusal="scope", reasons="x")
    act(worker, case, "grant", matter="labour", means="waived")
    act(worker, case, "assign", **LAWYER)
    act(worker, case, "replace", **{**LAWYER, "change": "client", "lawyer": "武律师"})
    act(worker, case, "deliver", result="won", words="工资已付清")
    act(chief, case, "review", mark="good", met_in_time="on")
    shown = page(worker, "services:case", case.pk)
    for words in (
        "法律援助法第43条",
        "免予核查",
        "武律师",
        "已换下",
        "工资已付清",
        "及时约见",
        "更换律师",
        "指派通知书",
    ):
        assert words in shown
    page(worker, "legal_aid:act", case.pk, "gossip", status=404)
    paper = CaseFile.objects.filter(case=case).first()
    answer = worker.post(reverse("services:paper", args=[paper.pk]), {"once": new_token()})
    assert answer.content.startswith(b"%PDF")
    send(worker, "services:close", case.pk)
    assert application_of(case).state == AidState.CLOSED


def test_the_person_objects_and_withdraws_by_the_code(client, world):
    token = new_token()
    case = aid_case(world, token=token)
    code = code_for(token)
    shown = send(client, "services:follow", status=200, code=code)
    assert "撤回申请" in shown
    assert "正在审查" in shown
    send(client, "legal_aid:client_act", "object", status=409, code=code)
    send(client, "legal_aid:client_act", "gossip", status=404, code=code)
    refuse_aid(application_of(case), refusal="scope", reasons="不在范围内", by=world.case_supervisor)
    assert "不予法律援助决定书" in send(client, "services:follow", status=200, code=code)
    assert "5 日内答复" in send(client, "legal_aid:client_act", "object", status=200, code=code)
    assert "已撤回" in send(client, "legal_aid:client_act", "withdraw", status=200, code=code)


def test_a_refusal_its_objection_and_the_answer(world, case, worker, chief):
    act(chief, case, "refuse", refusal="means", reasons="收入高于标准")
    act(worker, case, "object", on=timezone.localdate())
    assert "等司法行政部门答复" in page(worker, "services:case", case.pk)
    act(chief, case, "answer_objection", status=403, ruling="upheld", words="维持")
    act(worker, case, "answer_objection", ruling="changed", words="家里有两位病人")
    shown = page(worker, "services:case", case.pk)
    assert "责令给予" in shown
    assert "收入高于标准" not in shown


def test_other_ways_in_and_out(world, worker, chief):
    first, second = aid_case(world), aid_case(world, phone="")
    act(worker, first, "appoint", body="court", stage="trial", notified_on=timezone.localdate(), is_for_minor="on")
    assert "未成年人" in page(worker, "services:case", first.pk)
    act(chief, first, "end", ending="own_lawyer", reasons="家属已委托律师")
    assert "自行委托了律师" in page(worker, "services:case", first.pk)
    act(worker, second, "grant_ahead", matter="injury", ahead="preservation", limitation_on="")
    assert "先行提供" in page(worker, "services:case", second.pk)
    third = aid_case(world, phone="1")
    act(worker, third, "ask_papers", lacking="身份证明")
    act(worker, third, "lapse", status=422)


def test_the_measures_and_the_figures(world, worker, chief):
    assert "还没有写措施" in page(worker, "legal_aid:measures")
    page(worker, "legal_aid:new_measure", status=403)
    page(chief, "legal_aid:new_measure")
    send(chief, "legal_aid:new_measure", place=1, title="上门受理", words="预约上门")
    measure = AidMeasure.objects.get()
    assert "预约上门" in page(worker, "legal_aid:measures")
    assert "上门受理" in page(chief, "legal_aid:measure", measure.pk)
    send(chief, "legal_aid:new_measure", status=409, place=1, title="别的")
    send(chief, "legal_aid:measure", measure.pk, place=2, title="上门受理")
    page(chief, "legal_aid:remove_measure", measure.pk)
    send(chief, "legal_aid:remove_measure", measure.pk)
    page(worker, "legal_aid:figures", status=403)
    year = timezone.localdate().year - 1
    assert "不相加" in page(chief, "legal_aid:figures", year=year)
    assert "比上年" in page(chief, "legal_aid:figures", year="x")


def test_a_case_asks_as_much_for_three_lawyers_and_objections_as_for_one(world, case, worker):
    def questions():
        page(worker, "services:case", case.pk)
        with CaptureQueriesContext(connections[WALLED]) as asked:
            page(worker, "services:case", case.pk)
        return len(asked)

    act(worker, case, "grant", matter="labour", means="waived")
    act(worker, case, "assign", **LAWYER)
    one = questions()
    for _n in range(2):
        replace_lawyer(application_of(case), change=Change.UNABLE, **LAWYER, by=world.case_worker)
    assert questions() == one
    for number in range(3):
        keep_measure(world.county, place=number + 1, title="x", by=world.case_supervisor)
    with CaptureQueriesContext(connections[WALLED]) as asked:
        page(worker, "legal_aid:measures")
    AidMeasure.objects.exclude(place=1).delete()
    with CaptureQueriesContext(connections[WALLED]) as fewer:
        page(worker, "legal_aid:measures")
    assert len(asked) == len(fewer)


@pytest.mark.parametrize("role", ["village_officer", "town_federation", "district_office", "administrator"])
def test_nobody_else_finds_a_page_of_it(world, case, role):
    browser = browser_of(getattr(world, role))
    for name, *args in (("act", case.pk, "grant"), ("measures",), ("new_measure",), ("figures",)):
        assert browser.get(reverse(f"legal_aid:{name}", args=args)).status_code in {403, 404}


def test_a_colleague_outside_the_team_finds_no_step(world, case):
    refuse_aid(application_of(case), refusal="scope", reasons="x", by=world.case_supervisor)
    object_to(application_of(case))
    browser = browser_of(persona("case_worker", world.county))
    page(browser, "legal_aid:act", case.pk, "answer_objection", status=404)
