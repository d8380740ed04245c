"""State x transition x role; who may say no; lawyers, objections, quality, the end (domain A9-3, B7)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from anjia.accounts.factories import persona
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.permissions import grants
from anjia.kernel.workflow import advance
from anjia.services.actions import add_member, assign_case, close_case, reopen_case, withdraw_consent
from anjia.services.actions.closing import erase_due
from anjia.services.enums import Duty
from anjia.services.factories import new_case
from anjia.services.legal_aid import actions as aid
from anjia.services.legal_aid.enums import AidState, Change, Matter, Means, Result, Ruling, Verb
from anjia.services.legal_aid.factories import LAWYER, aid_case
from anjia.services.legal_aid.kind import acts, client_acts
from anjia.services.legal_aid.models import AidAssignment, AidObjection, LegalAidApplication, QualityReview
from anjia.services.legal_aid.queries import application_of
from anjia.services.legal_aid.workflow import LEGAL_AID
from anjia.services.models import Case, CaseFile

ROLES = ("case_worker", "case_supervisor", "village_officer", "town_federation", "district_office", "administrator")
HELD = {"decided_on": "2026-01-01", "refusal": "scope", "ending": "asked"}


@pytest.fixture
def case(world):
    return aid_case(world)


def granted(world, case):
    return aid.grant_aid(application_of(case), matter=Matter.SUPPORT, means=Means.CHECKED, by=world.case_worker)


def assigned(world, case):
    return aid.assign_lawyer(granted(world, case), **LAWYER, by=world.case_worker)


def delivered(world, case):
    return aid.deliver(assigned(world, case), result=Result.WON, words="判决支付抚养费", by=world.case_worker)


def refused(world, case):
    told = {"refusal": "means", "reasons": "收入高于标准"}
    return aid.refuse_aid(application_of(case), **told, by=world.case_supervisor)


def names(found):
    return {act.name for act in found}


def test_state_by_transition_by_role(world, case):
    """The life-cycle alone: every arrow from every state, for every role, does what the table says."""
    application = application_of(case)
    held = {role: getattr(world, role) for role in ROLES}
    for state in AidState:
        for step in LEGAL_AID:
            for role, user in held.items():
                LegalAidApplication.objects.filter(pk=application.pk).update(state=state, **HELD)
                application.refresh_from_db()
                if role not in grants.roles_with(step.permission):
                    with pytest.raises(NotPermitted):
                        advance(application, step, by=user)
                elif state not in step.source:
                    with pytest.raises(Conflict):
                        advance(application, step, by=user)
                else:
                    assert advance(application, step, by=user).state == step.target


def test_only_the_walled_hold_any_of_its_verbs():
    inside = {"case_worker", "case_supervisor"}
    for verb in Verb:
        alone = verb in {Verb.DENY, Verb.KEEP_MEASURES}
        assert grants.roles_with(verb) == ({"case_supervisor"} if alone else inside)


def test_a_colleague_outside_the_team_does_nothing(world, case):
    application, by = application_of(case), persona("case_supervisor", world.county)
    acts_of_all = (
        lambda: aid.ask_papers(application, lacking="x", by=by),
        lambda: aid.papers_came(application, by=by),
        lambda: aid.lapse(application, by=by),
        lambda: aid.grant_aid(application, matter=Matter.OTHER, means=Means.CHECKED, by=by),
        lambda: aid.grant_ahead(application, matter=Matter.OTHER, ahead="other", by=by),
        lambda: aid.appoint_defence(application, body="court", stage="trial", notified_on=timezone.localdate(), by=by),
        lambda: aid.refuse_aid(application, refusal="scope", reasons="x", by=by),
        lambda: aid.assign_lawyer(application, **LAWYER, by=by),
        lambda: aid.replace_lawyer(application, change=Change.CLIENT, **LAWYER, by=by),
        lambda: aid.deliver(application, result=Result.WON, words="x", by=by),
        lambda: aid.end_aid(application, ending="asked", reasons="x", by=by),
        lambda: aid.object_to(application, by=by),
        lambda: aid.answer_objection(application, ruling=Ruling.UPHELD, words="x", by=by),
        lambda: aid.review_quality(application, mark="good", by=by),
        lambda: aid.withdraw_application(application, by=by),
    )
    for act in acts_of_all:
        with pytest.raises(NotPermitted, match="办理团队"):
            act()


def test_whoever_examines_does_not_refuse_alone(world, case):
    with pytest.raises(NotPermitted):
        aid.refuse_aid(application_of(case), refusal="means", reasons="x", by=world.case_worker)
    for refusal, reasons in (("gossip", "x"), ("means", " ")):
        with pytest.raises(Refused):
            aid.refuse_aid(application_of(case), refusal=refusal, reasons=reasons, by=world.case_supervisor)
    assert names(acts(case, world.case_supervisor)) == {"refuse"}
    assert "refuse" not in names(acts(case, world.case_worker))
    application = refused(world, case)
    assert names(client_acts(case)) == {"object"}
    with pytest.raises(NotPermitted, match="原决定是您作出的"):
        aid.answer_objection(aid.object_to(application), ruling="upheld", words="x", by=world.case_supervisor)
    application = application_of(case)
    assert application.state == AidState.OBJECTED
    assert "answer_objection" in names(acts(case, world.case_worker)) - names(acts(case, world.case_supervisor))
    with pytest.raises(Refused):
        aid.answer_objection(application, ruling="upheld", words=" ", by=world.case_worker)
    application = aid.answer_objection(application, ruling="upheld", words="维持", by=world.case_worker)
    assert (application.state, application.refusal) == (AidState.UPHELD, "means")
    close_case(case, by=world.case_worker)
    assert CaseFile.objects.filter(case=case, by_code=True).count() == 2


def test_overturned_the_refusal_is_gone(world, case):
    application = aid.object_to(refused(world, case))
    application = aid.answer_objection(application, ruling="changed", words="符合条件", by=world.case_worker)
    assert (application.state, application.refusal) == (AidState.GRANTED, "")
    assert AidObjection.objects.get().ruling == Ruling.CHANGED


def test_a_day_that_does_not_fit_is_no_day_of_an_objection(world, case):
    application, today = refused(world, case), timezone.localdate()
    for day in (today + timedelta(days=1), today - timedelta(days=1)):
        with pytest.raises(Refused, match="异议的日子"):
            aid.object_to(application, on=day, by=world.case_worker)


def test_lists_are_closed_and_words_asked_for(world, case):
    by, application = world.case_worker, application_of(case)
    today = timezone.localdate()
    bad = (
        lambda: aid.ask_papers(application, lacking=" \n ", by=by),
        lambda: aid.grant_aid(application, matter="gossip", means=Means.CHECKED, by=by),
        lambda: aid.grant_aid(application, matter=Matter.OTHER, means="", by=by),
        lambda: aid.grant_ahead(application, matter=Matter.OTHER, ahead="", by=by),
        lambda: aid.grant_ahead(application, matter=Matter.OTHER, ahead="limitation", by=by),
        lambda: aid.appoint_defence(application, body="village", stage="trial", notified_on=today, by=by),
        lambda: aid.appoint_defence(
            application, body="court", stage="trial", notified_on=today + timedelta(days=1), by=by
        ),
        lambda: aid_case(world, further={"group": "petitioner"}),
        lambda: aid_case(world, further={"matter": "gossip"}),
    )
    for act in bad:
        with pytest.raises(Refused):
            act()
    assert application_of(case).state == AidState.APPLIED


def test_one_lawyer_at_a_time_and_earlier_ones_stay(world, case):
    by = world.case_worker
    with pytest.raises(Refused, match="律师的姓名"):
        aid.assign_lawyer(granted(world, case), **{**LAWYER, "phone": " "}, by=by)
    application = aid.assign_lawyer(application_of(case), **LAWYER, by=by)
    other = {**LAWYER, "lawyer": "武律师"}
    for change in ("", Change.REOPENED):
        with pytest.raises(Refused, match="为什么更换"):
            aid.replace_lawyer(application, change=change, **other, by=by)
    aid.replace_lawyer(application, change=Change.CLIENT, **other, by=by)
    held = list(AidAssignment.objects.values_list("change", "ended_on"))
    assert held == [(Change.CLIENT, timezone.localdate()), ("", None)]
    with pytest.raises(Refused, match="结果"):
        aid.deliver(application, result="", words="x", by=by)
    aid.deliver(application, result=Result.SETTLED, words="调解结案", by=by)
    with pytest.raises(Conflict, match="办理中"):
        aid.replace_lawyer(application_of(case), change=Change.CLIENT, **LAWYER, by=by)


def test_an_early_end_is_the_supervisors_and_can_be_objected_to(world, case):
    application = assigned(world, case)
    with pytest.raises(NotPermitted):
        aid.end_aid(application, ending="stopped", reasons="x", by=world.case_worker)
    with pytest.raises(Refused, match="终止的原因"):
        aid.end_aid(application, ending="gossip", reasons="x", by=world.case_supervisor)
    application = aid.end_aid(application, ending="stopped", reasons="对方撤诉", by=world.case_supervisor)
    assert (application.state, AidAssignment.objects.filter(ended_on__isnull=True).count()) == (AidState.ENDED, 0)
    application = aid.answer_objection(aid.object_to(application), ruling="changed", words="继续", by=world.case_worker)
    assert aid.assign_lawyer(application, **LAWYER, by=world.case_worker).state == AidState.ASSIGNED


def test_nothing_done_is_closed_before_somebody_else_looked_at_it(world, case):
    application = delivered(world, case)
    with pytest.raises(Refused, match="质量评查"):
        close_case(case, by=world.case_worker)
    with pytest.raises(NotPermitted):
        aid.review_quality(application, mark="good", by=world.case_worker)
    for mark in ("", "poor"):
        with pytest.raises(Refused):
            aid.review_quality(application, mark=mark, by=world.case_supervisor)
    assert names(acts(case, world.case_supervisor)) == {"review"}
    assert acts(case, world.case_worker) == []
    application = aid.review_quality(application, mark="excellent", met_in_time=True, by=world.case_supervisor)
    assert (application.state, application.quality.kept_informed) == (AidState.REVIEWED, False)
    close_case(case, by=world.case_worker)
    assert application_of(case).state == AidState.CLOSED


def test_whoever_led_it_does_not_review_it_under_another_duty(world):
    case, chief = new_case(world.village, kind="legal_aid"), world.case_supervisor
    assign_case(case, chief, by=chief)
    assign_case(case, world.case_worker, by=chief)
    add_member(case, persona("case_worker", world.county), duty=Duty.REVIEWER, by=chief)
    application = delivered(world, case)
    assert acts(case, chief) == []
    with pytest.raises(NotPermitted, match="您主办的"):
        aid.review_quality(application, mark="good", by=chief)


def test_withdrawn_without_a_reason_and_taken_up_anew(world, case):
    application = aid.object_to(refused(world, case))
    assert names(client_acts(case)) == {"withdraw"}
    assert aid.withdraw_application(application).state == AidState.WITHDRAWN
    reopen_case(Case.objects.get(pk=case.pk), by=world.case_worker)
    application = application_of(case)
    assert (application.state, application.refusal, application.decided_on) == (AidState.APPLIED, "", None)
    assert case.deadlines.filter(met_on__isnull=True).count() == 1
    assert aid.object_to(refused(world, case)).state == AidState.OBJECTED


def test_a_closed_one_is_examined_anew(world, case):
    aid.review_quality(delivered(world, case), mark="fair", by=world.case_supervisor)
    close_case(case, by=world.case_worker)
    reopen_case(Case.objects.get(pk=case.pk), by=world.case_worker)
    assert not QualityReview.objects.exists()
    assert assigned(world, case).state == AidState.ASSIGNED


def test_without_consent_it_ends_and_its_words_go(world, case, time_machine):
    application = aid.appoint_defence(
        application_of(case),
        body="public_security",
        stage="investigation",
        notified_on=timezone.localdate(),
        letter="（2026）12号",
        is_for_minor=True,
        by=world.case_worker,
    )
    aid.assign_lawyer(application, **LAWYER, by=world.case_worker)
    withdraw_consent(case, purpose="handle")
    assert application_of(case).state == AidState.WITHDRAWN
    time_machine.move_to(timezone.now() + timedelta(days=32))
    assert erase_due() == 1
    application = application_of(case)
    assert (application.appointed.letter, application.appointed.is_for_minor) == ("", True)
    assert not AidAssignment.objects.exists()
