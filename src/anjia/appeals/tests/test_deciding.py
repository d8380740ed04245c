"""An appeal is answered by somebody who took no part, with reasons; what was wrong is mended (issue 4)."""

import pytest
from django.utils import timezone

from anjia.accounts.models import Membership, Message
from anjia.appeals.actions import decide_appeal, reassign_orphans, step_aside
from anjia.appeals.enums import AppealState as A
from anjia.appeals.factories import appeal_of
from anjia.appeals.models import AppealRecusal
from anjia.appeals.papers import answer_of, receipt_of
from anjia.appeals.queries import decidable_by, visible_to, waiting_for
from anjia.documents.models import StoredFile
from anjia.documents.queries import read_file
from anjia.evaluations.actions import give_opinion
from anjia.evaluations.enums import CandidacyState as S
from anjia.evaluations.enums import Outcome, Step, StepReason, Verdict
from anjia.evaluations.factories import candidacy_in
from anjia.evaluations.home import tasks
from anjia.evaluations.models import Candidacy, CriterionDeduction, GroupMeeting, Opinion
from anjia.households.actions import withdraw_participation
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.jobs import run_pending
from anjia.notices.actions import answer_objection
from anjia.notices.enums import Finding
from anjia.notices.factories import objection_to, running_notice
from anjia.notices.models import NoticeEntry
from anjia.programmes.enums import HeldStep, HoldOutcome
from anjia.programmes.holds import held
from anjia.programmes.models import Hold

pytestmark = pytest.mark.django_db
WHY = "核实当日照片，巷道畅通，扣分与事实不符。"


def decide(appeal, *, by, is_upheld=True, answer=WHY, is_unrelated=True, parts=None):
    chosen = list(appeal.parts) if parts is None else parts
    return decide_appeal(appeal, is_upheld=is_upheld, answer=answer, is_unrelated=is_unrelated, parts=chosen, by=by)


@pytest.fixture
def appeal(world, candidacy):
    return appeal_of(candidacy.household, by=world.village_officer)


def test_upheld_two_points_come_back(world, candidacy, appeal):
    """Issue 4: a family loses two points, appeals, somebody else decides, the score is mended."""
    assert candidacy.shown_score == "98.0"
    decided = decide(appeal, by=world.town_leading_group)
    candidacy.refresh_from_db()
    assert (decided.state, decided.decided_by_id) == (A.UPHELD, world.town_leading_group.pk)
    assert (candidacy.shown_score, candidacy.score_sums, candidacy.state) == ("100.0", (60,) * 10, S.NOMINATED)
    assert {(b.scores, b.total_half_points) for b in candidacy.ballots.all()} == {((20,) * 10, 200)}
    assert not CriterionDeduction.objects.filter(ballot__candidacy=candidacy).exists()
    assert held([candidacy.pk], HeldStep.ADVERSE_OPINION) == frozenset()
    assert set(Hold.objects.values_list("outcome", flat=True)) == {HoldOutcome.UNDONE}
    assert Message.objects.get(kind="appeals.decided").user_id == world.village_officer.pk


def test_rejected_everything_stands_and_the_reasons_are_kept(world, candidacy, appeal):
    decided = decide(appeal, by=world.town_federation, is_upheld=False)
    candidacy.refresh_from_db()
    assert (decided.state, decided.answer) == (A.REJECTED, WHY)
    assert candidacy.shown_score == "98.0"
    assert set(Hold.objects.values_list("outcome", flat=True)) == {HoldOutcome.STANDS}


def test_only_some_deductions_are_given_back(world, candidacy, raters, appeal):
    ballot = candidacy.ballots.order_by("pk").first()
    criterion = candidacy.cycle.standard_version.criteria.get(order=2)
    extra = ballot.deductions.create(
        household=candidacy.household, criterion=criterion, reason=criterion.reasons.first(), half_points=2
    )
    decide(appeal, by=world.town_federation)
    assert list(CriterionDeduction.objects.all()) == [extra]


