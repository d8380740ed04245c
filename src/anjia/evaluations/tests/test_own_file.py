"""What a family reads of its evaluation: state, points, deductions with reason, and the way back (domain A2-3)."""

from datetime import date

import pytest
from django.utils import timezone

from anjia.evaluations.actions import finish_scoring, record_ballot
from anjia.evaluations.enums import CandidacyState as S
from anjia.evaluations.factories import candidacy_in
from anjia.evaluations.own_file import NEXT, OVER, STANDS, points, where_it_stands, won_back
from anjia.evaluations.tests.test_scoring import taken
from anjia.households.factories import family as family_of
from anjia.programmes.adverse import against
from anjia.programmes.models import DeductionReason

pytestmark = pytest.mark.django_db


def told(part):
    return "\n".join(f"{line.label} {line.text} {line.note} {line.chip}" for line in part.lines)


def test_a_missing_credit_is_won_back_by_learning():
    assert "就有积分" in won_back(DeductionReason(is_missing_credit=True))


def test_any_other_deduction_rests_on_what_the_standard_says_and_claims_nothing_more(scored):
    reason = DeductionReason.objects.filter(is_missing_credit=False).exclude(criterion__alternative="").first()
    told_of_it = won_back(reason, date(2026, 5, 8))
    assert (
        f"2026年5月8日评议时评分人勾选的原因，对照标准“{reason.criterion.title}”：{reason.criterion.guide}"
        in told_of_it
    )
    assert f"也可以选：{reason.criterion.alternative}" in told_of_it
    assert "看到的情况" not in told_of_it


def test_a_deduction_names_the_step_that_can_be_contested(scored):
    family = scored[0]
    keys = {(line.contests, line.contests_part) for line in points(family.household, timezone.localdate()).lines}
    reason = family.cycle.standard_version.criteria.get(order=1).reasons.first()
    adverse = against([family.household_id])[0]
    assert (adverse.key, f"{reason.criterion_id}/{reason.pk}") in keys
    assert {part.key for part in adverse.step.parts(adverse)} == {part for _key, part in keys if part}


@pytest.fixture
def scored(world, meeting, families, raters):
    for family in families:
        for number, rater in enumerate(raters):
            low = (8,) + (10,) * 9 if number < 2 and family is families[0] else (10,) * 10
            record_ballot(family, rater, taken(family, low), by=rater)
    finish_scoring(meeting, by=world.group_leader)
    families[0].refresh_from_db()
    return families


def test_every_point_and_every_deduction_has_its_reason_and_the_way_back(scored):
    family = scored[0]
    part = points(family.household, timezone.localdate())
    lines = told(part)
    reason = family.cycle.standard_version.criteria.get(order=1).reasons.first()
    assert len([line for line in part.lines if line.label]) == 10
    assert f"扣分原因：{reason.text}（3 位评分人中有 2 位扣了分）" in lines
    assert "平均扣 1.3 分" in lines
    assert "8.7 / 10 分" in lines
    assert "98.7 分" in part.lede


def test_raters_are_never_named(scored, raters):
    part = points(scored[0].household, timezone.localdate())
    assert not any(str(rater) in told(part) for rater in raters)


def test_before_it_is_scored_there_are_no_points(world, cycle, families):
    assert points(families[0].household, timezone.localdate()) is None
    assert points(family_of(world.group), timezone.localdate()) is None


def test_the_file_says_where_it_stands_and_who_decides_next(families):
    part = where_it_stands(families[0].household, timezone.localdate())
    assert "等着开户长会议评分" in told(part)
    assert "您可以请求换人" in told(part)


@pytest.mark.parametrize("state", S)
def test_every_state_is_told_in_words(world, cycle, state):
    assert STANDS[state]()
    assert (state in OVER) != (state in NEXT)


def test_a_family_that_takes_no_part_reads_nothing(world):
    assert where_it_stands(family_of(world.group), timezone.localdate()) is None


def test_what_a_step_said_is_told_with_its_reason(world, cycle):
    candidacy = candidacy_in(S.RETURNED, group=world.group, cycle=cycle, household=family_of(world.group))
    assert "资料要补一补" in told(where_it_stands(candidacy.household, timezone.localdate()))
