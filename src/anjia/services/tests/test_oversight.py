"""A case that its supervisor leads alone: another takes the seat, or the administrator is told that there is nobody."""

from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from anjia.accounts.factories import persona
from anjia.accounts.models import Message
from anjia.kernel import jobs
from anjia.kernel.exceptions import Conflict, NotPermitted
from anjia.services.actions import assign_case, close_case, end_member, escalate_overdue, name_concerned, oversee_case
from anjia.services.care import actions as care
from anjia.services.care.factories import assessed, care_case, funded, running_pair, volunteer_in
from anjia.services.care.queries import visit_ahead
from anjia.services.codes import WALLED
from anjia.services.enums import Duty
from anjia.services.factories import NAME, case_of, new_case
from anjia.services.models import CaseMember, Deadline
from anjia.services.permissions import duty_of
from anjia.services.queries import supervisors_for, unsupervised
from anjia.web.once import new_token


@pytest.fixture
def chief(world):
    return world.case_supervisor


@pytest.fixture
def alone(world, chief):
    """A case that the supervisor gave to themself, before there was another."""
    return case_of(world.village, chief, chief)


def told(user, kind):
    jobs.work_off(WALLED)
    return Message.objects.filter(user=user, kind=kind)


def page(user, name, *args):
    browser = Browser()
    browser.force_login(user)
    return browser.get(reverse(name, args=args)).content.decode()


def test_where_there_is_nobody_the_page_says_so_and_the_administrator_is_told_once(world, chief, alone):
    assert supervisors_for(alone) == []
    assert "没有第二个人能督导" in page(chief, "services:case", alone.pk)
    messages = told(world.administrator, "services.lacks_supervisor")
    assert [message.facts for message in messages] == [{"place": world.county.name}]
    case_of(world.village, chief, chief)
    assert told(world.administrator, "services.lacks_supervisor").count() == 1
    assert NAME not in str(messages.values())


@pytest.mark.parametrize("place", ["county", "city"])
def test_another_of_the_place_or_above_takes_the_seat(world, chief, place):
    other = persona("case_supervisor", getattr(world, place))
    case = new_case(world.village)
    before = told(other, "services.waits").count()
    assign_case(case, chief, by=chief)
    assert told(other, "services.waits").count() == before + 1
    assert "这件事还没有督导" in page(chief, "services:case", case.pk)
    assert not told(world.administrator, "services.lacks_supervisor").exists()
    assert (list(unsupervised(other)), list(unsupervised(chief))) == ([case], [])
    home = page(other, "services:home")
    assert case.number in home
    assert NAME not in home
    browser = Browser()
    browser.force_login(other)
    browser.post(reverse("services:oversee", args=[case.pk]), {"once": new_token()})
    assert duty_of(case, other.pk) == Duty.SUPERVISOR
    assert "还没有督导" not in page(chief, "services:case", case.pk)
    assert not unsupervised(other).exists()


def test_who_may_not_take_it(world, chief, alone):
    for person in (world.case_worker, world.administrator, persona("case_supervisor", world.neighbour_county)):
        with pytest.raises(NotPermitted):
            oversee_case(alone, by=person)
    with pytest.raises(NotPermitted, match="不能督导自己办的事"):
        oversee_case(alone, by=chief)
    barred = persona("case_supervisor", world.county)
    name_concerned(alone, barred, by=chief)
    assert supervisors_for(alone) == []
    with pytest.raises(NotPermitted, match="回避"):
        oversee_case(alone, by=barred)


def test_a_seat_that_is_taken_or_a_case_that_is_over(world, chief):
    other = persona("case_supervisor", world.county)
    with pytest.raises(Conflict):
        oversee_case(case_of(world.village, world.case_worker, chief), by=other)
    over = care_case(world.village, chief, chief)
    close_case(over, by=chief)
    with pytest.raises(Conflict):
        oversee_case(over, by=other)
    assert list(unsupervised(other)) == []


def test_a_member_of_the_team_moves_over(world, chief, alone):
    other = persona("case_supervisor", world.county)
    CaseMember.objects.create(case=alone, user_id=other.pk, duty=Duty.MEMBER)
    oversee_case(alone, by=other)
    assert duty_of(alone, other.pk) == Duty.SUPERVISOR


def test_when_the_supervisor_leaves_the_others_are_asked(world, chief):
    case = case_of(world.village, world.case_worker, chief)
    other = persona("case_supervisor", world.county)
    end_member(case, chief, by=chief)
    assert told(other, "services.waits").exists()
    assert case in unsupervised(other)


def test_a_case_that_nobody_leads_asks_for_a_lead_and_not_for_a_supervisor(world, chief):
    case = case_of(world.village, world.case_worker, chief)
    name_concerned(case, world.case_worker, by=chief)
    end_member(case, chief, by=chief)
    assert not unsupervised(persona("case_supervisor", world.county)).exists()


def test_a_missed_visit_and_a_grant_find_somebody_who_answers(world, chief, time_machine):
    """What the lead of a case of care may not decide: the other supervisor does, once the seat is taken."""
    case = care_case(world.village, chief, chief)
    volunteer = volunteer_in(world.village, world.case_worker, chief)
    pair = running_pair(assessed(case, chief), volunteer, chief)
    grant = care.propose_aid(pair.care, funded(world.county, chief), amount=90, words="书", given="signed", by=chief)
    time_machine.move_to(timezone.now() + timedelta(days=20))
    care.miss_overdue()
    for act in (
        lambda: care.answer_missed(visit_ahead(pair.care), words="病了", next_on=timezone.localdate(), by=chief),
        lambda: care.grant_aid(grant, by=chief),
    ):
        with pytest.raises(NotPermitted):
            act()
    other = persona("case_supervisor", world.city)
    Deadline.objects.update(escalated_at=None)
    escalate_overdue()
    assert told(other, "services.waits").exists()
    oversee_case(case, by=other)
    care.answer_missed(visit_ahead(pair.care), words="病了", next_on=timezone.localdate(), by=other)
    assert care.grant_aid(grant, by=other).decided_by_id == other.pk


def test_given_to_another_the_giver_supervises_again(world, chief, alone):
    assign_case(alone, world.case_worker, by=chief)
    assert duty_of(alone, chief.pk) == Duty.SUPERVISOR
