"""Ballots, deductions, recusals, sums and the verdict (domain A2-3, A2-5, A2-7)."""

import pytest

from anjia.evaluations.actions import (
    choose_alternatives,
    declare_recusal,
    end_recusal,
    finish_scoring,
    record_ballot,
    seat_panel,
)
from anjia.evaluations.enums import CandidacyState as S
from anjia.evaluations.enums import RecusalKind, Verdict
from anjia.evaluations.models import Ballot, Candidacy, CriterionDeduction
from anjia.evaluations.points import parse_points, reaches, shown_mean
from anjia.evaluations.queries.scoring import sheet_of
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.programmes.models import Credit, CreditSource

pytestmark = pytest.mark.django_db
VECTOR = (10, 9, 10, 10, 8, 10, 10, 9, 10, 10)


def taken(candidacy, points):
    """The deductions that leave a family with these points, each for what was seen on the day."""
    sheet = sheet_of(candidacy)
    return [
        (criterion, sheet.reasons_of(criterion)[0], criterion.max_half_points - int(2 * score), None)
        for criterion, score in zip(sheet.criteria, points, strict=True)
        if 2 * score != criterion.max_half_points
    ]


@pytest.mark.parametrize(("points", "total"), [(VECTOR, 192), ((10,) * 10, 200), ((0,) * 10, 0)])
def test_vectors(world, meeting, families, raters, points, total):
    ballot = record_ballot(families[0], raters[0], taken(families[0], points), by=raters[0])
    assert (ballot.total_half_points, sum(ballot.scores)) == (total, total)
    lost = sum(CriterionDeduction.objects.values_list("half_points", flat=True))
    assert total + lost == 200


def test_a_score_above_the_maximum_is_refused(world, meeting, families, raters):
    criterion = sheet_of(families[0]).criteria[0]
    reason = sheet_of(families[0]).reasons_of(criterion)[0]
    with pytest.raises(Refused, match="须在 0 到 10 之间"):
        record_ballot(families[0], raters[0], [(criterion, reason, -1)], by=raters[0])
    with pytest.raises(Refused, match="须在 0 到 10 之间"):
        record_ballot(families[0], raters[0], [(criterion, reason, 21)], by=raters[0])
    assert not Ballot.objects.exists()


def test_a_deduction_without_a_reason_is_refused(world, meeting, families, raters):
    criterion = sheet_of(families[0]).criteria[0]
    with pytest.raises(Refused, match="没有选扣分原因"):
        record_ballot(families[0], raters[0], [(criterion, None, 2)], by=raters[0])


def test_a_reason_has_its_maximum_and_its_criterion(world, meeting, families, raters):
    CreditSource.objects.create(
        cycle=meeting.cycle, region=world.village, criterion=sheet_of(families[0]).criteria[0], offer="学习日"
    )
    sheet = sheet_of(families[0])
    first, second = sheet.criteria[:2]
    missing = sheet.reasons_of(first)[1]
    with pytest.raises(Refused, match="最多扣 3 分"):
        record_ballot(families[0], raters[0], [(first, missing, 7)], by=raters[0])
    with pytest.raises(Refused, match="不能作为"):
        record_ballot(families[0], raters[0], [(second, missing, 2)], by=raters[0])
    with pytest.raises(Refused, match="扣了两次"):
        record_ballot(families[0], raters[0], [(first, missing, 2), (first, missing, 2)], by=raters[0])
    assert record_ballot(families[0], raters[0], [(first, missing, 6)], by=raters[0]).total_half_points == 194


def test_a_criterion_of_another_standard_is_refused(world, meeting, families, raters):
    criterion = sheet_of(families[0]).criteria[0]
    stranger = type(criterion)(title="别的标准", max_half_points=20)
    with pytest.raises(Refused, match="不在本周期采用的标准里"):
        record_ballot(families[0], raters[0], [(stranger, None, 2)], by=raters[0])


def test_points_move_in_the_steps_of_the_standard(world, meeting, families, raters):
    version = meeting.cycle.standard_version
    type(version).objects.filter(pk=version.pk).update(step_half_points=2)
    one = Candidacy.objects.get(pk=families[0].pk)
    sheet = sheet_of(one)
    with pytest.raises(Refused, match="1 分的整数倍"):
        record_ballot(one, raters[0], [(sheet.criteria[0], sheet.reasons_of(sheet.criteria[0])[0], 1)], by=raters[0])


