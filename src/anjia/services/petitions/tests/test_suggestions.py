"""Suggestions to other bodies: state x transition x role, a second person, days to answer by, answers (A13-7, A9-1)."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from anjia.accounts.factories import persona
from anjia.kernel import jobs
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.models import Job
from anjia.kernel.permissions import grants
from anjia.kernel.workflow import advance
from anjia.services.codes import WALLED
from anjia.services.petitions import actions
from anjia.services.petitions.enums import Publication, ReplyOutcome, SuggestionState, Verb
from anjia.services.petitions.factories import SAID, answered, approved, drafted, said, sent
from anjia.services.petitions.models import PolicySuggestion, SuggestionReply
from anjia.services.petitions.queries import suggestions_for_all, suggestions_visible_to, suggestions_waiting
from anjia.services.petitions.suggesting import acts_for
from anjia.services.petitions.workflow import SUGGESTION

ROLES = ("case_worker", "case_supervisor", "village_officer", "town_federation", "district_office", "administrator")
S = SuggestionState


@pytest.fixture
def chief(world):
    return world.case_supervisor


@pytest.fixture
def second(world):
    return persona("case_supervisor", world.county)


@pytest.fixture
def draft(world, chief):
    return drafted(world.county, chief)


def now(suggestion):
    return PolicySuggestion.objects.get(pk=suggestion.pk)


def test_state_by_transition_by_role(world, draft, second):
    """Every arrow from every state, for every role, does what the table says."""
    held = {role: getattr(world, role) for role in ROLES}
    day = timezone.localdate()
    extra = {"approved_by_id": second.pk, "sent_on": day, "reply_due_on": day, "reply_literal_on": day}
    for state in SuggestionState:
        for step in SUGGESTION:
            for role, user in held.items():
                PolicySuggestion.objects.filter(pk=draft.pk).update(state=state, **extra)
                suggestion = now(draft)
                if role not in grants.roles_with(step.permission):
                    with pytest.raises(NotPermitted):
                        advance(suggestion, step, by=user)
                elif state not in step.source:
                    with pytest.raises(Conflict):
                        advance(suggestion, step, by=user)
                else:
                    assert advance(suggestion, step, by=user).state == step.target


def test_who_may():
    assert grants.roles_with(Verb.SUGGEST) == grants.roles_with(Verb.APPROVE_SUGGESTION) == {"case_supervisor"}
    assert grants.roles_with(Verb.VIEW_SUGGESTIONS) == {"case_supervisor", "case_worker"}


def test_only_supervisors_of_the_district_write(world, chief):
    for who in (world.case_worker, world.town_federation, world.district_office):
        with pytest.raises(NotPermitted):
            drafted(world.county, who)
    with pytest.raises(Refused, match="区县"):
        drafted(world.town, chief)
    for name in SAID:
        with pytest.raises(Refused):
            drafted(world.county, chief, **{name: " "})
    with pytest.raises(Refused, match="哪一类事"):
        drafted(world.county, chief, topic="x")
    assert not PolicySuggestion.objects.exists()


def test_seen_within_ones_places(world, draft):
    assert suggestions_visible_to(world.case_worker).get() == draft
    elsewhere = persona("case_supervisor", world.neighbour_county)
    assert not suggestions_visible_to(elsewhere).exists()
    assert not suggestions_visible_to(world.district_office).exists()


def test_a_second_person_approves(world, draft, chief, second):
    proposed = actions.propose_suggestion(draft, by=chief)
    for act in (actions.approve_suggestion, lambda one, by: actions.send_back_suggestion(one, words="x", by=by)):
        with pytest.raises(NotPermitted, match="第二个人"):
            act(proposed, by=chief)
        with pytest.raises(NotPermitted):
            act(proposed, by=world.case_worker)
    with pytest.raises(Conflict):
        actions.revise_suggestion(proposed, said(), by=chief)
    with pytest.raises(Refused):
        actions.send_back_suggestion(proposed, words=" ", by=second)
    back = actions.send_back_suggestion(proposed, words="第二条写具体些", by=second)
    assert (back.state, back.returned) == (S.DRAFT, "第二条写具体些")
    again = actions.revise_suggestion(back, said(what="每月五日公开进度。"), by=chief)
    assert (again.what, again.returned) == ("每月五日公开进度。", "")
    done = actions.approve_suggestion(actions.propose_suggestion(again, by=chief), by=second)
    assert (done.state, done.approved_by_id, done.approved_on) == (S.APPROVED, second.pk, timezone.localdate())


def test_whoever_wrote_it_last_is_its_writer(world, draft, chief, second):
    revised = actions.revise_suggestion(draft, said(), by=second)
    proposed = actions.propose_suggestion(revised, by=chief)
    with pytest.raises(NotPermitted, match="第二个人"):
        actions.approve_suggestion(proposed, by=second)
    assert actions.approve_suggestion(proposed, by=chief).state == S.APPROVED


def test_without_a_second_supervisor_it_says_whom_to_ask(draft, chief):
    with pytest.raises(Refused, match="再登记一位督导"):
        actions.propose_suggestion(draft, by=chief)
    assert now(draft).state == S.DRAFT


def at(time_machine, year, month, day):
    time_machine.move_to(datetime(year, month, day, 10, tzinfo=ZoneInfo("Asia/Shanghai")))


@pytest.mark.parametrize(
    ("on", "length", "measure", "literal", "due"),
    [
        # Working days of domain B13; natural days roll where offices are shut (19 June 2026 is a festival).
        (date(2026, 4, 28), 5, "working_days", date(2026, 5, 8), date(2026, 5, 8)),
        (date(2026, 5, 20), 30, "days", date(2026, 6, 19), date(2026, 6, 22)),
        (date(2026, 12, 20), 30, "working_days", date(2027, 1, 29), date(2027, 1, 29)),
    ],
)
def test_an_answer_is_asked_for_by_a_day(world, chief, second, time_machine, on, length, measure, literal, due):
    at(time_machine, on.year, on.month, on.day)
    one = sent(world.county, chief, second, on=on, length=length, measure=measure)
    assert one.reply_literal_on <= one.reply_due_on
    if on.month != 12:
        assert (one.reply_literal_on, one.reply_due_on) == (literal, due)
    else:
        # Of 2027 nobody has announced the days off: Monday to Friday is assumed, never a crash.
        assert one.reply_due_on.year == 2027


def test_what_cannot_be_sent(world, chief, second, draft):
    today = timezone.localdate()
    good = {"on": today, "length": 30, "measure": "days", "by": chief}
    with pytest.raises(Conflict):
        actions.send_suggestion(draft, **good)
    one = approved(world.county, chief, second)
    wrong = ({"on": today + timedelta(days=1)}, {"on": today - timedelta(days=1)}, {"length": 0}, {"length": 181})
    for change in (*wrong, {"measure": "hours"}, {"number": "3号"}):
        with pytest.raises(Refused):
            actions.send_suggestion(one, **{**good, **change})
    done = actions.send_suggestion(one, **good, number="荷妇函[2026]3号")
    assert (done.state, done.number) == (S.SENT, "荷妇函〔2026〕3号")


def test_what_was_answered_is_entered(world, chief, second):
    one = sent(world.county, chief, second)
    today = timezone.localdate()
    good = {"outcome": ReplyOutcome.PARTLY, "words": "先公开一批。", "on": today, "by": chief}
    wrong = ({"outcome": "x"}, {"words": " "}, {"on": today + timedelta(days=1)}, {"on": today - timedelta(days=1)})
    for change in wrong:
        with pytest.raises(Refused):
            actions.record_reply(one, **{**good, **change})
    with pytest.raises(NotPermitted):
        actions.record_reply(one, **{**good, "by": world.case_worker})
    reply = actions.record_reply(one, **good)
    assert (now(one).state, reply.outcome) == (S.ANSWERED, ReplyOutcome.PARTLY)
    for late in (good, {**good, "outcome": ReplyOutcome.MORE}):
        with pytest.raises(Conflict):
            actions.record_reply(one, **late)


def test_asked_for_more_it_is_reworked_approved_and_sent_again(world, chief, second):
    one = sent(world.county, chief, second)
    actions.record_reply(one, outcome=ReplyOutcome.MORE, words="请说明哪几批。", on=timezone.localdate(), by=chief)
    one = actions.rework_suggestion(now(one), by=chief)
    assert (one.state, one.approved_by_id) == (S.DRAFT, None)
    one = actions.revise_suggestion(one, said(what="自今年起的各批都公开。"), by=chief)
    one = actions.approve_suggestion(actions.propose_suggestion(one, by=chief), by=second)
    one = actions.send_suggestion(one, on=timezone.localdate(), length=15, measure="working_days", by=chief)
    actions.record_reply(one, outcome=ReplyOutcome.ADOPTED, words="采纳。", on=timezone.localdate(), by=chief)
    assert list(SuggestionReply.objects.values_list("outcome", flat=True)) == ["more", "adopted"]


def test_withdrawn_at_any_open_step_and_never_after_the_answer(world, chief, second):
    for one in (drafted(world.county, chief), approved(world.county, chief, second), sent(world.county, chief, second)):
        assert actions.withdraw_suggestion(one, by=chief).state == S.WITHDRAWN
        with pytest.raises(Conflict):
            actions.withdraw_suggestion(one, by=chief)
    with pytest.raises(Conflict):
        actions.withdraw_suggestion(answered(world.county, chief, second), by=chief)


def test_published_by_a_supervisors_decision_alone(world, chief, second):
    with pytest.raises(Conflict, match="答复以后"):
        actions.decide_publication(sent(world.county, chief, second), Publication.SHOWN, by=chief)
    one = answered(world.county, chief, second)
    assert not suggestions_for_all().exists()
    with pytest.raises(Refused):
        actions.decide_publication(one, "x", by=chief)
    with pytest.raises(NotPermitted):
        actions.decide_publication(one, Publication.SHOWN, by=world.case_worker)
    actions.decide_publication(one, Publication.SHOWN, by=chief)
    assert suggestions_for_all().get() == one
    actions.decide_publication(one, Publication.KEPT, by=second)
    assert not suggestions_for_all().exists()


def test_an_answer_that_does_not_come_is_told_upward_once(world, chief, second, time_machine):
    at(time_machine, 2026, 3, 2)
    one = sent(world.county, chief, second, length=10)
    at(time_machine, 2026, 3, 12)
    assert (actions.escalate_replies(), suggestions_waiting(chief, timezone.localdate()).count()) == (0, 0)
    at(time_machine, 2026, 3, 13)
    Job.objects.using(WALLED).all().delete()
    assert (actions.escalate_replies(), actions.escalate_replies()) == (1, 0)
    told = Job.objects.using(WALLED).get(name="services.nudge")
    assert {str(chief.pk), str(second.pk)} == set(told.arguments["people"])
    assert jobs.work_off(WALLED) == 1
    assert suggestions_waiting(chief, timezone.localdate()).get() == one
    actions.record_reply(one, outcome="not", words="暂不具备条件。", on=timezone.localdate(), by=chief)
    assert actions.escalate_replies() == 0


def test_what_waits_for_whom(world, chief, second, draft):
    today = timezone.localdate()

    def waits(user):
        return [(one.state, [act.name for act in acts_for(one, user)]) for one in suggestions_waiting(user, today)]

    assert waits(chief) == waits(second) == waits(world.case_worker) == []
    actions.propose_suggestion(draft, by=chief)
    assert waits(chief) == waits(world.case_worker) == []
    assert waits(second) == [(S.PROPOSED, ["approve", "send_back", "withdraw"])]
    actions.send_back_suggestion(now(draft), words="改", by=second)
    assert waits(second) == []
    assert waits(chief) == [(S.DRAFT, ["propose", "withdraw"])]
    actions.approve_suggestion(actions.propose_suggestion(now(draft), by=chief), by=second)
    assert waits(chief) == waits(second) == [(S.APPROVED, ["send", "rework", "withdraw"])]
    assert acts_for(now(draft), world.case_worker) == []
    one = actions.send_suggestion(now(draft), on=today, length=5, measure="days", by=chief)
    assert waits(chief) == []
    actions.record_reply(one, outcome="adopted", words="好。", on=today, by=chief)
    assert waits(chief) == [(S.ANSWERED, ["publish"])]
    actions.decide_publication(now(draft), "kept", by=chief)
    assert waits(chief) == []
