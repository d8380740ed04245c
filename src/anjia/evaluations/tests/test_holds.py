"""A hold keeps from being built on what a family contests, and from nothing else (architecture 1)."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from anjia.evaluations.actions import (
    count_others,
    give_opinion,
    open_meeting,
    plan_meeting,
    record_votes,
    resubmit_candidacy,
    seat_panel,
)
from anjia.evaluations.enums import CandidacyState as S
from anjia.evaluations.enums import Outcome, Step, StepReason
from anjia.evaluations.factories import candidacies_in, candidacy_in, family_in, open_cycle, panel_of
from anjia.evaluations.models import Candidacy, GroupMeeting, Opinion
from anjia.households.signals import households_merged, participation_withdrawn
from anjia.kernel.exceptions import NotPermitted, Refused
from anjia.kernel.ids import uuid7
from anjia.kernel.models import AuditEvent
from anjia.kernel.permissions import SYSTEM
from anjia.programmes.actions import close_cycle, lapse_holds, place_holds, release_holds
from anjia.programmes.enums import CycleState, HeldStep, HoldOutcome
from anjia.programmes.holds import held, standing
from anjia.programmes.models import Hold

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle(world):
    return open_cycle(world.county)


@pytest.fixture
def family(world):
    return family_in(world.group)


def place(household, *frozen, source_id=None):
    return place_holds(household, frozen, ground="test.step", source_id=source_id or uuid7(), by=SYSTEM)


def test_a_hold_stands_until_what_it_was_placed_for_is_settled(world, family):
    subject, source = uuid7(), uuid7()
    frozen = [(HeldStep.SCORING, subject), (HeldStep.RANKING, subject)]
    assert len(place_holds(family, frozen, ground="g", source_id=source, by=world.village_officer)) == 2
    assert held([subject, uuid7()], HeldStep.SCORING) == {subject}
    assert held([subject], HeldStep.REVOCATION) == frozenset()
    assert release_holds(source, outcome=HoldOutcome.UNDONE, by=world.town_federation) == 2
    assert held([subject], HeldStep.SCORING) == frozenset()
    hold = Hold.objects.filter(step=HeldStep.SCORING).get()
    assert (hold.placed_by_id, hold.released_by_id) == (world.village_officer.pk, world.town_federation.pk)
    verbs = AuditEvent.objects.filter(object_id=hold.pk).order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["programmes.place_hold", "programmes.release_hold"]


def test_placed_twice_it_is_one_and_released_twice_it_is_once(family):
    subject, source = uuid7(), uuid7()
    assert len(place(family, (HeldStep.SCORING, subject), source_id=source)) == 1
    assert place(family, (HeldStep.SCORING, subject), source_id=source) == []
    assert release_holds(source, outcome=HoldOutcome.STANDS, by=SYSTEM) == 1
    assert release_holds(source, outcome=HoldOutcome.UNDONE, by=SYSTEM) == 0
    assert Hold.objects.get().outcome == HoldOutcome.STANDS


def test_two_reasons_hold_one_thing_until_the_last_is_settled(family):
    subject, first, second = uuid7(), uuid7(), uuid7()
    for source in (first, second):
        place(family, (HeldStep.REVOCATION, subject), source_id=source)
    release_holds(first, outcome=HoldOutcome.STANDS, by=SYSTEM)
    assert held([subject], HeldStep.REVOCATION) == {subject}


def test_many_are_asked_about_in_few_statements(family, django_assert_num_queries):
    subjects = [uuid7() for _ in range(950)]
    place(family, (HeldStep.GRADING, subjects[0]), (HeldStep.GRADING, subjects[949]))
    with django_assert_num_queries(2):
        assert held(subjects, HeldStep.GRADING) == {subjects[0], subjects[949]}
    assert set(standing(HeldStep.GRADING)) == {subjects[0], subjects[949]}


def test_a_release_says_how_it_ended(family):
    hold = place(family, (HeldStep.SCORING, uuid7()))[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        Hold.objects.filter(pk=hold.pk).update(released_at=timezone.now())


def test_a_family_that_leaves_leaves_nothing_standing(world, family):
    subject = uuid7()
    place(family, (HeldStep.SCORING, subject))
    participation_withdrawn.send(sender=type(family), ids=[family.pk], by=SYSTEM)
    assert held([subject], HeldStep.SCORING) == frozenset()
    assert Hold.objects.get().outcome == HoldOutcome.LAPSED
    assert lapse_holds([family.pk], by=SYSTEM) == 0


def test_holds_go_with_the_family_it_turns_out_to_be(world, family):
    keep, subject = family_in(world.group, "同一户"), uuid7()
    place(family, (HeldStep.SCORING, subject))
    households_merged.send(sender=type(family), keep=keep, gone=family, by=SYSTEM)
    assert Hold.objects.get().household_id == keep.pk
    assert held([subject], HeldStep.SCORING) == {subject}


def test_nothing_adverse_is_added_while_a_family_contests_but_an_assent_goes_on(world, cycle):
    panel_of(cycle, world.village, world.village_panel_member, world.village_officer)
    contested, _other = candidacies_in(S.NOMINATED, 2, group=world.group, cycle=cycle)
    place(contested.household, (HeldStep.ADVERSE_OPINION, contested.pk))
    by, both = world.village_panel_member, Candidacy.objects.all()
    for outcome, reason in ((Outcome.REFUSE, StepReason.NOT_ELIGIBLE), (Outcome.RETURN, StepReason.PROCEDURE)):
        with pytest.raises(Refused, match="“家庭1”的申诉还没有答复"):
            give_opinion(both, Step.VILLAGE_REVIEW, outcome, reason=reason, by=by)
    assert not Opinion.objects.exists()
    assert len(give_opinion(both, Step.VILLAGE_REVIEW, Outcome.ACCEPT, by=by)) == 2


def opened(world, cycle):
    meeting = plan_meeting(world.group, cycle=cycle, held_on=timezone.localdate(), by=world.group_leader)
    raters = [world.federation_exec_member, world.resident_representative, world.village_panel_member]
    seat_panel(meeting, raters, by=world.group_leader)
    count_others(meeting, number=20, by=world.group_leader)
    return open_meeting(meeting, by=world.group_leader)


@pytest.mark.parametrize("reason", [StepReason.CHECK_SCORES, StepReason.PROCEDURE])
def test_a_contested_return_is_not_taken_up_at_the_next_meeting(world, cycle, reason):
    panel_of(cycle, world.village, world.village_panel_member, world.village_officer)
    contested, other = candidacies_in(S.NOMINATED, 2, group=world.group, cycle=cycle)
    give_opinion(
        Candidacy.objects.all(), Step.VILLAGE_REVIEW, Outcome.RETURN, reason=reason, by=world.village_panel_member
    )
    place(contested.household, (HeldStep.SCORING, contested.pk))
    opened(world, cycle)
    contested.refresh_from_db()
    other.refresh_from_db()
    assert (contested.state, contested.raters_counted) == (S.RETURNED, 3)
    assert other.state in (S.CONSENTED, S.SCORED)


def test_no_vote_rests_on_a_contested_score(world, cycle):
    contested, other = candidacies_in(S.SCORED, 2, group=world.group, cycle=cycle)
    place(contested.household, (HeldStep.NOMINATION, contested.pk))
    meeting = opened(world, cycle)
    with pytest.raises(Refused, match="“家庭1”对评分有申诉"):
        record_votes(meeting, {contested.pk: 20, other.pk: 20}, by=world.group_leader)
    assert record_votes(meeting, {other.pk: 20}, by=world.group_leader) == [other.pk]
    assert GroupMeeting.objects.filter(pk=meeting.pk, candidacies=contested).exists()


def test_papers_may_be_supplied_while_the_return_is_contested(world, cycle):
    panel_of(cycle, world.village, world.village_panel_member, world.village_officer)
    family = candidacy_in(S.NOMINATED, group=world.group, cycle=cycle)
    told = {"reason": StepReason.INCOMPLETE, "by": world.village_panel_member}
    give_opinion(Candidacy.objects.all(), Step.VILLAGE_REVIEW, Outcome.RETURN, **told)
    place(family.household, (HeldStep.SCORING, family.pk), (HeldStep.ADVERSE_OPINION, family.pk))
    family.refresh_from_db()
    assert resubmit_candidacy(family, by=world.village_officer).state == S.NOMINATED


def test_a_cycle_does_not_end_without_a_family_that_contests(world, cycle, family):
    source = uuid7()
    place(family, (HeldStep.CLOSING, cycle.pk), source_id=source)
    with pytest.raises(NotPermitted):
        close_cycle(cycle, by=world.town_federation)
    with pytest.raises(Refused, match="申诉没有答复"):
        close_cycle(cycle, by=world.district_office)
    release_holds(source, outcome=HoldOutcome.STANDS, by=SYSTEM)
    assert close_cycle(cycle, by=world.district_office).state == CycleState.CLOSED