def test_a_missing_credit_counts_only_where_one_could_be_earned_and_was_not(world, meeting, families):
    one = families[0]
    sheet = sheet_of(one)
    first, tenth = sheet.criteria[0], sheet.criteria[9]
    assert [len(sheet.reasons_of(criterion)) for criterion in (first, tenth)] == [1, 1]
    for criterion in (first, tenth):
        CreditSource.objects.create(cycle=meeting.cycle, region=world.village, criterion=criterion, offer="学习日")
    assert len(sheet_of(one).reasons_of(first)) == 2
    Credit.objects.create(household=one.household, cycle=meeting.cycle, criterion=first)
    assert len(sheet_of(one).reasons_of(first)) == 1
    chosen = choose_alternatives(one, codes=[tenth.code], version=one.version, by=world.village_officer)
    assert len(sheet_of(chosen).reasons_of(tenth)) == 1
    with pytest.raises(Refused, match="替代指标"):
        choose_alternatives(chosen, codes=[first.code], version=chosen.version, by=world.village_officer)
    with pytest.raises(Conflict):
        choose_alternatives(chosen, codes=[], version=chosen.version - 1, by=world.village_officer)


def test_the_same_ballot_sent_twice_is_one(world, meeting, families, raters):
    first = record_ballot(families[0], raters[0], taken(families[0], VECTOR), by=raters[0], version=0)
    again = record_ballot(families[0], raters[0], taken(families[0], VECTOR), by=raters[0], version=0)
    assert (first.pk, first.version) == (again.pk, again.version)
    assert Ballot.objects.count() == 1


def test_a_ballot_changed_meanwhile_is_a_conflict(world, meeting, families, raters):
    shown = record_ballot(families[0], raters[0], by=raters[0])
    record_ballot(families[0], raters[0], taken(families[0], VECTOR), by=world.village_officer, version=shown.version)
    with pytest.raises(Conflict, match="已由别人录入或修改"):
        record_ballot(families[0], raters[0], taken(families[0], (9,) * 10), by=raters[0], version=shown.version)
    assert Ballot.objects.get().total_half_points == 192


def test_who_may_enter_a_ballot(world, meeting, families, raters):
    record_ballot(families[0], raters[0], by=world.village_officer)
    for stranger in (raters[1], world.town_federation, world.neighbour_village_officer, world.inspector):
        with pytest.raises(NotPermitted, match="代录纸质评分表"):
            record_ballot(families[0], raters[0], by=stranger)
    with pytest.raises(Refused, match="不在本次会议的评分小组里"):
        record_ballot(families[0], world.village_officer, by=world.village_officer)


def test_the_first_ballot_locks_the_pass_mark(world, meeting, families, raters):
    assert meeting.cycle.pass_mark_locked_at is None
    record_ballot(families[0], raters[0], by=raters[0])
    meeting.cycle.refresh_from_db()
    assert meeting.cycle.pass_mark_locked_at is not None


def test_no_scores_outside_an_open_meeting(world, planned, families, raters):
    with pytest.raises(Refused, match="户长会议进行时"):
        record_ballot(families[0], raters[0], by=raters[0])


def test_three_counted_raters_or_the_family_waits(world, meeting, families, raters):
    for rater in raters:
        record_ballot(families[0], rater, taken(families[0], VECTOR), by=rater)
        record_ballot(families[1], rater, by=rater)
    declare_recusal(families[1], raters[2], kind=RecusalKind.KIN, by=raters[2])
    done = finish_scoring(meeting, by=world.group_leader)
    one, two = (Candidacy.objects.get(pk=family.pk) for family in families)
    assert (done.scored, done.deferred) == (1, 1)
    assert (one.state, one.total_half_points, one.shown_score, one.verdict) == (
        S.SCORED,
        576,
        "96.0",
        Verdict.RECOMMEND,
    )
    assert one.score_sums == (60, 54, 60, 60, 48, 60, 60, 54, 60, 60)
    assert (two.state, two.raters_counted, two.verdict) == (S.DEFERRED, 2, Verdict.DEFER)
    with pytest.raises(Conflict, match="不能再评分"):
        record_ballot(one, raters[0], taken(one, (9,) * 10), by=raters[0])
    seat_panel(meeting, [*raters, world.village_officer], by=world.group_leader)
    record_ballot(two, world.village_officer, by=world.village_officer)
    assert finish_scoring(meeting, by=world.group_leader).scored == 1
    two.refresh_from_db()
    assert (two.state, two.raters_counted, two.shown_score) == (S.SCORED, 3, "100.0")