def test_who_reaches_the_mark_only_now_is_voted_on_again(world, candidacy, raters, appeal):
    cycle = candidacy.cycle
    cycle.pass_mark_half_points = 198
    cycle.save()
    told = {"state": S.SCORED, "verdict": Verdict.NOT_RECOMMEND, "votes_for": 3, "voters_present": 20}
    Candidacy.objects.filter(pk=candidacy.pk).update(**told)
    decide(appeal, by=world.town_federation)
    candidacy.refresh_from_db()
    assert (candidacy.state, candidacy.verdict, candidacy.votes_for) == (S.SCORED, Verdict.RECOMMEND, None)


def test_the_vote_that_is_still_to_come_stands_before_the_group_leader(world, candidacy, meeting, appeal):
    mark, path = candidacy.cycle.pass_mark_half_points, world.group.path
    Candidacy.objects.filter(pk=candidacy.pk).update(state=S.SCORED, votes_for=None, voters_present=None)
    words = "1 户达到合格分，还没有表决"
    assert words not in [str(task.title) for task in tasks(world.group_leader, path)]
    decide(appeal, by=world.town_federation)
    (task,) = [task for task in tasks(world.group_leader, path) if str(task.title) == words]
    assert (task.count, "meetings" in task.url) == (1, True)
    assert words not in [str(task.title) for task in tasks(world.town_federation, path)]
    GroupMeeting.objects.create(cycle=candidacy.cycle, region=world.group, held_on=timezone.localdate())
    assert words not in [str(task.title) for task in tasks(world.group_leader, path)]
    GroupMeeting.objects.exclude(pk=meeting.pk).delete()
    Candidacy.objects.filter(pk=candidacy.pk).update(total_half_points=mark * 3 - 1)
    assert words not in [str(task.title) for task in tasks(world.group_leader, path)]


def test_whoever_took_part_does_not_decide(world, candidacy, appeal):
    AppealRecusal.objects.create(
        household=candidacy.household, appeal=appeal, user=world.town_federation, reason="took_part"
    )
    with pytest.raises(NotPermitted, match="您参加过这一步的办理"):
        decide(appeal, by=world.town_federation)
    assert appeal not in decidable_by(world.town_federation)
    assert appeal in decidable_by(world.town_leading_group)


def test_kin_does_not_decide_nor_who_will_not_declare(world, candidacy):
    candidacy.household.members.create(name=world.town_federation.display_name, kinship="38")
    appeal = appeal_of(candidacy.household, by=world.village_officer)
    assert appeal.assigned_to == world.town_leading_group
    with pytest.raises(NotPermitted, match="亲属"):
        decide(appeal, by=world.town_federation)
    with pytest.raises(NotPermitted, match="应当回避"):
        decide(appeal, by=world.town_leading_group, is_unrelated=False)


@pytest.mark.parametrize(
    "who", ["village_officer", "village_panel_member", "group_leader", "neighbour_town_federation", "inspector"]
)
def test_nobody_below_or_beside_decides(world, appeal, who):
    with pytest.raises(NotPermitted, match="不办理这一级"):
        decide(appeal, by=getattr(world, who))


def test_the_level_above_may(world, appeal):
    assert decide(appeal, by=world.district_office).state == A.UPHELD


def test_what_is_refused_in_words(world, candidacy, appeal):
    cases = [
        ({"answer": "  "}, "写明核实的情况"),
        ({"answer": "这家常去上访"}, "不能出现"),
        ({"parts": []}, "勾选要更正的项目"),
        ({"parts": ["nonsense"]}, "勾选要更正的项目"),
    ]
    for told, words in cases:
        with pytest.raises(Refused, match=words):
            decide(appeal, by=world.town_federation, **told)
    appeal.refresh_from_db()
    assert appeal.state == A.ASSIGNED
    decide(appeal, by=world.town_federation)
    with pytest.raises(Conflict):
        decide(appeal, by=world.town_leading_group, is_upheld=False)


