"""One volunteer for one person, matched and agreed on; visits made, missed and looked after (A9-6, A13-2)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from anjia.accounts.factories import persona
from anjia.accounts.models import Message
from anjia.kernel import jobs
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.regions.enums import Level, Rule
from anjia.services.actions import add_member, escalate_overdue
from anjia.services.care import actions
from anjia.services.care.enums import Audience, CareState, PairState, VisitState, VolunteerState
from anjia.services.care.factories import assessed, care_case, running_pair, volunteer_in
from anjia.services.care.kind import acts
from anjia.services.care.matching import matches
from anjia.services.care.models import CarePair, CareVisit, Volunteer
from anjia.services.care.queries import care_of, visit_ahead
from anjia.services.codes import WALLED
from anjia.services.enums import Duty, Given
from anjia.services.models import Case, CaseFile
from anjia.services.timeline import timeline_of


def today():
    return timezone.localdate()


def in_days(n):
    return today() + timedelta(days=n)


def test_who_shares_the_language_stands_before_who_shares_the_time_before_who_is_near(world, care):
    by, chief = world.case_worker, world.case_supervisor
    told = (
        (world.village, "near", "1", ["common"], ["workday"]),
        (world.town, "free", "2", ["common"], ["weekend"]),
        (world.county, "speaks", "3", ["miao", "local"], ["workday"]),
        (world.county, "both", "4", ["miao"], ["weekend", "evening"]),
        (world.town, "nearer", "5", ["miao"], ["weekend"]),
    )
    for region, name, phone, languages, times in told:
        volunteer_in(region, by, chief, name=name, phone=phone, languages=languages, times=times)
    volunteer_in(world.village, by, name="unvetted", phone="6")
    found = matches(care, today())
    assert [match.volunteer.name for match in found] == ["nearer", "both", "speaks", "free", "near"]
    assert [match.near for match in found] == [Level.TOWN, Level.COUNTY, Level.COUNTY, Level.TOWN, Level.VILLAGE]
    assert matches(care, in_days(800)) == []


def test_whoever_asked_is_not_their_own_volunteer(world):
    by, chief = world.case_worker, world.case_supervisor
    case = care_case(world.village, by, chief, Audience.ELDER, phone="137 0000 1111")
    volunteer_in(world.village, by, chief, phone="13700001111")
    assert matches(assessed(case, by), today()) == []


def test_a_proposal_is_a_paper_first(world, care, case, volunteer):
    by = world.case_worker
    for days in (0, 31):
        with pytest.raises(Refused, match="看望一次"):
            actions.propose_pair(care, volunteer, every_days=days, by=by)
    pair = actions.propose_pair(care, volunteer, every_days=14, by=by)
    assert (pair.state, CaseFile.objects.get(case=case).kind) == (PairState.PROPOSED, "consent")
    with pytest.raises(Refused, match="已经在看望别人"):
        actions.propose_pair(care, volunteer, every_days=14, by=by)
    other = volunteer_in(world.town, by, world.case_supervisor, phone="2")
    with pytest.raises(Conflict, match="已经提出"):
        actions.propose_pair(care, other, every_days=14, by=by)
    assert {act.name for act in acts(case, by)} == {"start", "drop", "contact", "aid", "safety"}
    actions.drop_pair(pair, by=by)
    assert actions.propose_pair(care, volunteer, every_days=14, by=by).state == PairState.PROPOSED


def test_a_volunteer_is_proposed_to_one_person_at_a_time(world, pair, volunteer):
    by, chief = world.case_worker, world.case_supervisor
    other = assessed(care_case(world.village, by, chief, Audience.ELDER), by)
    with pytest.raises(Refused, match="已经在看望别人"):
        actions.propose_pair(other, volunteer, every_days=14, by=by)


def test_a_child_is_paired_with_a_signature_of_the_guardian_and_its_own_word(world, care, volunteer):
    by = world.case_worker
    pair = actions.propose_pair(care, volunteer, every_days=14, by=by)
    for given, own_word, words in (
        ("spoken", True, "监护人"),
        ("signed", False, "不愿意"),
        ("online", True, "怎样同意"),
    ):
        with pytest.raises(Refused, match=words):
            actions.start_pair(pair, given=given, own_word=own_word, first_on=in_days(3), by=by)
    for day in (-1, 31):
        with pytest.raises(Refused, match="最迟 30 天"):
            actions.start_pair(pair, given=Given.SIGNED, own_word=True, first_on=in_days(day), by=by)
    assert care_of(care.case).state == CareState.ASSESSED, "refused, nothing of it stays"
    pair = actions.start_pair(pair, given=Given.SIGNED, own_word=True, first_on=in_days(3), by=by)
    assert (pair.state, care_of(care.case).state) == (PairState.RUNNING, CareState.MATCHED)
    assert visit_ahead(care).planned_on == in_days(3)
    with pytest.raises(Conflict):
        actions.start_pair(pair, given=Given.SIGNED, own_word=True, first_on=in_days(3), by=by)


def test_a_grown_person_may_agree_by_word(world, volunteer):
    by = world.case_worker
    care = assessed(care_case(world.village, by, world.case_supervisor, Audience.ELDER), by)
    pair = actions.propose_pair(care, volunteer, every_days=7, by=by)
    assert actions.start_pair(pair, given=Given.SPOKEN, own_word=True, first_on=today(), by=by).given == Given.SPOKEN


def test_a_visit_is_made_and_the_next_one_stands_by_the_plan(world, pair, case):
    by = world.case_worker
    visit = visit_ahead(pair.care)
    for wrong in ({"made_on": in_days(1)}, {"made_on": in_days(-1)}, {"found": "odd"}, {"found": "needs"}):
        with pytest.raises(Refused):
            actions.make_visit(visit, **{"made_on": today(), "found": "well", **wrong}, by=by)
    made = actions.make_visit(visit, made_on=today(), found="well", by=by)
    assert made.state == VisitState.MADE
    assert visit_ahead(pair.care).planned_on == in_days(14)
    assert case.deadlines.get(rule=Rule.CARE_VISIT, met_on__isnull=True).literal_on == in_days(14)
    with pytest.raises(Conflict):
        actions.make_visit(made, made_on=today(), found="well", by=by)


def test_suspected_harm_makes_the_case_urgent_at_once(world, pair, case):
    actions.make_visit(visit_ahead(pair.care), made_on=today(), found="harm", words="手臂有伤", by=world.case_worker)
    assert Case.objects.get(pk=case.pk).urgency == "child"
    jobs.work_off(WALLED)
    assert Message.objects.filter(user=world.case_supervisor, kind="services.waits").exists()


def test_another_day_is_agreed_on_before_it_is_missed_not_after(world, pair, case, time_machine):
    by, visit = world.case_worker, visit_ahead(pair.care)
    moved = actions.move_visit(visit, on=in_days(9), by=by)
    assert moved.planned_on == in_days(9)
    assert case.deadlines.get(rule=Rule.CARE_VISIT, met_on__isnull=True).literal_on == in_days(9)
    with pytest.raises(Refused):
        actions.move_visit(visit, on=in_days(31), by=by)
    time_machine.move_to(timezone.now() + timedelta(days=25))
    assert actions.miss_overdue() == 1
    with pytest.raises(Conflict, match="不能改约"):
        actions.move_visit(visit_ahead(pair.care), on=in_days(2), by=by)


def test_a_missed_visit_reaches_the_supervisor_who_sees_to_it(world, pair, case, time_machine):
    by, chief = world.case_worker, world.case_supervisor
    assert actions.miss_overdue() == 0
    time_machine.move_to(timezone.now() + timedelta(days=20))
    assert actions.miss_overdue() == 1
    assert escalate_overdue() >= 1
    jobs.work_off(WALLED)
    assert Message.objects.filter(user=chief, kind="services.waits").exists()
    visit = visit_ahead(pair.care)
    assert visit.state == VisitState.MISSED
    assert "answer_missed" in {act.name for act in acts(case, chief)}
    assert "answer_missed" not in {act.name for act in acts(case, by)}
    with pytest.raises(NotPermitted):
        actions.answer_missed(visit, words="x", next_on=in_days(2), by=by)
    with pytest.raises(Refused):
        actions.answer_missed(visit, words=" ", next_on=in_days(2), by=chief)
    answered = actions.answer_missed(visit, words="志愿者生病，由主办去", next_on=in_days(2), by=chief)
    assert answered.state == VisitState.ANSWERED
    assert visit_ahead(pair.care).planned_on == in_days(2)
    labels = {entry["label"] for entry in timeline_of(case)}
    assert {"过了日子没有去", "督导安排", "提出一位志愿者", "开始结对"} <= labels


def test_a_missed_visit_made_late_is_made(world, pair, time_machine):
    time_machine.move_to(timezone.now() + timedelta(days=20))
    actions.miss_overdue()
    member = persona("case_worker", world.county)
    add_member(pair.care.case, member, duty=Duty.MEMBER, by=world.case_worker)
    late = actions.make_visit(visit_ahead(pair.care), made_on=today(), found="well", next_on=in_days(5), by=member)
    assert late.state == VisitState.MADE
    assert visit_ahead(pair.care).planned_on == in_days(5)


def test_a_pair_ends_without_a_judgement_and_another_may_follow(world, pair, volunteer, case):
    by = world.case_worker
    with pytest.raises(Refused):
        actions.end_pair(pair, why="unreliable", by=by)
    ended = actions.end_pair(pair, why="other", by=by)
    assert (ended.state, CareVisit.objects.get().state) == (PairState.ENDED, VisitState.CANCELLED)
    assert not case.deadlines.filter(rule=Rule.CARE_VISIT, met_on__isnull=True).exists()
    with pytest.raises(Conflict):
        actions.end_pair(ended, why="other", by=by)
    assert running_pair(care_of(case), volunteer, by).state == PairState.RUNNING
    assert CarePair.objects.count() == 2


def test_a_volunteer_is_entered_by_one_and_vetted_by_another(world, time_machine):
    by, chief = world.case_worker, world.case_supervisor
    told = {"name": "田妈妈", "phone": "1", "languages": ["miao"], "times": ["weekend"], "given": "signed"}
    for wrong in ({"name": " "}, {"phone": "-"}, {"languages": []}, {"times": ["x"]}, {"given": "online"}):
        with pytest.raises(Refused):
            actions.enter_volunteer(world.village, **{**told, **wrong}, by=by)
    with pytest.raises(NotPermitted):
        actions.enter_volunteer(world.village, **told, by=world.village_officer)
    entered = actions.enter_volunteer(world.village, **told, by=chief)
    with pytest.raises(Conflict, match="已经登记过"):
        actions.enter_volunteer(world.village, **told, by=by)
    with pytest.raises(NotPermitted, match="不能自己核查"):
        actions.vet_volunteer(entered, checked_on=today(), judges_nobody=True, by=chief)
    with pytest.raises(NotPermitted):
        actions.vet_volunteer(entered, checked_on=today(), judges_nobody=True, by=by)
    second = persona("case_supervisor", world.county)
    for day in (1, -400):
        with pytest.raises(Refused):
            actions.vet_volunteer(entered, checked_on=in_days(day), judges_nobody=True, by=second)
    assert (
        actions.vet_volunteer(entered, checked_on=today(), judges_nobody=True, by=second).state == VolunteerState.VETTED
    )


def test_a_check_that_is_over_stops_new_pairs_and_tells_the_team(world, pair, volunteer, case, time_machine):
    time_machine.move_to(timezone.now() + timedelta(days=370))
    assert actions.lapse_checks() == 1
    assert actions.lapse_checks() == 0
    assert "核查已过期" in case.tasks.get().words
    again = actions.vet_volunteer(
        Volunteer.objects.get(pk=volunteer.pk), checked_on=today(), judges_nobody=True, by=world.case_supervisor
    )
    assert again.state == VolunteerState.VETTED


def test_a_check_over_between_proposal_and_start_stops_the_start(world, care, time_machine):
    by = world.case_worker
    on = in_days(-364)
    pair = actions.propose_pair(
        care, volunteer_in(world.village, by, world.case_supervisor, on=on), every_days=7, by=by
    )
    time_machine.move_to(timezone.now() + timedelta(days=5))
    with pytest.raises(Refused, match="核查已过期"):
        actions.start_pair(pair, given=Given.SIGNED, own_word=True, first_on=in_days(3), by=by)


def test_a_volunteer_leaves_without_a_reason_and_is_forgotten_a_year_later(world, pair, volunteer, case, time_machine):
    with pytest.raises(NotPermitted):
        actions.leave_volunteer(volunteer, by=world.village_officer)
    left = actions.leave_volunteer(volunteer, by=persona("case_worker", world.county))
    assert left.state == VolunteerState.LEFT
    assert care_of(case).state == CareState.ASSESSED
    assert "另请一位" in case.tasks.get().words
    assert actions.erase_volunteers() == 0
    time_machine.move_to(timezone.now() + timedelta(days=370))
    assert actions.erase_volunteers() == 1
    left.refresh_from_db()
    assert (left.name, left.phone, left.phone_index) == ("", "", "")