def test_a_family_nobody_scored_is_neither_0_nor_100(world, meeting, families):
    finish_scoring(meeting, by=world.group_leader)
    one = Candidacy.objects.get(pk=families[0].pk)
    assert (one.state, one.score_sums, one.raters_counted, one.shown_score, one.evaluated_on) == (
        S.DEFERRED, (), 0, "—", None,
    )  # fmt: skip


def test_89_95_shows_90_and_fails(world, meeting, families, raters):
    """A2-7: ten raters, 1799 half-points."""
    assert shown_mean(1799, 10) == "90.0"
    assert not reaches(1799, 10, 180)
    assert reaches(1800, 10, 180)
    assert not reaches(0, 0, 0)


@pytest.mark.parametrize(("text", "half_points"), [("8.5", 17), ("10", 20), (" 0 ", 0)])
def test_typed_points(text, half_points):
    assert parse_points(text) == half_points


@pytest.mark.parametrize("text", ["8.3", "0.25"])
def test_typed_points_are_halves(text):
    with pytest.raises(ValueError, match=text):
        parse_points(text)


def test_a_low_score_is_not_recommended(world, meeting, families, raters):
    for rater in raters:
        record_ballot(families[0], rater, taken(families[0], (8,) * 10), by=rater)
    finish_scoring(meeting, by=world.group_leader)
    assert Candidacy.objects.get(pk=families[0].pk).verdict == Verdict.NOT_RECOMMEND


def test_a_recused_rater_enters_nothing(world, meeting, families, raters):
    recusal = declare_recusal(families[0], raters[0], kind=RecusalKind.EXCLUDED, by=world.village_officer)
    assert str(recusal) == "家庭选择换人"
    with pytest.raises(Refused, match="回避，不打分"):
        record_ballot(families[0], raters[0], by=raters[0])
    assert declare_recusal(families[0], raters[0], kind=RecusalKind.KIN, by=raters[0]).pk == recusal.pk
    end_recusal(recusal, by=world.village_officer)
    assert record_ballot(families[0], raters[0], by=raters[0])


def test_who_declares_a_recusal(world, meeting, families, raters):
    with pytest.raises(NotPermitted):
        declare_recusal(families[0], raters[0], kind=RecusalKind.EXCLUDED, by=raters[0])
    with pytest.raises(NotPermitted):
        declare_recusal(families[0], raters[0], kind=RecusalKind.KIN, by=raters[1])
    mine = declare_recusal(families[0], raters[0], kind=RecusalKind.SELF, by=raters[0])
    with pytest.raises(NotPermitted):
        end_recusal(mine, by=raters[0])


def test_a_counted_rater_is_not_taken_out_afterwards(world, meeting, families, raters):
    for rater in raters:
        record_ballot(families[0], rater, by=rater)
    finish_scoring(meeting, by=world.group_leader)
    one = Candidacy.objects.get(pk=families[0].pk)
    with pytest.raises(Refused, match="已经计入"):
        declare_recusal(one, raters[0], kind=RecusalKind.KIN, by=raters[0])
    other = declare_recusal(one, world.village_officer, kind=RecusalKind.KIN, by=world.village_officer)
    with pytest.raises(Refused, match="不能再改"):
        end_recusal(other, by=world.village_officer)
    Candidacy.objects.filter(pk=one.pk).update(state=S.REFUSED)
    one.refresh_from_db()
    with pytest.raises(Refused, match="已经结束"):
        declare_recusal(one, world.village_panel_member, kind=RecusalKind.KIN, by=world.village_panel_member)
    with pytest.raises(Refused, match="不能再改"):
        choose_alternatives(one, codes=[], version=one.version, by=world.village_officer)


def test_who_rated_keeps_the_seat(world, meeting, families, raters):
    record_ballot(families[0], raters[0], by=raters[0])
    with pytest.raises(Refused, match="不能撤下席位"):
        seat_panel(meeting, raters[1:], by=world.group_leader)