@pytest.fixture
def refused(world, cycle, panel, household):
    family = candidacy_in(S.NOMINATED, group=world.group, cycle=cycle, household=household)
    give_opinion(
        Candidacy.objects.all(), Step.VILLAGE_REVIEW, Outcome.REFUSE, reason=StepReason.DUPLICATE,
        by=world.village_panel_member,
    )  # fmt: skip
    return family


def test_a_refusal_is_undone_and_its_reason_not_given_twice(world, refused):
    appeal = appeal_of(refused.household, by=world.village_officer)
    decide(appeal, by=world.town_federation)
    refused.refresh_from_db()
    assert refused.state == S.NOMINATED
    by = world.village_panel_member
    with pytest.raises(Refused, match="已经认定“重复申报”不成立"):
        give_opinion(Candidacy.objects.all(), Step.VILLAGE_REVIEW, Outcome.REFUSE, reason=StepReason.DUPLICATE, by=by)
    give_opinion(Candidacy.objects.all(), Step.VILLAGE_REVIEW, Outcome.REFUSE, reason=StepReason.NOT_ELIGIBLE, by=by)
    assert appeal_of(refused.household, by=world.village_officer).state == A.ASSIGNED


@pytest.mark.parametrize(
    ("step", "target"),
    [(Step.VILLAGE_REVIEW, S.NOMINATED), (Step.FEDERATION_OPINION, S.REVIEWED), (Step.TOWN_APPROVAL, S.ENDORSED)],
)
def test_each_opinion_is_undone_to_its_own_step(world, cycle, household, step, target):
    family = candidacy_in(S.RETURNED, group=world.group, cycle=cycle, household=household)
    Opinion.objects.create(
        household=household, candidacy=family, step=step, outcome=Outcome.RETURN, reason=StepReason.PROCEDURE,
        given_by_id=world.village_panel_member.pk, given_at=timezone.now(),
    )  # fmt: skip
    decide(appeal_of(household, by=world.village_officer), by=world.town_federation)
    family.refresh_from_db()
    assert family.state == target


def test_a_family_that_went_on_meanwhile_is_not_set_back(world, cycle, household):
    family = candidacy_in(S.RETURNED, group=world.group, cycle=cycle, household=household)
    Opinion.objects.create(
        household=household, candidacy=family, step=Step.VILLAGE_REVIEW, outcome=Outcome.RETURN,
        reason=StepReason.INCOMPLETE, given_by_id=world.village_panel_member.pk, given_at=timezone.now(),
    )  # fmt: skip
    appeal = appeal_of(household, by=world.village_officer)
    Candidacy.objects.filter(pk=family.pk).update(state=S.ENDORSED)
    assert decide(appeal, by=world.town_federation).state == A.UPHELD
    family.refresh_from_db()
    assert family.state == S.ENDORSED
    assert Opinion.objects.get().overturned_at


def test_put_off_and_left_off_are_called_again(world, cycle, meeting, household):
    family = candidacy_in(S.DEFERRED, group=world.group, cycle=cycle, household=household, meeting=meeting)
    decide(appeal_of(household, by=world.village_officer), by=world.town_federation)
    family.refresh_from_db()
    assert family.state == S.CONSENTED
    Candidacy.objects.filter(pk=family.pk).update(state=S.SCORED, votes_for=2, voters_present=20)
    decide(appeal_of(household, by=world.village_officer), by=world.town_federation)
    family.refresh_from_db()
    assert (family.state, family.votes_for, family.voters_present) == (S.SCORED, None, None)


