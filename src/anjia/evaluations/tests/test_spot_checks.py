"""Drawing, handing out, scoring blind, ending: who may, what is refused, and that no result changes (issue 4)."""

import pytest
from django.utils import timezone

from anjia.accounts.factories import persona
from anjia.accounts.models import Membership, Message, User
from anjia.evaluations.actions import close_spot_check, record_blind_ballot, withdraw_candidacies
from anjia.evaluations.drawing import Lot, code_of
from anjia.evaluations.enums import CandidacyState as S
from anjia.evaluations.enums import RecusalKind, SpotCheckState, Verb
from anjia.evaluations.factories import candidacies_in, candidacy_in, drawn_check, family_in
from anjia.evaluations.models import BlindBallot, Candidacy, DrawnFamily, Recusal
from anjia.evaluations.queries.agreement import outcome_of
from anjia.evaluations.queries.scoring import sheet_of
from anjia.evaluations.queries.spot_checks import (
    IN_THE_POOL,
    is_as_drawn,
    numbers_of,
    pool_of,
    redrawn,
    to_rate_blind,
)
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.models import AuditEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def others(world):
    """Four raters in the town's other village."""
    return [persona("federation_exec_member", world.other_village) for _ in range(4)]


@pytest.fixture
def scored(world, cycle):
    return candidacies_in(S.SCORED, 5, group=world.group, cycle=cycle)


@pytest.fixture
def check(world, cycle, scored, others):
    return drawn_check(world.town, cycle, by=world.town_federation)


def lot(seed="407"):
    return Lot(seed, timezone.localdate())


def test_a_draw_says_its_seed_and_comes_out_the_same_again(world, check, scored):
    """The list stands in the order in which the families were entered; its numbers are all that is drawn from."""
    drawn = DrawnFamily.objects.filter(check_of=check).order_by("place_in_draw")
    listed = sorted(str(family.pk) for family in scored)
    assert check.pool.splitlines() == [f"{world.village.code} {pk}" for pk in listed]
    codes = lot().drawn([code_of(world.village.code, number) for number in range(1, 6)], 3)
    assert [str(family.candidacy_id) for family in drawn] == [listed[int(code[-4:]) - 1] for code in codes]
    assert (check.families, check.drawn, check.number, check.state) == (5, 3, 1, SpotCheckState.RUNNING)
    assert numbers_of(check) == {world.village.code: [int(code[-4:]) for code in codes]}
    assert is_as_drawn(check)
    event = AuditEvent.objects.filter(verb=Verb.DRAW_CHECK, object_type="evaluations.spotcheck").order_by("at").last()
    assert event.after["seed"] == "407"
    assert event.region_path == world.town.path


def test_a_draw_that_was_tampered_with_is_seen(check, scored):
    kept = DrawnFamily.objects.filter(check_of=check).first()
    other = next(f for f in scored if str(f.pk) not in redrawn(check))
    DrawnFamily.objects.filter(pk=kept.pk).update(candidacy=other)
    assert not is_as_drawn(check)


def test_a_list_that_was_changed_after_the_announcement_is_seen(check):
    lines = check.pool.splitlines()
    check.pool = "\n".join([lines[-1], *lines[:-1]])
    assert not is_as_drawn(check)


def test_every_family_goes_to_three_of_another_village_in_the_order_of_the_seed(check, others):
    codes = lot().ordered(str(user.pk) for user in others)
    for family in DrawnFamily.objects.filter(check_of=check):
        asked = set(family.blind_ballots.values_list("rater", flat=True))
        assert {str(pk) for pk in asked} == set(codes[:3])
    told = Message.objects.filter(kind="evaluations.asked_blind")
    assert {str(pk) for pk in told.values_list("user", flat=True)} == set(codes[:3])


def test_villages_rate_each_other_in_a_circle(world, cycle, scored, others):
    candidacies_in(S.SCORED, 4, group=world.other_village.children.first(), cycle=cycle)
    check = drawn_check(world.town, cycle, by=world.town_federation)
    for ballot in BlindBallot.objects.filter(drawn__check_of=check).select_related("drawn__village"):
        assert not Membership.objects.filter(
            user=ballot.rater_id, region__path__startswith=ballot.drawn.village.path
        ).exists()
    assert DrawnFamily.objects.filter(check_of=check).values("village").distinct().count() == 2


