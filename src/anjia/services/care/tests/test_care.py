"""Cases of care: by consent, a child never without its guardian; state x transition x role (A9-6, A13-2; B9)."""

from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone

from anjia.accounts.factories import persona
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.permissions import grants
from anjia.kernel.workflow import advance
from anjia.regions.enums import Rule
from anjia.services.actions import close_case, erase_case, reopen_case, take_in, withdraw_consent
from anjia.services.care import actions
from anjia.services.care.enums import AidState, Audience, CareState, PairState, Verb, VisitState, VolunteerState
from anjia.services.care.factories import NEEDS, asked_for, assessed, care_case, funded, running_pair, volunteer_in
from anjia.services.care.kind import acts, client_acts
from anjia.services.care.models import CareCase, CareContact, CarePair, CareVisit
from anjia.services.care.queries import care_of, open_pair, visit_ahead
from anjia.services.care.workflow import AID, CARE, PAIR, VISIT, VOLUNTEER
from anjia.services.codes import WALLED
from anjia.services.enums import Given, Purpose, Source
from anjia.services.models import Case
from anjia.web.once import new_token

ROLES = ("case_worker", "case_supervisor", "village_officer", "town_federation", "district_office", "administrator")


def matrix(world, row, workflow, states, **extra):
    """Every arrow from every state, for every role, does what the table says."""
    model = type(row)
    for state in states:
        for step in workflow:
            for role in ROLES:
                model.objects.filter(pk=row.pk).update(state=state, **extra)
                row.refresh_from_db()
                user = getattr(world, role)
                if role not in grants.roles_with(step.permission):
                    with pytest.raises(NotPermitted):
                        advance(row, step, by=user)
                elif state not in step.source:
                    with pytest.raises(Conflict):
                        advance(row, step, by=user)
                else:
                    assert advance(row, step, by=user).state == step.target


def test_state_by_transition_by_role(world, pair, volunteer):
    matrix(world, pair.care, CARE, CareState)
    matrix(world, volunteer, VOLUNTEER, VolunteerState)
    matrix(world, pair, PAIR, PairState)
    project = funded(world.county, world.case_supervisor)
    told = {"amount": 1, "words": "x", "given": "signed"}
    grant = actions.propose_aid(pair.care, project, **told, by=world.case_worker)
    matrix(world, grant, AID, AidState, decided_by_id=world.case_supervisor.pk)
    matrix(world, visit_ahead(pair.care), VISIT, VisitState, made_on="2026-01-01", found="well")


def test_only_the_walled_hold_any_of_its_verbs():
    for verb in Verb:
        assert grants.roles_with(verb) <= {"case_worker", "case_supervisor"}
    for verb in (Verb.VET, Verb.OVERSEE, Verb.FUND):
        assert grants.roles_with(verb) == {"case_supervisor"}


def test_a_colleague_outside_the_team_does_nothing(world, pair, volunteer):
    care, by = pair.care, persona("case_supervisor", world.county)
    visit, today = visit_ahead(care), pair.started_on
    for act in (
        lambda: actions.assess_care(care, languages=["miao"], times=["weekend"], needs="x", by=by),
        lambda: actions.propose_pair(care, volunteer, every_days=7, by=by),
        lambda: actions.start_pair(pair, given=Given.SIGNED, own_word=True, first_on=today, by=by),
        lambda: actions.drop_pair(pair, by=by),
        lambda: actions.end_pair(pair, why="wish", by=by),
        lambda: actions.stop_visits(care, by=by),
        lambda: actions.make_visit(visit, made_on=today, found="well", by=by),
        lambda: actions.move_visit(visit, on=today, by=by),
        lambda: actions.answer_missed(visit, words="x", next_on=today, by=by),
        lambda: actions.note_contact(care, held_on=today, way="phone", by=by),
        lambda: actions.withdraw_care(care, by=by),
    ):
        with pytest.raises(NotPermitted, match="办理团队"):
            act()


def ask(world, told):
    return take_in("care", world.village, told, source=Source.ONLINE, token=new_token())


def test_a_childs_case_without_a_guardian_is_refused_in_words(world):
    with pytest.raises(Refused, match="监护人") as refusal:
        ask(world, asked_for(guardian=" "))
    assert "110" in str(refusal.value.who)
    with pytest.raises(Refused, match="需要什么样的关爱"):
        ask(world, asked_for("left_behind"))
    with pytest.raises(Refused, match="没有当事人同意"):
        ask(world, asked_for(consents=False))
    assert not Case.objects.exists()
    assert care_of(ask(world, asked_for())).guardian
    assert care_of(ask(world, asked_for(is_under_14=True, guardian="爷爷"))).is_child
    assert care_of(ask(world, asked_for(Audience.ELDER))).guardian == ""