def test_a_finding_is_undone_and_the_family_waits_for_the_next_notice(world, cycle):
    entry = NoticeEntry.objects.filter(notice=running_notice(world.group, cycle)).order_by("pk").first()
    answer_objection(
        objection_to(entry), finding=Finding.LEAVES, answer="不住在本村", is_unrelated=True, by=world.town_federation
    )
    appeal = appeal_of(entry.household, by=world.village_officer)
    with pytest.raises(NotPermitted, match="您参加过"):
        decide(appeal, by=world.town_federation)
    decide(appeal, by=world.town_leading_group)
    assert Candidacy.objects.get(pk=entry.candidacy_id).state == S.APPROVED


def test_stepping_aside_asks_the_next_one(world, appeal):
    first = appeal.assigned_to
    moved = step_aside(appeal, by=first)
    assert moved.state == A.ASSIGNED
    assert moved.assigned_to != first
    with pytest.raises(NotPermitted, match="亲属"):
        decide(moved, by=first)
    assert not waiting_for(first).exists()
    assert waiting_for(moved.assigned_to).exists()


def test_who_leaves_the_role_leaves_the_appeal_to_another(world, appeal):
    assert reassign_orphans() == 0
    first = appeal.assigned_to
    Membership.objects.filter(user=first).update(ends_on=timezone.localdate())
    assert reassign_orphans() == 1
    appeal.refresh_from_db()
    assert appeal.state == A.ASSIGNED
    assert appeal.assigned_to != first


def test_who_withdraws_is_answered_no_more(world, candidacy, appeal):
    withdraw_participation(candidacy.household, by=world.village_officer)
    appeal.refresh_from_db()
    assert appeal.state == A.TAKEN_BACK
    assert not Hold.objects.filter(released_at__isnull=True).exists()
    assert appeal not in visible_to(world.town_federation)
    assert appeal in visible_to(world.village_officer)


def test_who_leaves_leaves_no_word_of_what_was_contested(world, candidacy, appeal):
    """Domain B10: statement, answer, scan and letter go at once; what is counted stays (个保法 47)."""
    decide(appeal, by=world.town_leading_group)
    for _once_more in range(2):
        run_pending()
    assert StoredFile.objects.filter(kind__startswith="appeals.").count() == 3
    withdraw_participation(candidacy.household, by=world.village_officer)
    appeal.refresh_from_db()
    assert (appeal.about, appeal.parts, appeal.statement, appeal.answer) == ("", {}, "", "")
    assert (appeal.state, appeal.ground, appeal.forgotten_on) == (A.UPHELD, "wrong_fact", timezone.localdate())
    assert not StoredFile.objects.filter(kind__startswith="appeals.").exists()
    assert not appeal.recusals.exists()
    assert str(appeal.subject) == "内容已按规定删去"


def test_no_letter_is_made_of_what_was_forgotten(world, candidacy, appeal):
    decide(appeal, by=world.town_leading_group)
    withdraw_participation(candidacy.household, by=world.village_officer)
    run_pending()
    assert not StoredFile.objects.filter(kind="appeals.answer").exists()


def test_the_answer_is_on_file_as_pdf_and_word(world, candidacy, appeal):
    decide(appeal, by=world.town_leading_group)
    for _once_more in range(2):
        run_pending()
    appeal.refresh_from_db()
    pdf, word = (StoredFile.objects.get(pk=pk) for pk in (appeal.pdf_file_id, appeal.word_file_id))
    assert read_file(pdf).startswith(b"%PDF")
    assert read_file(word).startswith(b"PK")
    assert pdf.name.startswith("申诉答复书")
    assert StoredFile.objects.filter(kind="appeals.answer").count() == 2


def test_the_papers_say_what_a_family_needs_to_know(world, candidacy, appeal):
    receipt = receipt_of(appeal)
    assert "最迟" in receipt.paragraphs[0]
    assert ("具体各项", "第6条：当日所见6，扣 2 分（3 位评分人）") in receipt.facts
    letter = answer_of(decide(appeal, by=world.town_federation))
    assert letter.paragraphs[1:3] == ("经核实，您家的申诉成立。", WHY)
    assert letter.signer == f"{world.town.name}妇女联合会"
    assert "12338" in letter.note
