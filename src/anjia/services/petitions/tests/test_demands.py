"""The responsible body must act and answer (妇女权益保障法 73); never whom it is about (信访工作条例 30)."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from anjia.accounts.factories import persona
from anjia.documents.tests.reading import pdf_text
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.services.actions import bytes_of
from anjia.services.factories import NAME, case_of
from anjia.services.models import CaseFile, ClientConsent
from anjia.services.petitions.actions import (
    accept_petition,
    demand_act,
    escalate_demands,
    note_hearing,
    record_demand_answer,
    register_petition,
    reply_petition,
    urge,
    withdraw_petition,
)
from anjia.services.petitions.actions.handling import erase_petition
from anjia.services.petitions.enums import DemandOutcome, DemandStep, Outcome, PetitionState
from anjia.services.petitions.kind import acts, demands_of
from anjia.services.petitions.models import Petition, PetitionDemand
from anjia.services.petitions.queries import petition_of
from anjia.services.petitions.suggesting import waiting_for
from anjia.web.once import new_token

GOOD = {"body": "区人力资源和社会保障局", "words": "请核查孕期被降薪一事。", "days": 15, "given": "signed"}


@pytest.fixture
def case(world):
    further = {"concerned": "某某制衣厂的厂长"}
    return case_of(world.village, world.case_worker, world.case_supervisor, further=further)


@pytest.fixture
def petition(world, case):
    return accept_petition(register_petition(petition_of(case), by=world.case_worker), by=world.case_worker)


@pytest.fixture
def chief(world):
    return world.case_supervisor


def test_the_letter_asks_to_act_and_to_answer(case, petition, chief):
    demand = demand_act(petition, **GOOD, number="荷妇函(2026)5号", by=chief)
    paper = CaseFile.objects.get(case=case, kind="demand")
    text = pdf_text(bytes_of(paper))
    for said in (
        "区人力资源和社会保障局：", "妇女权益保障法》第七十三条", "依法查处，并予以答复", "请核查孕期被降薪一事。",
        case.number, "荷妇函〔2026〕5号", "不得将材料和情况透露", "芦淞区妇女联合会",
    ):  # fmt: skip
        assert said in text
    assert (NAME in text, paper.by_code, demand.step) == (False, False, DemandStep.ACT)
    assert ClientConsent.objects.filter(client=case.client, purpose="pass_on", withdrawn_on=None).count() == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"body": "某某制衣厂"}, "材料不能给它"),
        ({"body": "某某 制衣厂的厂长办公室"}, "材料不能给它"),
        ({"body": " "}, "负责的单位"),
        ({"words": " "}, "要求"),
        ({"days": 0}, "几日内"),
        ({"days": 91}, "几日内"),
        ({"given": "online"}, "先征得当事人同意"),
        ({"number": "5号"}, "5号"),
    ],
)
def test_what_is_not_sent(petition, chief, change, words):
    with pytest.raises(Refused, match=words):
        demand_act(petition, **{**GOOD, **change}, by=chief)
    assert not PetitionDemand.objects.exists()


def test_by_the_supervisor_while_it_is_handled(world, case, petition, chief):
    for who in (world.case_worker, persona("case_supervisor", world.county)):
        with pytest.raises(NotPermitted):
            demand_act(petition, **GOOD, by=who)
    for state in PetitionState:
        Petition.objects.filter(pk=petition.pk).update(state=state, merged_into_id=petition.pk)
        now = petition_of(case)
        offered = "demand" in {act.name for act in acts(case, chief)}
        if state in {"accepted", "replied", "in_review", "reviewed", "in_recheck", "rechecked"}:
            assert offered
            assert demand_act(now, **GOOD, by=chief).pk
        else:
            assert not offered
            with pytest.raises(Conflict):
                demand_act(now, **GOOD, by=chief)


def test_the_answer_is_entered_once(world, petition, chief):
    demand, today = demand_act(petition, **GOOD, by=chief), timezone.localdate()
    good = {"outcome": DemandOutcome.DONE, "answer": "已责令补发。", "on": today, "by": world.case_worker}
    for change in ({"outcome": "x"}, {"answer": ""}, {"on": today + timedelta(days=1)}, {"on": today - timedelta(1)}):
        with pytest.raises(Refused):
            record_demand_answer(demand, **{**good, **change})
    with pytest.raises(NotPermitted):
        record_demand_answer(demand, **{**good, "by": persona("case_worker", world.county)})
    record_demand_answer(demand, **good)
    with pytest.raises(Conflict):
        record_demand_answer(demand, **good)
    demand.refresh_from_db()
    with pytest.raises(Conflict, match="不予处理"):
        urge(demand, words="请办理", days=10, by=chief)


@pytest.mark.parametrize("outcome", [DemandOutcome.REFUSED, DemandOutcome.IMPROPER, ""])
def test_not_handled_or_not_answered_it_is_urged(world, case, petition, chief, outcome, time_machine):
    """73, the second paragraph; an answer that does not come is told upward once."""
    time_machine.move_to(datetime(2026, 3, 2, 10, tzinfo=ZoneInfo("Asia/Shanghai")))
    demand = demand_act(petition, **{**GOOD, "days": 10}, by=chief)
    assert demand.due_on.isoformat() == "2026-03-12"
    with pytest.raises(Conflict):
        urge(demand, words="请办理", days=10, by=chief)
    if outcome:
        on = timezone.localdate()
        record_demand_answer(demand, outcome=outcome, answer="不属于受案范围。", on=on, by=world.case_worker)
        time_machine.move_to(datetime(2026, 3, 13, 10, tzinfo=ZoneInfo("Asia/Shanghai")))
        assert escalate_demands() == 0
    else:
        time_machine.move_to(datetime(2026, 3, 13, 10, tzinfo=ZoneInfo("Asia/Shanghai")))
        assert (escalate_demands(), escalate_demands()) == (1, 0)
        assert case.number in [one.title for one in waiting_for(world.case_worker)]
    demand.refresh_from_db()
    assert demands_of(petition)[0].is_urgeable
    with pytest.raises(NotPermitted):
        urge(demand, words="请办理", days=10, by=world.case_worker)
    second = urge(demand, words="请依法受理。", days=10, by=chief)
    assert (second.step, second.body) == (DemandStep.URGE, demand.body)
    assert "督促处理意见书" in pdf_text(
        bytes_of(CaseFile.objects.filter(case=case, kind="demand").latest("created_at"))
    )


def test_it_goes_with_the_case(case, petition, chief):
    demand_act(petition, **GOOD, by=chief)
    withdraw_petition(petition)
    erase_petition(case)
    assert not PetitionDemand.objects.exists()


def test_the_pages(world, case, petition, chief):
    today = timezone.localdate()
    above, worker, other = Browser(), Browser(), Browser()
    for browser, user in ((above, chief), (worker, world.case_worker), (other, persona("case_worker", world.county))):
        browser.force_login(user)
    step = reverse("petitions:act", args=[case.pk, "demand"])
    form = {**GOOD, "once": new_token()}
    assert above.post(step, form).status_code == 422
    assert above.post(step, {**form, "is_hers": "on"}).status_code == 302
    demand = PetitionDemand.objects.get()
    shown = above.get(reverse("services:case", args=[case.pk])).content.decode()
    assert "妇女权益保障法第七十三条" in shown
    answer = reverse("petitions:answer_demand", args=[demand.pk])
    assert other.get(answer).status_code == 404
    said = {"outcome": "refused", "answer": "不属于受案范围。", "on": today, "once": new_token()}
    assert worker.post(answer, said).status_code == 302
    assert worker.get(reverse("petitions:urge", args=[demand.pk])).status_code == 403
    urging = {"words": "请依法受理。", "days": 10, "once": new_token()}
    assert above.post(reverse("petitions:urge", args=[demand.pk]), urging).status_code == 302
    shown = worker.get(reverse("services:case", args=[case.pk])).content.decode()
    for words in ("不予处理", "提出督促处理意见", "不属于受案范围。"):
        assert words in shown
    reply_petition(petition_of(case), outcome=Outcome.PARTLY, words="x", by=world.case_worker)
    page = above.get(reverse("petitions:act", args=[case.pk, "hearing"]))
    assert "不计入复核的期限" in page.content.decode()
    with pytest.raises(Conflict):
        note_hearing(petition_of(case), begins_on=today, ends_on=today, by=chief)
