"""State x transition x role, duplicates, orders, the end and the new beginning (domain A9-1, B5)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from anjia.accounts.factories import persona
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.permissions import grants
from anjia.kernel.workflow import advance
from anjia.services.actions import add_member, answer_survey, assign_case, close_case, reopen_case
from anjia.services.clock import add_months
from anjia.services.enums import Duty
from anjia.services.factories import case_of, new_case
from anjia.services.models import Case, CaseFile, SatisfactionAnswer
from anjia.services.petitions.actions import (
    accept_petition,
    answer_order,
    answer_recheck,
    answer_review,
    ask_recheck,
    ask_review,
    extend_petition,
    merge_petition,
    order_petition,
    redirect_petition,
    register_petition,
    reply_petition,
    withdraw_petition,
)
from anjia.services.petitions.enums import Outcome, PetitionState, Verb
from anjia.services.petitions.kind import acts, client_acts
from anjia.services.petitions.models import Petition, PetitionAnswer
from anjia.services.petitions.queries import petition_of
from anjia.services.petitions.workflow import PETITION

ROLES = ("case_worker", "case_supervisor", "village_officer", "town_federation", "district_office", "administrator")
EXTRA = {"merged_into_id": "00000000-0000-7000-8000-000000000001", "accepted_on": "2026-01-01"}


@pytest.fixture
def case(world):
    return case_of(world.village, world.case_worker, world.case_supervisor)


@pytest.fixture
def reviewer(world, case):
    person = persona("case_worker", world.county)
    add_member(case, person, duty=Duty.REVIEWER, by=world.case_supervisor)
    return person


def accepted(case, worker):
    return accept_petition(register_petition(petition_of(case), by=worker), by=worker)


def replied(case, worker):
    return reply_petition(accepted(case, worker), outcome=Outcome.EXPLAINED, words="说明", by=worker)


def test_state_by_transition_by_role(world, case):
    """The life-cycle alone: every arrow from every state, for every role, does what the table says."""
    petition = petition_of(case)
    held = {role: getattr(world, role) for role in ROLES}
    for state in PetitionState:
        for step in PETITION:
            for role, user in held.items():
                Petition.objects.filter(pk=petition.pk).update(state=state, **EXTRA)
                petition.refresh_from_db()
                if role not in grants.roles_with(step.permission):
                    with pytest.raises(NotPermitted):
                        advance(petition, step, by=user)
                elif state not in step.source:
                    with pytest.raises(Conflict):
                        advance(petition, step, by=user)
                else:
                    assert advance(petition, step, by=user).state == step.target


def test_only_the_walled_hold_any_of_its_verbs():
    for verb in Verb:
        assert grants.roles_with(verb) <= {"case_worker", "case_supervisor"}
    assert grants.roles_with(Verb.APPROVE) == {"case_supervisor"}


def test_a_colleague_outside_the_team_does_nothing(world, case):
    petition, by = petition_of(case), persona("case_supervisor", world.county)
    acts_of_all = (
        lambda: register_petition(petition, by=by),
        lambda: accept_petition(petition, by=by),
        lambda: redirect_petition(petition, body="区自然资源局", words="不是我们管", by=by),
        lambda: reply_petition(petition, outcome=Outcome.PARTLY, words="x", by=by),
        lambda: merge_petition(petition, petition, by=by),
        lambda: extend_petition(petition, days=1, reason="x", by=by),
        lambda: order_petition(petition, words="快办", due_on=timezone.localdate(), by=by),
        lambda: answer_review(petition, outcome=Outcome.UPHELD, words="x", by=by),
        lambda: answer_recheck(petition, outcome=Outcome.UPHELD, words="x", by=by),
        lambda: ask_review(petition, by=by),
        lambda: withdraw_petition(petition, by=by),
    )
    for act in acts_of_all:
        with pytest.raises(NotPermitted, match="办理团队"):
            act()


def test_accepted_the_person_has_it_in_writing(world, case):
    petition = accepted(case, world.case_worker)
    assert petition.state == PetitionState.ACCEPTED
    file = CaseFile.objects.get(case=case)
    assert (file.kind, file.by_code) == ("notice", True)
    with pytest.raises(Conflict):
        accept_petition(petition, by=world.case_worker)


def test_redirected_says_to_whom_and_why(world, case):
    petition = register_petition(petition_of(case), by=world.case_worker)
    with pytest.raises(Refused):
        redirect_petition(petition, body="", words="x", by=world.case_worker)
    petition = redirect_petition(petition, body="区自然资源局", words="征地补偿归其办理", by=world.case_worker)
    assert petition.state == PetitionState.REDIRECTED
    assert not case.deadlines.filter(met_on__isnull=True).exists()
    close_case(case, by=world.case_worker)
    assert Case.objects.get(pk=case.pk).closed_on == timezone.localdate()


def test_an_answer_names_its_outcome_and_its_grounds(world, case):
    petition = accepted(case, world.case_worker)
    for outcome, words in ((Outcome.UPHELD, "x"), (Outcome.PARTLY, " ")):
        with pytest.raises(Refused, match="意见"):
            reply_petition(petition, outcome=outcome, words=words, by=world.case_worker)
    assert petition_of(case).state == PetitionState.ACCEPTED


def test_a_duplicate_is_found_and_goes_into_the_earlier_one(world, case):
    again = case_of(world.village, world.case_worker, world.case_supervisor)
    other = case_of(world.village, world.case_worker, world.case_supervisor, phone="13900001111")
    petition = petition_of(again)
    assert "merge" in {act.name for act in acts(again, world.case_worker)}
    assert "merge" not in {act.name for act in acts(other, world.case_worker)}
    with pytest.raises(Refused, match="同一个人"):
        merge_petition(petition_of(other), petition_of(case), by=world.case_worker)
    petition = merge_petition(petition, petition_of(case), by=world.case_worker)
    assert (petition.state, petition.merged_into_id) == (PetitionState.MERGED, petition_of(case).pk)
    assert Case.objects.get(pk=again.pk).closed_on
    withdraw_petition(petition_of(case))
    third = case_of(world.village, world.case_worker, world.case_supervisor)
    with pytest.raises(Refused, match="已经办结"):
        merge_petition(petition_of(third), petition_of(case), by=world.case_worker)


def test_after_recheck_the_same_facts_are_not_accepted_again(world, case, reviewer):
    petition = ask_review(replied(case, world.case_worker))
    petition = answer_review(petition, outcome=Outcome.UPHELD, words="维持", by=reviewer)
    petition = ask_recheck(petition)
    answer_recheck(petition, outcome=Outcome.UPHELD, words="维持", by=world.case_supervisor)
    close_case(case, by=world.case_worker)
    with pytest.raises(Refused, match="复核终结"):
        reopen_case(Case.objects.get(pk=case.pk), by=world.case_worker)
    again = case_of(world.village, world.case_worker, world.case_supervisor)
    with pytest.raises(Refused, match="不再受理"):
        accepted(again, world.case_worker)
    assert petition_of(again).state == PetitionState.REGISTERED


def test_nobody_answers_twice(world, case, reviewer):
    petition = ask_review(replied(case, world.case_worker))
    assert "answer_review" in {act.name for act in acts(case, reviewer)}
    petition = ask_recheck(answer_review(petition, outcome=Outcome.UPHELD, words="维持", by=reviewer))
    assert "answer_recheck" not in {act.name for act in acts(case, reviewer)}
    with pytest.raises(NotPermitted, match="不能再由您"):
        answer_recheck(petition, outcome=Outcome.UPHELD, words="维持", by=reviewer)
    assert PetitionAnswer.objects.filter(petition=petition).count() == 2


def test_the_person_withdraws_at_any_open_step_without_a_reason(world, case):
    petition = accepted(case, world.case_worker)
    assert {act.name for act in client_acts(case)} == {"withdraw"}
    assert withdraw_petition(petition).state == PetitionState.WITHDRAWN
    assert not case.deadlines.filter(met_on__isnull=True).exists()
    with pytest.raises(Conflict):
        withdraw_petition(petition_of(case))
    reopen_case(Case.objects.get(pk=case.pk), by=world.case_worker)
    assert petition_of(case).state == PetitionState.REGISTERED
    assert case.deadlines.filter(met_on__isnull=True).count() == 1


def test_it_is_not_closed_while_a_review_may_be_asked_for(world, case, time_machine):
    replied(case, world.case_worker)
    with pytest.raises(Refused, match="还可以请求复查"):
        close_case(case, by=world.case_worker)
    assert {act.name for act in client_acts(case)} == {"ask_review"}
    time_machine.move_to(timezone.now() + timedelta(days=45))
    close_case(case, by=world.case_worker)
    case.refresh_from_db()
    assert case.erase_after == add_months(case.closed_on, 60)
    with pytest.raises(Conflict):
        close_case(case, by=world.case_worker)


def test_the_survey_is_nameless_and_once(world, case):
    withdraw_petition(petition_of(case))
    closed = Case.objects.get(pk=case.pk)
    with pytest.raises(Refused):
        answer_survey(closed, heard=6, told=1, helped=1)
    answer_survey(closed, heard=5, told=4, helped=3)
    with pytest.raises(Conflict):
        answer_survey(closed, heard=5, told=4, helped=3)
    row = SatisfactionAnswer.objects.get()
    assert row.pk.version == 4
    assert {f.name for f in row._meta.get_fields()} == {
        "id", "kind", "county_path", "quarter", "heard", "told", "helped",
    }  # fmt: skip


def test_an_order_of_the_supervisor_is_answered_by_the_lead(world, case):
    petition = accepted(case, world.case_worker)
    with pytest.raises(Refused):
        order_petition(petition, words=" ", due_on=timezone.localdate(), by=world.case_supervisor)
    with pytest.raises(NotPermitted):
        order_petition(petition, words="快办", due_on=timezone.localdate(), by=world.case_worker)
    order = order_petition(petition, words="三日内上门", due_on=timezone.localdate(), by=world.case_supervisor)
    with pytest.raises(NotPermitted):
        answer_order(order, answer="去过了", by=world.case_supervisor)
    with pytest.raises(Refused):
        answer_order(order, answer="", by=world.case_worker)
    answer_order(order, answer="去过了", by=world.case_worker)
    with pytest.raises(Conflict):
        answer_order(order, answer="又去了", by=world.case_worker)
    withdraw_petition(petition)
    with pytest.raises(Conflict):
        order_petition(petition_of(case), words="x", due_on=timezone.localdate(), by=world.case_supervisor)


def test_a_case_without_a_lead_is_nobodys_to_handle(world):
    case = new_case(world.village)
    with pytest.raises(NotPermitted):
        register_petition(petition_of(case), by=world.case_supervisor)
    assign_case(case, world.case_supervisor, by=world.case_supervisor)
    assert register_petition(petition_of(case), by=world.case_supervisor).state == PetitionState.REGISTERED
