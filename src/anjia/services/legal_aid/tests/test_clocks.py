"""The vectors of domain B7, by the actions themselves."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from anjia.kernel.exceptions import Refused
from anjia.regions.enums import Rule
from anjia.services.actions import escalate_overdue
from anjia.services.enums import Urgency, Waits
from anjia.services.legal_aid.actions import (
    answer_objection,
    appoint_defence,
    ask_papers,
    assign_lawyer,
    grant_ahead,
    grant_aid,
    lapse,
    object_to,
    papers_came,
    refuse_aid,
)
from anjia.services.legal_aid.enums import Ahead, AidState, Matter, Means, Ruling
from anjia.services.legal_aid.factories import LAWYER, aid_case
from anjia.services.legal_aid.queries import application_of
from anjia.services.models import Deadline


def at(time_machine, month, day):
    time_machine.move_to(datetime(2026, month, day, 10, tzinfo=ZoneInfo("Asia/Shanghai")))


def clock(case, rule):
    return Deadline.objects.get(case=case, rule=rule)


def test_seven_days_to_decide_three_to_assign(world, time_machine):
    at(time_machine, 6, 1)
    case = aid_case(world)
    deciding = clock(case, Rule.AID_DECIDE)
    assert (deciding.due_on, deciding.basis) == (date(2026, 6, 8), "法律援助法第43条")
    at(time_machine, 6, 8)
    application = grant_aid(application_of(case), matter=Matter.LABOUR, means=Means.WAIVED, by=world.case_worker)
    assert clock(case, Rule.AID_DECIDE).met_on == date(2026, 6, 8)
    assert clock(case, Rule.AID_ASSIGN).due_on == date(2026, 6, 11)
    assign_lawyer(application, **LAWYER, by=world.case_worker)
    assert not Deadline.objects.filter(case=case, met_on__isnull=True).exists()


def test_an_objection_is_answered_within_five_days(world, time_machine):
    at(time_machine, 6, 15)
    case = aid_case(world)
    application = refuse_aid(application_of(case), refusal="scope", reasons="属于商事纠纷", by=world.case_supervisor)
    at(time_machine, 6, 20)
    application = object_to(application)
    answering = clock(case, Rule.AID_OBJECTION)
    assert (answering.due_on, answering.waits_for) == (date(2026, 6, 25), Waits.OTHERS)
    application = answer_objection(application, ruling=Ruling.CHANGED, words="属于劳动争议", by=world.case_worker)
    assert application.state == AidState.GRANTED
    # From the answer on, as after any decision: 23 June, a Tuesday.
    assert clock(case, Rule.AID_ASSIGN).due_on == date(2026, 6, 23)


def test_from_the_notice_of_a_court_three_days(world, time_machine):
    at(time_machine, 6, 10)
    case = aid_case(world)
    appoint_defence(
        application_of(case), body="court", stage="trial", notified_on=date(2026, 6, 9), by=world.case_worker
    )
    appointing = clock(case, Rule.AID_APPOINT)
    assert (appointing.due_on, appointing.basis) == (date(2026, 6, 12), "法律援助法第36条")
    assert clock(case, Rule.AID_DECIDE).met_on


def test_the_days_stand_still_while_papers_are_brought(world, time_machine):
    at(time_machine, 6, 1)
    case, by = aid_case(world), world.case_worker
    at(time_machine, 6, 3)
    application = ask_papers(application_of(case), lacking="身份证明\n\n 工资单", by=by)
    assert application.lacking == "身份证明\n工资单"
    assert clock(case, Rule.AID_SUPPLEMENT).waits_for == Waits.CLIENT
    at(time_machine, 6, 12)
    assert escalate_overdue() == 0
    application = papers_came(application, by=by)
    deciding = clock(case, Rule.AID_DECIDE)
    # Two of seven days were used up by 3 June; five are left from 12 June.
    assert (deciding.literal_on, deciding.met_on) == (date(2026, 6, 17), None)
    with pytest.raises(Refused, match="只能一次性告知"):
        ask_papers(application, lacking="还要一份", by=by)


def test_nothing_brought_in_time_counts_as_taken_back(world, time_machine):
    at(time_machine, 6, 1)
    case, by = aid_case(world), world.case_worker
    application = ask_papers(application_of(case), lacking="身份证明", by=by)
    with pytest.raises(Refused, match="2026-06-16"):
        lapse(application, by=by)
    at(time_machine, 6, 17)
    assert lapse(application, by=by).state == AidState.LAPSED


def test_a_limitation_within_the_week_comes_first(world, time_machine):
    at(time_machine, 6, 1)
    far = aid_case(world, further={"limitation_on": date(2026, 6, 8)}, phone="")
    near = aid_case(world, further={"limitation_on": date(2026, 6, 7)})
    assert (far.urgency, near.urgency) == ("", Urgency.TIME)
    told = {"matter": Matter.INJURY, "ahead": Ahead.LIMITATION, "by": world.case_worker}
    with pytest.raises(Refused, match="七日以上"):
        grant_ahead(application_of(far), **told)
    application = grant_ahead(application_of(near), **told)
    assert application.state == AidState.GRANTED
    assert clock(near, Rule.AID_ASSIGN).due_on == date(2026, 6, 4)
    task = near.tasks.get()
    assert (task.waits_for, task.due_on) == (Waits.CLIENT, date(2026, 7, 1))
    assert grant_ahead(application_of(far), limitation_on=date(2026, 6, 3), **told).limitation_on == date(2026, 6, 3)
