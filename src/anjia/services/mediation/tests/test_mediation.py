"""State x transition x role, both sides' will, agreements, the end and the new beginning (domain A9-2, B6)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from anjia.accounts.factories import persona
from anjia.accounts.models import Membership, User
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.permissions import grants
from anjia.kernel.workflow import advance
from anjia.services.actions import (
    add_member,
    assign_case,
    close_case,
    erase_case,
    reopen_case,
    take_in,
    withdraw_consent,
)
from anjia.services.enums import Duty, Purpose, Source, Topic
from anjia.services.factories import told
from anjia.services.mediation.actions import (
    ask_court,
    begin_talks,
    confirm_agreement,
    decline_talks,
    fail_talks,
    follow_up,
    hold_session,
    make_agreement,
    mediate_again,
    note_court_accepted,
    note_court_extended,
    refuse_confirmation,
    withdraw_mediation,
)
from anjia.services.mediation.enums import Channel, Dispute, Form, Kept, MediationState, Outcome, Verb
from anjia.services.mediation.factories import agreed, begun, committee_of, mediation_case
from anjia.services.mediation.kind import acts, client_acts
from anjia.services.mediation.models import Agreement, Ending, FollowUp, Mediation, MediationSession
from anjia.services.mediation.queries import mediation_of
from anjia.services.mediation.workflow import MEDIATION, OVER
from anjia.services.models import Case, CaseFile

ROLES = ("case_worker", "case_supervisor", "village_officer", "town_federation", "district_office", "administrator")
EXTRA = {"begun_on": "2026-01-01", "asked_court_on": "2026-01-02", "channel": Channel.ADMINISTRATIVE}


@pytest.fixture
def case(world):
    return mediation_case(world)


def names(found):
    return {act.name for act in found}


def test_state_by_transition_by_role(world, case):
    """The life-cycle alone: every arrow from every state, for every role, does what the table says."""
    mediation = mediation_of(case)
    held = {role: getattr(world, role) for role in ROLES}
    for state in MediationState:
        for step in MEDIATION:
            for role, user in held.items():
                Mediation.objects.filter(pk=mediation.pk).update(state=state, **EXTRA)
                mediation.refresh_from_db()
                if role not in grants.roles_with(step.permission):
                    with pytest.raises(NotPermitted):
                        advance(mediation, step, by=user)
                elif state not in step.source:
                    with pytest.raises(Conflict):
                        advance(mediation, step, by=user)
                else:
                    assert advance(mediation, step, by=user).state == step.target


def test_only_the_walled_hold_what_opens_a_case():
    walled = {"case_worker", "case_supervisor"}
    assert grants.roles_with(Verb.HANDLE) == grants.roles_with(Verb.FOLLOW) == walled
    assert grants.roles_with(Verb.KEEP_REGISTERS) == {"case_supervisor"}
    assert grants.roles_with(Verb.REPORT) == {
        "village_officer",
        "town_federation",
        "district_office",
        "case_supervisor",
    }


def test_a_colleague_outside_the_team_does_nothing(world, case):
    mediation, by, day = mediation_of(case), persona("case_supervisor", world.county), timezone.localdate()
    words = {"facts": "x", "terms": "x", "performance": "x"}
    made = Agreement.objects.create(mediation=mediation, form=Form.ORAL, effective_on=day, **words)
    acts_of_all = (
        lambda: begin_talks(mediation, channel="admin", dispute="other", mediators="x", both_willing=True, by=by),
        lambda: decline_talks(mediation, words="x", by=by),
        lambda: fail_talks(mediation, words="x", by=by),
        lambda: hold_session(mediation, held_on=day, place="x", words="x", by=by),
        lambda: make_agreement(mediation, form=Form.ORAL, effective_on=day, **words, by=by),
        lambda: ask_court(mediation, both_ask=True, by=by),
        lambda: note_court_accepted(mediation, by=by),
        lambda: note_court_extended(mediation, days=1, reason="x", by=by),
        lambda: confirm_agreement(mediation, by=by),
        lambda: refuse_confirmation(mediation, by=by),
        lambda: mediate_again(mediation, by=by),
        lambda: follow_up(made, on=day, kept=Kept.KEPT, by=by),
        lambda: withdraw_mediation(mediation, by=by),
    )
    for act in acts_of_all:
        with pytest.raises(NotPermitted, match="办理团队"):
            act()


def test_a_member_writes_down_what_was_said_and_decides_nothing(world, case):
    member = persona("case_worker", world.county)
    add_member(case, member, duty=Duty.MEMBER, by=world.case_supervisor)
    mediation = begun(case, world)
    hold_session(mediation, held_on=timezone.localdate(), place="村调解室", words="双方各说了经过", by=member)
    assert MediationSession.objects.get().words == "双方各说了经过"
    with pytest.raises(NotPermitted):
        fail_talks(mediation, words="告知可以起诉", by=member)
    assert names(acts(case, member)) == {"session"}
    assert names(acts(case, world.case_worker)) == {"agree", "fail", "session"}


def test_violence_is_not_mediated_away_and_the_other_side_is_named(world):
    for changes, match in (
        ({"topic": Topic.VIOLENCE, "further": {"other_side": "邻居"}}, "不作为纠纷调解"),
        ({"topic": Topic.OTHER, "further": {"other_side": " "}}, "和谁有纠纷"),
    ):
        with pytest.raises(Refused, match=match):
            take_in("mediation", world.village, told(**changes), source=Source.VISIT, token="x", by=world.case_worker)
    assert not Case.objects.exists()


def test_it_begins_only_where_both_are_willing_and_know_who_mediates(world, case):
    mediation, by, committee = mediation_of(case), world.case_worker, committee_of(world)
    elsewhere = committee_of(world, region=world.neighbour_village)
    good = {"channel": Channel.PEOPLE, "dispute": Dispute.NEIGHBOUR, "mediators": "罗某", "committee": committee}
    good |= {"both_willing": True, "by": by}
    future = timezone.localdate() + timedelta(days=1)
    for wrong in (
        {"both_willing": False},
        {"mediators": " "},
        {"channel": "court"},
        {"dispute": ""},
        {"committee": None},
        {"channel": Channel.ADMINISTRATIVE},
        {"committee": elsewhere},
        {"on": future},
        {"on": case.received_on - timedelta(days=1)},
    ):
        with pytest.raises(Refused):
            begin_talks(mediation, **{**good, **wrong})
    assert mediation_of(case).state == MediationState.RECEIVED
    mediation = begin_talks(mediation, **good)
    assert (mediation.state, mediation.committee_id) == (MediationState.MEDIATING, committee.pk)
    with pytest.raises(Conflict):
        begin_talks(mediation, **good)


def test_who_is_not_willing_need_not_and_both_hear_of_other_ways(world, case):
    with pytest.raises(Refused, match="其他途径"):
        decline_talks(mediation_of(case), words=" ", by=world.case_worker)
    mediation = decline_talks(mediation_of(case), words="可以向法院起诉", by=world.case_worker)
    assert mediation.state == MediationState.UNWILLING
    file = CaseFile.objects.get(case=case)
    assert (file.kind, file.by_code) == ("ending", True)
    assert not case.deadlines.filter(met_on__isnull=True).exists()
    # What never began is counted by no channel.
    assert not Ending.objects.exists()
    close_case(case, by=world.case_supervisor)
    assert Case.objects.get(pk=case.pk).closed_on == timezone.localdate()


def test_a_session_is_held_between_the_beginning_and_today(world, case):
    day = timezone.localdate()
    good = {"held_on": day, "place": "村调解室", "words": "谈了界墙", "by": world.case_worker}
    with pytest.raises(Conflict):
        hold_session(mediation_of(case), **good)
    mediation = begun(case, world)
    for wrong in (
        {"held_on": day + timedelta(days=1)},
        {"held_on": day - timedelta(days=1)},
        {"place": ""},
        {"words": " "},
    ):
        with pytest.raises(Refused):
            hold_session(mediation, **{**good, **wrong})
    hold_session(mediation, **good)
    assert MediationSession.objects.get().words == "谈了界墙"


@pytest.mark.parametrize(("form", "name"), [(Form.WRITTEN, "调解协议书"), (Form.ORAL, "口头调解协议登记")])
def test_an_agreement_holds_its_three_groups_written_or_oral(world, case, form, name):
    mediation, day = begun(case, world), timezone.localdate()
    good = {"form": form, "facts": "界墙倒了", "terms": "各修一半", "performance": "月底前", "effective_on": day}
    for wrong in (
        {"facts": " "}, {"terms": ""}, {"performance": ""}, {"form": "email"},
        {"effective_on": day + timedelta(days=1)}, {"effective_on": day - timedelta(days=1)},
        {"perform_by": day - timedelta(days=1)},
    ):  # fmt: skip
        with pytest.raises(Refused):
            make_agreement(mediation, **{**good, **wrong}, by=world.case_worker)
    assert not Agreement.objects.exists()
    mediation = make_agreement(mediation, **good, by=world.case_worker)
    assert mediation.state == MediationState.AGREED
    assert CaseFile.objects.get(case=case).name.startswith(name)
    ending = Ending.objects.get()
    assert (ending.channel, ending.outcome, ending.on) == (Channel.PEOPLE, Outcome.AGREED, day)


def test_it_closes_when_it_is_kept_or_the_court_can_no_longer_be_asked(world, case):
    mediation = agreed(case, world)
    with pytest.raises(Refused, match="司法确认"):
        close_case(case, by=world.case_worker)
    agreement, day = mediation.agreement, timezone.localdate()
    for wrong in ({"kept": "maybe"}, {"on": day + timedelta(days=1)}, {"on": day - timedelta(days=2)}):
        with pytest.raises(Refused):
            follow_up(agreement, **{"kept": Kept.KEPT, "on": day, **wrong}, by=world.case_worker)
    follow_up(agreement, on=day, kept=Kept.PARTLY, words="墙修了一半", by=world.case_worker)
    with pytest.raises(Refused):
        close_case(case, by=world.case_worker)
    follow_up(agreement, on=day, kept=Kept.KEPT, by=world.case_worker)
    close_case(case, by=world.case_worker)
    reopen_case(Case.objects.get(pk=case.pk), by=world.case_worker)
    again = mediation_of(case)
    assert (again.state, again.begun_on) == (MediationState.RECEIVED, None)
    assert case.deadlines.filter(met_on__isnull=True).count() == 1
    # What was counted stays counted.
    assert Ending.objects.count() == 1


def test_no_agreement_says_where_to_go_and_counts(world, case):
    mediation = fail_talks(begun(case, world), words="可以向法院起诉", by=world.case_worker)
    assert (mediation.state, Ending.objects.get().outcome) == (MediationState.FAILED, Outcome.FAILED)
    with pytest.raises(Conflict):
        ask_court(mediation, both_ask=True, by=world.case_worker)


def test_the_person_stops_at_any_time_without_a_reason(world, case):
    assert names(client_acts(case)) == {"withdraw"}
    mediation = withdraw_mediation(begun(case, world))
    assert (mediation.state, Ending.objects.get().outcome) == (MediationState.WITHDRAWN, Outcome.STOPPED)
    assert client_acts(case) == []
    with pytest.raises(Conflict):
        withdraw_mediation(mediation_of(case))


def test_a_consent_taken_back_ends_it_wherever_it_stands(world):
    for number, state in enumerate(s for s in MediationState if s not in OVER):
        case = mediation_case(world, phone=f"1380000{number:04d}")
        Mediation.objects.filter(case=case).update(state=state, **EXTRA)
        withdraw_consent(Case.objects.get(pk=case.pk), purpose=Purpose.HANDLE)
        assert mediation_of(case).state == MediationState.WITHDRAWN


def test_a_case_without_a_lead_is_nobodys_to_handle(world):
    case = mediation_case(world, lead=None)
    with pytest.raises(NotPermitted):
        decline_talks(mediation_of(case), words="x", by=world.case_supervisor)
    assign_case(case, world.case_supervisor, by=world.case_supervisor)
    assert names(acts(case, world.case_supervisor)) == {"begin", "decline"}


def test_what_was_said_goes_and_how_it_ended_stays(world, case):
    mediation = agreed(case, world)
    hold = MediationSession.objects.create(
        mediation=mediation, held_on=timezone.localdate(), place="村", words="谈", written_by_id=world.case_worker.pk
    )
    follow_up(mediation.agreement, on=timezone.localdate(), kept=Kept.KEPT, words="修好了", by=world.case_worker)
    close_case(case, by=world.case_worker)
    withdraw_consent(Case.objects.get(pk=case.pk), purpose=Purpose.HANDLE)
    erase_case(Case.objects.get(pk=case.pk), by=world.case_supervisor)
    mediation = mediation_of(case)
    assert (mediation.other_side, mediation.mediators, mediation.agreement.terms) == ("", "", "")
    assert FollowUp.objects.get().words == ""
    assert not MediationSession.objects.filter(pk=hold.pk).exists()
    assert Ending.objects.count() == 1


def test_whose_role_ended_yesterday_is_out_whatever_the_team_says(world, case):
    yesterday = timezone.localdate() - timedelta(days=1)
    Membership.objects.filter(user=world.case_worker).update(starts_on=yesterday, ends_on=yesterday)
    gone = User.objects.get(pk=world.case_worker.pk)
    with pytest.raises(NotPermitted):
        decline_talks(mediation_of(case), words="可以向法院起诉", by=gone)
    assert mediation_of(case).state == MediationState.RECEIVED