def test_how_people_describe_themselves_is_sealed_and_so_no_list_of_them(world, case):
    with connections[WALLED].cursor() as cursor:
        cursor.execute("SELECT audience, guardian FROM care_carecase")
        assert "child" not in str(cursor.fetchall())
    assert not CareCase.objects.filter(audience=Audience.CHILD).exists()


def test_needs_are_understood_before_anything_is_arranged(world, case, volunteer):
    care, by = care_of(case), world.case_worker
    assert [act.name for act in acts(case, by)] == ["assess"]
    with pytest.raises(Conflict, match="先了解需要"):
        actions.propose_pair(care, volunteer, every_days=14, by=by)
    for wrong in ({"languages": []}, {"times": ["night"]}, {"needs": " "}, {"languages": ["klingon"]}):
        told = {"languages": ["miao"], "times": ["weekend"], "needs": NEEDS, **wrong}
        with pytest.raises(Refused):
            actions.assess_care(care, **told, by=by)
    assert assessed(case, by).state == CareState.ASSESSED
    assert case.deadlines.get(met_on__isnull=True).rule == Rule.CARE_CONTACT


def test_no_clock_of_parents_runs_for_a_grown_person(world):
    case = care_case(world.village, world.case_worker, world.case_supervisor, Audience.ELDER)
    care = assessed(case, world.case_worker)
    assert not case.deadlines.exists()
    with pytest.raises(Conflict, match="只有孩子"):
        actions.note_contact(care, held_on=case.received_on, way="phone", by=world.case_worker)


def test_the_week_runs_anew_from_each_contact_with_the_parents(world, care, case, time_machine):
    by, day = world.case_worker, case.received_on
    with pytest.raises(Refused):
        actions.note_contact(care, held_on=day.replace(year=day.year + 1), way="phone", by=by)
    with pytest.raises(Refused):
        actions.note_contact(care, held_on=day, way="pigeon", by=by)
    actions.note_contact(care, held_on=day, way="phone", by=by)
    week = case.deadlines.get(rule=Rule.CARE_CONTACT)
    assert (week.starts_on, week.literal_on, week.met_on) == (day, day + timedelta(days=7), None)
    time_machine.move_to(timezone.now() + timedelta(days=3))
    for late in (3, 1):
        actions.note_contact(care, held_on=day + timedelta(days=late), way="video", by=by)
    assert case.deadlines.get(rule=Rule.CARE_CONTACT).starts_on == day + timedelta(days=3), "the latest counts"
    actions.note_contact(care, held_on=day, way="not_reached", by=by)
    assert "联系不上父母" in case.tasks.get().words
    assert CareContact.objects.count() == 4


def test_the_person_stops_visits_or_all_of_it_by_the_code(world, pair, case):
    assert [act.name for act in client_acts(case)] == ["stop_visits", "withdraw"]
    actions.stop_visits(care_of(case))
    pair.refresh_from_db()
    assert (pair.state, pair.why_ended, care_of(case).state) == ("ended", "wish", "assessed")
    assert "不想再有人来看望" in case.tasks.get().words
    with pytest.raises(Conflict):
        actions.stop_visits(care_of(case))
    assert [act.name for act in client_acts(case)] == ["withdraw"]
    actions.withdraw_care(care_of(case))
    assert Case.objects.get(pk=case.pk).closed_on
    assert client_acts(case) == acts(case, world.case_worker) == []


def test_closed_it_rests_and_reopened_it_begins_with_what_is_needed(world, pair, case):
    by = world.case_worker
    close_case(case, by=by)
    pair.refresh_from_db()
    assert (care_of(case).state, pair.why_ended) == ("closed", "case_over")
    assert not case.deadlines.filter(met_on__isnull=True).exists()
    with pytest.raises(Conflict, match="已办结"):
        actions.note_contact(care_of(case), held_on=case.received_on, way="phone", by=by)
    reopen_case(Case.objects.get(pk=case.pk), by=by)
    assert care_of(case).state == "received"
    again = assessed(Case.objects.get(pk=case.pk), by)
    assert running_pair(again, pair.volunteer, by).state == "running"


def test_the_guardians_consent_taken_back_ends_it_and_erased_nothing_is_left(world):
    by, chief = world.case_worker, world.case_supervisor
    case = care_case(world.village, by, chief, is_under_14=True)
    pair = running_pair(assessed(case, by), volunteer_in(world.village, by, chief), by)
    actions.make_visit(visit_ahead(pair.care), made_on=pair.started_on, found="needs", words="缺书包", by=by)
    withdraw_consent(case, purpose=Purpose.GUARDIAN)
    assert care_of(case).state == CareState.WITHDRAWN
    assert open_pair(pair.care) is None
    erase_case(Case.objects.get(pk=case.pk), by=chief)
    care = care_of(case)
    assert (care.audience, care.needs, care.guardian) == ("", "", "")
    assert not CarePair.objects.exists()
    assert not CareVisit.objects.exists()
