"""The pages of mediation: from the public form to a confirmed agreement, refused or absent for everybody else."""

import pytest
from django.db import connections
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from anjia.services.actions import enter_outside
from anjia.services.codes import WALLED, code_for
from anjia.services.factories import NAME, SUMMARY, case_of
from anjia.services.mediation.actions import answer_for, open_screening, report_screening
from anjia.services.mediation.enums import LinkDuty, MediationState
from anjia.services.mediation.factories import OTHER, agreed, begun, committee_of, mediation_case
from anjia.services.mediation.models import Committee, FollowUp, MediationSession, Screening
from anjia.services.mediation.queries import mediation_of
from anjia.services.mediation.tests.test_figures import COURT
from anjia.services.models import Case, OutsideFigure
from anjia.web.once import new_token

TODAY = timezone.localdate


def browser_of(user):
    browser = Browser()
    browser.force_login(user)
    return browser


@pytest.fixture
def case(world):
    return mediation_case(world)


@pytest.fixture
def worker(world):
    return browser_of(world.case_worker)


@pytest.fixture
def chief(world):
    return browser_of(world.case_supervisor)


def page(browser, name, /, *args, status=200, **query):
    answer = browser.get(reverse(name, args=args), query)
    assert answer.status_code == status, (name, answer.content.decode()[:500])
    return answer.content.decode()


def send(browser, name, /, *args, status=302, **data):
    answer = browser.post(reverse(name, args=args), {"once": new_token(), **data})
    assert answer.status_code == status, answer.content.decode()[:3000]
    return answer


def asked(world, **changes):
    said = {"kind": "mediation", "village": world.village.pk, "topic": "other", "summary": SUMMARY, "name": NAME}
    said |= {"other_side": OTHER, "channel": "code", "consents": "on", "once": new_token()}
    return {**said, **changes}


@pytest.mark.usefixtures("chief")
def test_anybody_asks_and_violence_is_sent_elsewhere(client, world):
    assert "和别人有纠纷" in page(client, "services:ask")
    assert "和谁有纠纷" in client.post(reverse("services:ask"), {"kind": "mediation"}).content.decode()
    send(client, "services:ask", status=422, **asked(world, other_side=""))
    refused = send(client, "services:ask", status=422, **asked(world, topic="violence"))
    assert "不作为纠纷调解" in refused.content.decode()
    told = asked(world)
    send(client, "services:ask", **told)
    code = code_for(told["once"])
    seen = send(client, "services:follow", status=200, code=code).content.decode()
    assert "正在问对方是否愿意" in seen
    assert OTHER not in seen
    stopped = client.post(reverse("mediation:client_act", args=["withdraw"]), {"code": code})
    assert "已停止" in stopped.content.decode()
    assert Case.objects.get().closed_on
    assert client.post(reverse("mediation:client_act", args=["withdraw"]), {"code": code}).status_code == 409
    assert client.post(reverse("mediation:client_act", args=["agree"]), {"code": code}).status_code == 404


def test_the_lead_goes_all_the_way(world, case, worker):
    committee = committee_of(world)
    assert OTHER in page(worker, "services:case", case.pk)
    talks = {"channel": "people", "committee": committee.pk, "mediators": "罗某", "dispute": "neighbour"}
    talks["on"] = TODAY().isoformat()
    assert "调解员" in page(worker, "mediation:act", case.pk, "begin")
    send(worker, "mediation:act", case.pk, "begin", status=422, **talks)
    send(worker, "mediation:act", case.pk, "begin", **talks, both_willing="on")
    held = {"held_on": TODAY().isoformat(), "place": "村调解室", "words": "双方说了经过"}
    send(worker, "mediation:act", case.pk, "session", **held)
    words = {"facts": "界墙倒了", "terms": "各修一半", "performance": "月底前", "form": "written"}
    send(worker, "mediation:act", case.pk, "agree", **words, effective_on=TODAY().isoformat())
    assert "各修一半" in page(worker, "services:case", case.pk)
    send(worker, "mediation:act", case.pk, "ask_court", on=TODAY().isoformat(), both_ask="on")
    send(worker, "mediation:act", case.pk, "court_accepted", on=TODAY().isoformat())
    send(worker, "mediation:act", case.pk, "court_extended", days=10, reason="须补充材料")
    send(worker, "mediation:act", case.pk, "confirm", on=TODAY().isoformat())
    send(worker, "mediation:act", case.pk, "follow_up", on=TODAY().isoformat(), kept="kept")
    seen = page(worker, "services:case", case.pk)
    assert "法院已确认" in seen
    assert "已经履行" in seen
    assert (MediationSession.objects.count(), FollowUp.objects.count()) == (1, 1)


def test_other_ends_have_their_pages(world, worker):
    first, second = mediation_case(world), mediation_case(world, phone="13900001111")
    send(worker, "mediation:act", first.pk, "decline", words="可以向法院起诉")
    begun(second, world)
    send(worker, "mediation:act", second.pk, "fail", words="可以向法院起诉")
    assert mediation_of(second).state == MediationState.FAILED
    third = mediation_case(world, phone="13900002222")
    agreed(third, world)
    send(worker, "mediation:act", third.pk, "ask_court", on=TODAY().isoformat(), both_ask="on")
    send(worker, "mediation:act", third.pk, "refuse", on=TODAY().isoformat())
    assert "再次调解" in page(worker, "mediation:act", third.pk, "again")
    send(worker, "mediation:act", third.pk, "again")
    assert mediation_of(third).state == MediationState.MEDIATING


