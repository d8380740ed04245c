"""B5 clause by clause where it is neither accepting nor answering: passed on, heard, represented, aside, extended."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from anjia.accounts.factories import persona
from anjia.documents.tests.reading import pdf_text
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.regions.enums import Rule
from anjia.services.actions import add_member, assign_case, bytes_of, close_case, name_concerned, recuse, take_in
from anjia.services.codes import code_for
from anjia.services.enums import Duty, Source
from anjia.services.factories import NAME, case_of, new_case, told
from anjia.services.kinds import kind_of
from anjia.services.models import Case, CaseFile, Deadline
from anjia.services.petitions.actions import (
    accept_petition,
    answer_recheck,
    answer_review,
    ask_recheck,
    ask_review,
    extend_petition,
    note_hearing,
    object_petition,
    register_petition,
    reply_petition,
    resume_petition,
)
from anjia.services.petitions.enums import Outcome, PetitionState
from anjia.services.petitions.kind import acts
from anjia.services.petitions.models import PetitionHearing
from anjia.services.petitions.queries import petition_of
from anjia.services.queries import case_by_code, deadlines_of, visible_to

WORDS = {"body": "市信访局", "words": "由区自然资源局管辖。"}


def at(time_machine, month, day, year=2026):
    time_machine.move_to(datetime(year, month, day, 10, tzinfo=ZoneInfo("Asia/Shanghai")))


def names(case, user):
    return {act.name for act in acts(case, user)}


def passed_on(world):
    return case_of(world.village, world.case_worker, world.case_supervisor, source=Source.REFERRED)


def running(case, rule):
    return Deadline.objects.filter(case=case, rule=rule, met_on__isnull=True).first()


@pytest.mark.parametrize(("came", "due"), [((4, 28), date(2026, 5, 8)), ((5, 8), date(2026, 5, 14))])
def test_an_objection_within_five_working_days(world, time_machine, came, due):
    """23, with the working days of B13."""
    at(time_machine, *came)
    case, worker = passed_on(world), world.case_worker
    assert running(case, Rule.PETITION_OBJECTION).due_on == due
    at(time_machine, due.month, due.day)
    assert "object" in names(case, worker)
    with pytest.raises(Refused, match="为什么"):
        object_petition(petition_of(case), body="市信访局", words=" ", by=worker)
    with pytest.raises(NotPermitted):
        object_petition(petition_of(case), **WORDS, by=world.case_supervisor)
    petition = object_petition(petition_of(case), **WORDS, by=worker)
    assert petition.state == PetitionState.OBJECTED
    assert running(case, Rule.PETITION_OBJECTION) is None
    # The person is told within fifteen days all the same.
    assert running(case, Rule.PETITION_ACCEPT) is not None
    paper = CaseFile.objects.get(case=case)
    text = pdf_text(bytes_of(paper))
    assert (paper.by_code, NAME in text, "由区自然资源局管辖" in text) == (False, False, True)
    close_case(case, by=worker)
    assert Case.objects.get(pk=case.pk).closed_on == due


def test_too_late_or_not_passed_on_there_is_no_objection(world, time_machine):
    at(time_machine, 4, 28)
    case, own = passed_on(world), case_of(world.village, world.case_worker, world.case_supervisor, phone="13900001111")
    assert "object" not in names(own, world.case_worker)
    with pytest.raises(Refused, match="其他单位转来"):
        object_petition(petition_of(own), **WORDS, by=world.case_worker)
    at(time_machine, 5, 9)
    with pytest.raises(Refused, match="2026-05-08"):
        object_petition(petition_of(case), **WORDS, by=world.case_worker)


def test_an_objection_that_is_not_heard_goes_on_where_it_stood(world):
    case, worker = passed_on(world), world.case_worker
    petition = object_petition(petition_of(case), **WORDS, by=worker)
    assert names(case, worker) == {"resume"}
    petition = resume_petition(petition, by=worker)
    assert (petition.state, petition.redirected_to, petition.registered_on) == (
        PetitionState.REGISTERED, "", timezone.localdate(),
    )  # fmt: skip
    accept_petition(petition, by=worker)
    assert running(case, Rule.PETITION_OBJECTION) is None


@pytest.fixture
def in_recheck(world, time_machine):
    """Asked for on 10 July 2026: to be answered by 10 August (9 August is a Sunday)."""
    at(time_machine, 6, 1)
    worker, chief = world.case_worker, world.case_supervisor
    case = case_of(world.village, worker, chief)
    petition = accept_petition(register_petition(petition_of(case), by=worker), by=worker)
    petition = ask_review(reply_petition(petition, outcome=Outcome.EXPLAINED, words="说明", by=worker))
    petition = answer_review(petition, outcome=Outcome.UPHELD, words="维持", by=chief)
    at(time_machine, 6, 10)
    ask_recheck(petition)
    case.third = persona("case_supervisor", world.county)
    add_member(case, case.third, duty=Duty.REVIEWER, by=chief)
    return case


def test_the_time_of_a_hearing_does_not_count_in_recheck(world, in_recheck, time_machine):
    """36: thirty days and the five of the hearing; days off roll as ever."""
    case = in_recheck
    before = running(case, Rule.PETITION_RECHECK)
    assert before.literal_on == date(2026, 7, 10)
    assert "hearing" in names(case, case.third)
    made = note_hearing(petition_of(case), begins_on=date(2026, 7, 6), ends_on=date(2026, 7, 10), by=case.third)
    after = running(case, Rule.PETITION_RECHECK)
    assert (made.days, after.literal_on, after.due_on) == (5, date(2026, 7, 15), date(2026, 7, 15))
    assert after.extended_at is None
    note_hearing(petition_of(case), begins_on=date(2026, 7, 13), ends_on=date(2026, 7, 15), by=case.third)
    after = running(case, Rule.PETITION_RECHECK)
    # 18 July 2026 is a Saturday.
    assert (after.literal_on, after.due_on) == (date(2026, 7, 18), date(2026, 7, 20))
    at(time_machine, 7, 20)
    answer_recheck(petition_of(case), outcome=Outcome.UPHELD, words="维持", by=case.third)
    with pytest.raises(Conflict, match="复核中"):
        note_hearing(petition_of(case), begins_on=date(2026, 7, 20), ends_on=date(2026, 7, 20), by=case.third)


@pytest.mark.parametrize(
    ("begins", "ends"),
    [((6, 9), (6, 12)), ((7, 11), (7, 12)), ((7, 3), (7, 2)), ((6, 20), (6, 24))],
    ids=["before it was asked for", "after the period", "backwards", "over another"],
)
def test_hearings_that_cannot_be(world, in_recheck, begins, ends):
    petition = petition_of(in_recheck)
    note_hearing(petition, begins_on=date(2026, 6, 22), ends_on=date(2026, 6, 23), by=in_recheck.third)
    due = running(in_recheck, Rule.PETITION_RECHECK).due_on
    days = [date(2026, *day) for day in (begins, ends)]
    if begins == (7, 11):
        days = [due + timedelta(days=1)] * 2
    with pytest.raises(Refused):
        note_hearing(petition, begins_on=days[0], ends_on=days[1], by=in_recheck.third)
    with pytest.raises(NotPermitted):
        note_hearing(petition, begins_on=date(2026, 7, 1), ends_on=date(2026, 7, 1), by=world.case_worker)
    assert PetitionHearing.objects.count() == 1


def test_extended_the_person_has_the_reason_in_writing(world):
    case = case_of(world.village, world.case_worker, world.case_supervisor)
    petition = accept_petition(register_petition(petition_of(case), by=world.case_worker), by=world.case_worker)
    deadline = extend_petition(petition, days=20, reason="鉴定结果还没有出来", by=world.case_supervisor)
    paper = next(file for file in CaseFile.objects.filter(case=case) if file.name.startswith("延期告知书"))
    text = pdf_text(bytes_of(paper))
    assert (paper.by_code, "鉴定结果还没有出来" in text) == (True, True)
    assert f"{deadline.literal_on.month}月{deadline.literal_on.day}日" in text


@pytest.mark.parametrize(
    ("persons", "lines", "words"),
    [
        (5, "", ""),
        (6, "", "请推选代表"),
        (6, "甲乙\n丙丁", ""),
        (40, "一、二、三、四、五", ""),
        (40, "一二三四五六", ""),
    ],
)
def test_five_representatives_at_most(world, persons, lines, words):
    """20."""
    further = {"persons": persons, "representatives": lines}
    if words:
        with pytest.raises(Refused, match=words):
            new_case(world.village, further=further)
        assert not Case.objects.exists()
    else:
        assert petition_of(new_case(world.village, further=further)).persons == persons


def test_six_representatives_are_one_too_many(world):
    with pytest.raises(Refused, match="不能超过 5 人"):
        new_case(world.village, further={"persons": 40, "representatives": "一\n二\n三\n四\n五\n六"})
    assert not Case.objects.exists()


def test_one_against_its_handler_leaves_the_handler(world):
    """28, 30: out at once, never given back, and nothing of it to be seen; with an interest, the same."""
    colleague = persona("case_worker", world.county)
    for away in (name_concerned, recuse):
        case = case_of(world.village, world.case_worker, world.case_supervisor)
        away(case, world.case_worker, by=world.case_supervisor)
        assert not visible_to(world.case_worker).filter(pk=case.pk).exists()
        with pytest.raises(Refused, match="须回避"):
            assign_case(case, world.case_worker, by=world.case_supervisor)
        with pytest.raises(Refused, match="须回避"):
            add_member(case, world.case_worker, duty=Duty.REVIEWER, by=world.case_supervisor)
        with pytest.raises(NotPermitted):
            register_petition(petition_of(case), by=world.case_worker)
        assign_case(case, colleague, by=world.case_supervisor)
        assert register_petition(petition_of(case), by=colleague).state == PetitionState.REGISTERED


def test_sent_twice_by_one_form_it_is_one_petition(world):
    cases = [take_in("petition", world.village, told(), source=Source.ONLINE, token="same") for _n in range(2)]
    assert cases[0].pk == cases[1].pk == case_by_code(code_for("same")).pk
    assert Case.objects.count() == 1


def test_days_off_that_nobody_announced_are_said_and_crash_nothing(world, time_machine):
    """2027: Monday to Friday is assumed, and the page says so (B13)."""
    at(time_machine, 12, 28)
    case = passed_on(world)
    petition = accept_petition(register_petition(petition_of(case), by=world.case_worker), by=world.case_worker)
    extend_petition(petition, days=30, reason="鉴定未出", by=world.case_supervisor)
    rows = deadlines_of(case)
    assert {row.rule for row in rows if row.due_on.year == 2027} == {
        Rule.PETITION_ACCEPT, Rule.PETITION_OBJECTION, Rule.PETITION_HANDLE,
    }  # fmt: skip
    assert not any(row.is_certain for row in rows)
    assert kind_of("petition").states([case.pk])[case.pk].label