def test_kin_and_recused_are_passed_over(world, cycle, others):
    first = lot().ordered(str(user.pk) for user in others)
    by_pk = {str(user.pk): user for user in others}
    kin, recused = by_pk[first[0]], by_pk[first[1]]
    User.objects.filter(pk=kin.pk).update(display_name="刘爱华")
    related = candidacy_in(S.SCORED, group=world.group, cycle=cycle, household=family_in(world.group, "刘爱华"))
    wished = candidacy_in(S.SCORED, group=world.group, cycle=cycle, household=family_in(world.group, "换人家"))
    Recusal.objects.create(household_id=wished.household_id, candidacy=wished, rater=recused, kind=RecusalKind.EXCLUDED)
    drawn_check(world.town, cycle, by=world.town_federation)
    asked = {c: set(BlindBallot.objects.filter(candidacy=c).values_list("rater", flat=True)) for c in (related, wished)}
    assert kin.pk not in asked[related]
    assert recused.pk not in asked[wished]
    assert all(len(raters) == 3 for raters in asked.values())


@pytest.mark.parametrize("state", S)
def test_who_is_in_the_pool(world, cycle, state):
    family = candidacy_in(state, group=world.group, cycle=cycle)
    assert (str(family.pk) in pool_of(cycle, world.town).families) is (state in IN_THE_POOL)


def blind(check, number=0):
    ballots = BlindBallot.objects.filter(drawn__check_of=check).order_by("drawn__place_in_draw", "pk")
    return ballots.select_related("drawn__check_of", "candidacy__region", "candidacy__cycle", "rater")[number]


def less(ballot, half_points):
    sheet = sheet_of(ballot.candidacy)
    criterion = sheet.criteria[0]
    return [(criterion, sheet.reasons_of(criterion)[0], half_points, None)]


def test_a_blind_ballot_changes_no_result(world, check):
    ballot = blind(check)
    before = Candidacy.objects.filter(pk=ballot.candidacy_id).values().get()
    record_blind_ballot(ballot, less(ballot, 4), by=ballot.rater, version=ballot.version)
    assert (ballot.total_half_points, ballot.scores[0]) == (196, 16)
    assert ballot.confirmed_at
    assert ballot.deductions.count() == 1
    assert Candidacy.objects.filter(pk=ballot.candidacy_id).values().get() == before
    record_blind_ballot(ballot, [], by=ballot.rater, version=ballot.version)
    assert (ballot.total_half_points, ballot.deductions.count()) == (200, 0)


def test_only_the_rater_and_only_as_it_was_seen(world, check):
    ballot = blind(check)
    for user in (world.neighbour_town_federation, world.village_officer, blind(check, 1).rater):
        with pytest.raises(NotPermitted, match="本人"):
            record_blind_ballot(ballot, [], by=user, version=ballot.version)
    with pytest.raises(Conflict, match="别处改过"):
        record_blind_ballot(ballot, [], by=ballot.rater, version=ballot.version + 1)
    with pytest.raises(Refused, match="没有选扣分原因"):
        record_blind_ballot(ballot, [(*less(ballot, 4)[0][:1], None, 4)], by=ballot.rater, version=ballot.version)
    Membership.objects.filter(user=ballot.rater_id).delete()
    ballot = blind(check)
    with pytest.raises(NotPermitted):
        record_blind_ballot(ballot, [], by=ballot.rater, version=ballot.version)


def test_a_family_that_left_or_asks_for_somebody_else_is_off_the_list(world, check):
    left, wished = blind(check), blind(check, 3)
    withdraw_candidacies([left.household_id], by=world.village_officer)
    Recusal.objects.create(
        household_id=wished.household_id, candidacy_id=wished.candidacy_id, rater=wished.rater, kind="excluded"
    )
    for ballot in (left, wished):
        ballot = BlindBallot.objects.get(pk=ballot.pk)
        assert ballot not in to_rate_blind(ballot.rater)
        with pytest.raises(Refused, match="不必再评"):
            record_blind_ballot(ballot, [], by=ballot.rater, version=ballot.version)
    assert outcome_of(check).whole.drawn == 2


def test_when_it_is_over_nothing_more_is_scored(world, check):
    ballot = blind(check)
    close_spot_check(check, by=world.town_federation)
    ballot = blind(check)
    assert not to_rate_blind(ballot.rater).exists()
    with pytest.raises(Conflict, match="已经结束"):
        record_blind_ballot(ballot, [], by=ballot.rater, version=ballot.version)


def test_a_family_counts_once_all_three_are_in(world, check, django_assert_num_queries):
    """The first scores of the factory have four criteria below ten: [10,9,10,10,8,10,10,9,10,10]; blind all full."""
    for number in range(2):
        ballot = blind(check, number)
        record_blind_ballot(ballot, [], by=ballot.rater, version=ballot.version)
    assert outcome_of(check).whole.families == 0
    ballot = blind(check, 2)
    record_blind_ballot(ballot, [], by=ballot.rater, version=ballot.version)
    with django_assert_num_queries(2):
        whole = outcome_of(check).whole
    assert (whole.families, whole.criteria, whole.exact, whole.near, whole.same_side) == (1, 10, 7, 9, 1)
    assert (whole.exact_rate, whole.near_rate, whole.same_side_rate) == ("70.0%", "90.0%", "100.0%")
