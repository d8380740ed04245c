"""A family appeals: what stands against it, within its time, once, on paper or by itself (issue 4)."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from anjia.accounts.models import Message
from anjia.appeals.actions import OnPaper, file_appeal, take_back_appeal
from anjia.appeals.enums import AppealState, Channel, Ground, RecusedFor
from anjia.appeals.factories import SCAN, appeal_of
from anjia.appeals.models import Appeal
from anjia.appeals.queries import open_to
from anjia.evaluations.actions import give_opinion
from anjia.evaluations.enums import CandidacyState as S
from anjia.evaluations.enums import Outcome, Step, StepReason
from anjia.evaluations.factories import candidacy_in, family_in
from anjia.evaluations.models import Candidacy, GroupMeeting
from anjia.households.family import OwnFamily
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.models import AuditEvent
from anjia.notices.actions import answer_objection
from anjia.notices.enums import Finding
from anjia.notices.factories import objection_to, running_notice
from anjia.notices.models import NoticeEntry
from anjia.programmes.enums import HeldStep
from anjia.programmes.holds import held
from anjia.regions.clocks import last_day
from anjia.regions.enums import Rule

pytestmark = pytest.mark.django_db


def test_on_paper_with_date_and_scan_somebody_who_took_no_part_is_asked(world, candidacy):
    appeal = appeal_of(candidacy.household, by=world.village_officer)
    assert (appeal.state, appeal.channel, appeal.step) == (AppealState.ASSIGNED, Channel.PAPER, "evaluations.score")
    assert appeal.assigned_to in (world.town_federation, world.town_leading_group)
    assert appeal.due_on == last_day(Rule.APPEAL_ANSWER, timezone.localdate())
    assert list(appeal.parts.values()) == ["第6条：当日所见6，扣 2 分（3 位评分人）"]
    assert Message.objects.get(kind="appeals.assigned").user_id == appeal.assigned_to_id
    told = AuditEvent.objects.filter(object_id=appeal.pk).order_by("id").values_list("verb", flat=True)
    assert list(told) == ["appeals.file", "appeals.assign"]


def test_by_the_family_itself(world, candidacy):
    family = candidacy.household
    appeal = appeal_of(family, by=OwnFamily(family), on_paper=False)
    assert (appeal.channel, appeal.recorded_by_id, appeal.state) == (Channel.ONLINE, None, AppealState.ASSIGNED)


def test_what_depends_on_it_waits(world, candidacy, cycle):
    appeal_of(candidacy.household, by=world.village_officer)
    for step in (HeldStep.SCORING, HeldStep.NOMINATION, HeldStep.ADVERSE_OPINION, HeldStep.RANKING):
        assert held([candidacy.pk], step) == {candidacy.pk}
    assert held([cycle.pk], HeldStep.CLOSING) == {cycle.pk}


@time_machine.travel("2026-04-28 10:00+08:00", tick=False)
def test_the_time_is_counted_in_working_days(world, candidacy, meeting):
    """Domain B13: the day itself is excluded, days off are not counted."""
    GroupMeeting.objects.filter(pk=meeting.pk).update(closed_at=timezone.now())
    (adverse,) = open_to(candidacy.household)
    assert adverse.until == date(2026, 5, 21)
    assert appeal_of(candidacy.household, by=world.village_officer).due_on == date(2026, 5, 14)


def test_out_of_time_it_is_kept_and_answered_in_words(world, candidacy, meeting):
    meeting.closed_at = timezone.now() - timedelta(days=60)
    meeting.save()
    appeal = appeal_of(candidacy.household, by=world.village_officer)
    assert appeal.state == AppealState.LATE
    assert "12338" in appeal.answer
    assert "不影响任何评分" in appeal.answer
    assert held([candidacy.pk], HeldStep.ADVERSE_OPINION) == frozenset()
    assert not Message.objects.filter(kind="appeals.assigned").exists()


def test_a_paper_that_came_in_time_is_in_time_whenever_it_is_typed(world, candidacy, meeting):
    meeting.closed_at = timezone.now() - timedelta(days=60)
    meeting.save()
    came = timezone.localdate() - timedelta(days=50)
    assert appeal_of(candidacy.household, by=world.village_officer, received_on=came).state == AppealState.ASSIGNED


def test_one_step_is_contested_once(world, candidacy):
    first = appeal_of(candidacy.household, by=world.village_officer)
    key = f"{first.step}:{first.object_id}"
    paper = OnPaper(timezone.localdate(), SCAN)
    with pytest.raises(Conflict, match="正在办理，最迟"):
        file_appeal(candidacy.household, key, ground=Ground.PROCEDURE, paper=paper, by=world.village_officer)
    assert Appeal.objects.count() == 1
    take_back_appeal(first, by=world.village_officer)
    again = file_appeal(candidacy.household, key, ground=Ground.PROCEDURE, paper=paper, by=world.village_officer)
    assert again.state == AppealState.ASSIGNED
    assert again.number != first.number


def test_nobody_appeals_for_another_family(world, candidacy):
    """Someone else's code opens someone else's page: what stands against this family is not found there."""
    stranger = family_in(world.group, "李小明")
    key = open_to(candidacy.household)[0].key
    with pytest.raises(Refused, match="不是对这一户"):
        file_appeal(stranger, key, ground=Ground.WRONG_FACT, by=OwnFamily(stranger))
    with pytest.raises(NotPermitted):
        file_appeal(candidacy.household, key, ground=Ground.WRONG_FACT, by=OwnFamily(family_in(world.neighbour_group)))


@pytest.mark.parametrize("who", ["group_leader", "district_office", "neighbour_village_officer", "auditor"])
def test_only_who_may_write_it_down_does(world, candidacy, who):
    with pytest.raises(NotPermitted):
        appeal_of(candidacy.household, by=getattr(world, who))


def test_what_is_refused_in_words(world, candidacy):
    family, by = candidacy.household, world.village_officer
    key, today = open_to(family)[0].key, timezone.localdate()
    cases = [
        ({"ground": "dislike"}, OnPaper(today, SCAN), "选择一项"),
        ({"ground": Ground.WRONG_FACT, "statement": "他家上访过"}, OnPaper(today, SCAN), "不能出现"),
        ({"ground": Ground.WRONG_FACT}, OnPaper(today, b""), "扫描件"),
        ({"ground": Ground.WRONG_FACT}, OnPaper(today + timedelta(days=1), SCAN), "收到日期"),
        ({"ground": Ground.WRONG_FACT}, OnPaper(today - timedelta(days=30), SCAN), "收到日期"),
    ]
    for told, paper, words in cases:
        with pytest.raises(Refused, match=words):
            file_appeal(family, key, paper=paper, by=by, **told)
    with pytest.raises(Refused, match="没有找到"):
        file_appeal(family, "no.such:step", ground=Ground.WRONG_FACT, by=by)
    assert not Appeal.objects.exists()


def test_only_some_of_the_deductions_may_be_contested(world, candidacy, raters):
    from_one = candidacy.ballots.first()
    criterion = candidacy.cycle.standard_version.criteria.get(order=2)
    from_one.deductions.create(
        household=candidacy.household, criterion=criterion, reason=criterion.reasons.first(), half_points=2
    )
    (adverse,) = open_to(candidacy.household)
    parts = adverse.step.parts(adverse)
    assert [part.label for part in parts] == [
        "第2条：当日所见2，扣 1 分（1 位评分人）", "第6条：当日所见6，扣 2 分（3 位评分人）",
    ]  # fmt: skip
    appeal = appeal_of(candidacy.household, by=world.village_officer, parts=[parts[1].key, "nonsense"])
    assert list(appeal.parts) == [parts[1].key]


def test_a_return_and_a_refusal_can_be_contested(world, cycle, panel, household):
    family = candidacy_in(S.NOMINATED, group=world.group, cycle=cycle, household=household)
    assert open_to(household) == []
    told = {"reason": StepReason.PROCEDURE, "by": world.village_panel_member}
    give_opinion(Candidacy.objects.all(), Step.VILLAGE_REVIEW, Outcome.RETURN, **told)
    (adverse,) = open_to(household)
    assert (adverse.step.key, adverse.what) == ("evaluations.returned", "村（社区）总评：退回，理由“程序有误”")
    Candidacy.objects.filter(pk=family.pk).update(state=S.NOMINATED)
    give_opinion(
        Candidacy.objects.all(), Step.VILLAGE_REVIEW, Outcome.REFUSE, reason=StepReason.DUPLICATE,
        by=world.village_panel_member,
    )  # fmt: skip
    assert [one.step.key for one in open_to(household)] == ["evaluations.refused"]
    appeal = appeal_of(household, by=world.village_officer)
    assert dict(appeal.recusals.values_list("user", "reason")) == {world.village_panel_member.pk: RecusedFor.TOOK_PART}


def test_left_off_and_put_off_can_be_contested_once_the_meeting_is_over(world, cycle, meeting, household):
    family = candidacy_in(S.SCORED, group=world.group, cycle=cycle, household=household, meeting=meeting)
    assert open_to(household) == []
    Candidacy.objects.filter(pk=family.pk).update(votes_for=5, voters_present=20)
    assert [one.step.key for one in open_to(household)] == ["evaluations.left_off"]
    Candidacy.objects.filter(pk=family.pk).update(state=S.DEFERRED)
    (adverse,) = open_to(household)
    assert (adverse.step.key, adverse.step.took_part(adverse)) == ("evaluations.deferred", {world.group_leader.pk})


def test_a_finding_against_a_family_can_be_contested(world, cycle):
    notice = running_notice(world.group, cycle)
    entry = NoticeEntry.objects.filter(notice=notice).order_by("pk").first()
    objection = objection_to(entry)
    answer_objection(
        objection, finding=Finding.LEAVES, answer="不住在本村", is_unrelated=True, by=world.town_federation
    )
    (adverse,) = open_to(entry.household)
    assert adverse.step.key == "notices.finding"
    appeal = appeal_of(entry.household, by=world.village_officer)
    assert appeal.assigned_to == world.town_leading_group
    assert appeal.recusals.filter(user=world.town_federation).exists()


def test_nobody_who_took_part_and_no_kin_is_asked_and_the_level_above_where_nobody_is_left(world, cycle, household):
    for who in (world.town_federation, world.town_leading_group):
        household.members.create(name=who.display_name, kinship="20")
    candidacy = candidacy_in(S.SCORED, group=world.group, cycle=cycle, household=household)
    candidacy.state, candidacy.votes_for, candidacy.voters_present = S.DEFERRED, None, None
    candidacy.save()
    Candidacy.objects.filter(pk=candidacy.pk).update(state=S.RETURNED)
    candidacy.opinions.create(
        household=household, step=Step.VILLAGE_REVIEW, outcome=Outcome.RETURN, reason=StepReason.PROCEDURE,
        given_by_id=world.village_panel_member.pk, given_at=timezone.now(),
    )  # fmt: skip
    appeal = appeal_of(household, by=world.village_officer)
    assert appeal.assigned_to == world.district_office
    kin = appeal.recusals.filter(reason=RecusedFor.KIN).values_list("user", flat=True)
    assert set(kin) == {world.town_federation.pk, world.town_leading_group.pk}


def test_where_nobody_is_left_at_all_it_waits_and_is_said_upward(world, candidacy):
    for who in (world.town_federation, world.town_leading_group, world.district_office, world.city_office):
        candidacy.household.members.create(name=who.display_name, kinship="99")
    appeal = appeal_of(candidacy.household, by=world.village_officer)
    assert (appeal.state, appeal.assigned_to) == (AppealState.RECEIVED, None)
    told = Message.objects.filter(kind="appeals.nobody_left").values_list("user", flat=True)
    assert set(told) == {world.city_office.pk, world.administrator.pk}


def test_the_one_with_the_fewest_open_appeals_is_asked(world, cycle, candidacy):
    first = appeal_of(candidacy.household, by=world.village_officer)
    other = candidacy_in(S.RETURNED, group=world.group, cycle=cycle, household=family_in(world.group, "李小明"))
    other.opinions.create(
        household=other.household, step=Step.VILLAGE_REVIEW, outcome=Outcome.RETURN, reason=StepReason.PROCEDURE,
        given_by_id=world.village_panel_member.pk, given_at=timezone.now(),
    )  # fmt: skip
    second = appeal_of(other.household, by=world.village_officer)
    assert {first.assigned_to, second.assigned_to} == {world.town_federation, world.town_leading_group}