def test_forbidden_looks_like_absent_and_another_kind_has_no_such_step(world, case, worker):
    petition = case_of(world.village, world.case_worker, world.case_supervisor)
    for user in (world.village_officer, world.town_federation, world.district_office, world.administrator):
        assert browser_of(user).get(reverse("mediation:act", args=[case.pk, "begin"])).status_code in {403, 404}
    page(worker, "mediation:act", case.pk, "nonsense", status=404)
    page(worker, "mediation:act", petition.pk, "begin", status=404)
    page(worker, "petitions:act", case.pk, "register", status=404)
    page(worker, "mediation:act", case.pk, "follow_up")
    assert send(worker, "mediation:act", case.pk, "follow_up", status=404, on=TODAY().isoformat(), kept="kept")
    for name in ("mediation:registers", "mediation:committee", "mediation:screening"):
        page(worker, name, status=403)


def test_the_registers_are_kept_on_one_page(world, chief):
    send(chief, "mediation:committee", status=422, region=world.village.pk, name="x", members=2, women=1)
    day = TODAY().isoformat()
    told = {"region": world.village.pk, "name": "村调委会", "members": 5, "women": 2, "elected_on": day}
    send(chief, "mediation:committee", **told)
    send(chief, "mediation:training", region=world.town.pk, title="笔录", held_on=day, hours=4, persons=20)
    send(chief, "mediation:link", status=422, region=world.village.pk, duty="leader", username="nobody")
    officer = world.village_officer
    send(chief, "mediation:link", region=world.village.pk, duty="leader", username=officer.username)
    seen = page(chief, "mediation:registers")
    assert all(text in seen for text in ("村调委会", "笔录", "定谁负责"))
    assert "换届" in page(chief, "mediation:end_committee", Committee.objects.get().pk)
    send(chief, "mediation:end_committee", Committee.objects.get().pk)
    assert "村调委会" not in page(chief, "mediation:registers")


def test_a_round_is_begun_reported_and_printed(world, chief):
    day = TODAY().isoformat()
    send(chief, "mediation:screening", region=world.county.pk, title="春季上门问需", begins_on=day, ends_on=day)
    screening = Screening.objects.get()
    officer = browser_of(world.village_officer)
    assert "春季上门问需" in page(officer, "mediation:rounds")
    assert "只报两个数" in page(officer, "mediation:report", screening.pk)
    send(officer, "mediation:report", screening.pk, status=422, region=world.village.pk, offered=1, asked=2)
    send(officer, "mediation:report", screening.pk, region=world.village.pk, offered=40, asked=0)
    assert 'value="40"' in page(officer, "mediation:report", screening.pk)
    assert "报齐了" in page(officer, "mediation:rounds")
    for form in ("pdf", "docx"):
        assert chief.get(reverse("mediation:round_paper", args=[screening.pk, form])).status_code == 200
    page(chief, "mediation:round_paper", screening.pk, "xlsx", status=404)
    elsewhere = open_screening(
        world.neighbour_town, title="x", begins_on=TODAY(), ends_on=TODAY(), by=world.case_supervisor
    )
    page(officer, "mediation:report", elsewhere.pk, status=404)


def test_the_figures_page_shows_ours_and_others(world, chief):
    seen = page(chief, "services:figures", kind="mediation")
    assert "调解结案率" in seen
    assert "这个季度没有登记" in seen
    told = {**COURT, "unit": "cases", "begins_on": "2025-01-01", "ends_on": TODAY().isoformat()}
    send(chief, "services:enter_outside", "mediation", status=422, **{**told, "part": 910})
    send(chief, "services:enter_outside", "mediation", **told)
    assert "83.2%" in page(chief, "services:figures", kind="mediation")
    assert "83.2%" not in page(chief, "services:figures", kind="petition")
    page(chief, "services:enter_outside", "nonsense", status=404)
    figure = OutsideFigure.objects.get()
    assert "区人民法院" in page(chief, "services:remove_outside", figure.pk)
    send(chief, "services:remove_outside", figure.pk)
    assert not OutsideFigure.objects.exists()


def statements(browser, name, **query):
    with CaptureQueriesContext(connections["default"]) as main, CaptureQueriesContext(connections[WALLED]) as walled:
        page(browser, name, **query)
    return len(main) + len(walled)


def test_no_page_asks_more_for_more_rows(world, chief):
    def one_more(number):
        committee_of(world, name=f"调委会{number}")
        enter_outside(world.county, **{**COURT, "ends_on": TODAY()}, by=world.case_supervisor)
        answer_for(world.village, list(LinkDuty)[number % 2], world.village_officer, by=world.case_supervisor)

    pages = (("mediation:registers", {}), ("services:figures", {"kind": "mediation"}))
    one_more(0)
    page(chief, "mediation:registers")
    few = [statements(chief, name, **query) for name, query in pages]
    one_more(1)
    one_more(2)
    assert [statements(chief, name, **query) for name, query in pages] == few
    for title in ("一", "二", "三"):
        days = {"begins_on": TODAY(), "ends_on": TODAY()}
        screening = open_screening(world.county, title=title, **days, by=world.case_supervisor)
        report_screening(screening, world.village, offered=1, asked=0, by=world.village_officer)
        few.append(statements(chief, "mediation:rounds"))
    assert few[-3] == few[-1]
