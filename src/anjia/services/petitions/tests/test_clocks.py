"""The vectors of domain B5, by the actions themselves."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from anjia.accounts.factories import persona
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.regions.enums import Measure, Rule
from anjia.regions.legal import basis
from anjia.services.actions import add_member, take_in
from anjia.services.clock import add_months, last_day, period
from anjia.services.enums import Duty, Source
from anjia.services.factories import case_of, told
from anjia.services.models import Case, Deadline
from anjia.services.petitions.actions import (
    accept_petition,
    answer_recheck,
    answer_review,
    ask_recheck,
    ask_review,
    extend_petition,
    register_petition,
    reply_petition,
)
from anjia.services.petitions.enums import Outcome
from anjia.services.petitions.queries import petition_of


def at(time_machine, month, day):
    time_machine.move_to(datetime(2026, month, day, 10, tzinfo=ZoneInfo("Asia/Shanghai")))


def due(case, rule):
    return Deadline.objects.get(case=case, rule=rule).due_on


def test_the_whole_course_by_its_days(world, time_machine):
    at(time_machine, 3, 1)
    worker, chief = world.case_worker, world.case_supervisor
    case = case_of(world.village, worker, chief)
    assert due(case, Rule.PETITION_ACCEPT) == date(2026, 3, 16)
    at(time_machine, 3, 10)
    petition = register_petition(petition_of(case), by=worker)
    petition = accept_petition(petition, by=worker)
    handling = Deadline.objects.get(case=case, rule=Rule.PETITION_HANDLE)
    # A Saturday on which offices work: nothing rolls.
    assert (handling.literal_on, handling.due_on) == (date(2026, 5, 9), date(2026, 5, 9))
    assert handling.basis == "信访工作条例第34条"
    with pytest.raises(NotPermitted):
        extend_petition(petition, days=30, reason="鉴定未出", by=worker)
    for days, reason in ((31, "鉴定未出"), (0, "鉴定未出"), (30, " ")):
        with pytest.raises(Refused):
            extend_petition(petition, days=days, reason=reason, by=chief)
    assert extend_petition(petition, days=30, reason="鉴定未出", by=chief).due_on == date(2026, 6, 8)
    with pytest.raises(Conflict, match="延长过一次"):
        extend_petition(petition, days=1, reason="还没出", by=chief)
    at(time_machine, 5, 20)
    petition = reply_petition(petition, outcome=Outcome.PARTLY, words="查明…", by=worker)
    assert due(case, Rule.PETITION_REVIEW_ASK) == date(2026, 6, 19 + 3)
    asking = Deadline.objects.get(case=case, rule=Rule.PETITION_REVIEW_ASK)
    # 19 June 2026 is the Dragon Boat festival: the literal last day, and the one it rolls to, are both kept.
    assert asking.literal_on == date(2026, 6, 19)
    at(time_machine, 6, 10)
    petition = ask_review(petition)
    assert due(case, Rule.PETITION_REVIEW) == date(2026, 7, 10)
    with pytest.raises(NotPermitted):
        answer_review(petition, outcome=Outcome.UPHELD, words="维持", by=worker)
    petition = answer_review(petition, outcome=Outcome.UPHELD, words="维持", by=chief)
    petition = ask_recheck(petition)
    with pytest.raises(NotPermitted, match="先前的答复是您作出的"):
        answer_recheck(petition, outcome=Outcome.UPHELD, words="维持", by=chief)
    third = persona("case_supervisor", world.county)
    add_member(case, third, duty=Duty.REVIEWER, by=chief)
    answer_recheck(petition, outcome=Outcome.CHANGED, words="改为支持", by=third)
    assert not Deadline.objects.filter(case=case, met_on__isnull=True).exists()


def test_after_thirty_days_a_review_can_no_longer_be_asked_for(world, time_machine):
    at(time_machine, 3, 2)
    case = case_of(world.village, world.case_worker, world.case_supervisor)
    petition = accept_petition(register_petition(petition_of(case), by=world.case_worker), by=world.case_worker)
    petition = reply_petition(petition, outcome=Outcome.EXPLAINED, words="说明", by=world.case_worker)
    at(time_machine, 4, 2)
    with pytest.raises(Refused, match="2026-04-01"):
        ask_review(petition)
    # A letter that came in in time is entered with its day.
    assert ask_review(petition, on=date(2026, 4, 1), by=world.case_worker).state == "in_review"


def test_a_last_day_on_a_day_off_rolls_and_keeps_both(world, time_machine):
    at(time_machine, 2, 5)
    case = case_of(world.village, world.case_worker, world.case_supervisor)
    deadline = Deadline.objects.get(case=case)
    assert deadline.literal_on == date(2026, 2, 20)
    assert deadline.due_on > deadline.literal_on
    assert deadline.is_rolled


def test_an_older_letter_counts_from_the_day_it_came(world, time_machine):
    at(time_machine, 3, 10)
    case = take_in(
        "petition", world.village, told(), source=Source.LETTER, token="x", received_on=date(2026, 3, 1),
        by=world.village_officer,
    )  # fmt: skip
    assert due(case, Rule.PETITION_ACCEPT) == date(2026, 3, 16)
    assert case.number == "XF2026-0001"


def test_every_measure_of_time_has_its_last_day():
    assert last_day(Measure.WORKING_DAYS, 5, date(2026, 4, 28)) == date(2026, 5, 8)
    assert last_day(Measure.MONTHS, 6, date(2026, 3, 1)) == date(2026, 9, 1)
    assert add_months(date(2026, 8, 31), 6) == date(2027, 2, 28)
    with pytest.raises(ValueError, match="no length of time"):
        last_day(Measure.AGE, 14, date(2026, 3, 1))


def test_hours_run_through_the_night(world):
    began = datetime(2026, 3, 1, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
    four = period(Rule.NOTICE_SILENCE, start=began, length=72)
    assert four.due_at == datetime(2026, 3, 4, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
    with pytest.raises(ValueError, match="begins at a moment"):
        period(Rule.NOTICE_SILENCE, start=date(2026, 3, 1))


def test_a_year_whose_days_off_are_unknown_says_so(world):
    assert period(Rule.PETITION_ACCEPT, start=date(2026, 3, 1)).is_certain
    assert not period(Rule.PETITION_HANDLE, start=date(2027, 3, 1)).is_certain


def test_the_law_in_force_on_the_day_counts(world):
    law = basis(Rule.PETITION_ACCEPT, date(2026, 3, 1))
    assert (str(law), law.numerator) == ("信访工作条例第22、23条", 15)
    assert not Case.objects.exists()
