"""Votes: a majority of those present, never below the pass mark."""

import pytest

from anjia.evaluations.actions import finish_scoring, record_ballot, record_votes
from anjia.evaluations.enums import CandidacyState as S
from anjia.evaluations.models import Candidacy
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.models import AuditEvent

from .test_scoring import taken

pytestmark = pytest.mark.django_db


@pytest.fixture
def scored(world, meeting, families, raters):
    for rater in raters:
        record_ballot(families[0], rater, by=rater)
        record_ballot(families[1], rater, taken(families[1], (9,) * 10), by=rater)
    finish_scoring(meeting, by=world.group_leader)
    return families


def test_eleven_of_twenty_pass_and_ten_do_not(world, meeting, scored):
    votes = {scored[0].pk: 11, scored[1].pk: 10}
    assert record_votes(meeting, votes, by=world.group_leader) == [scored[0].pk]
    one, two = (Candidacy.objects.get(pk=family.pk) for family in scored)
    assert (one.state, one.votes_for, one.voters_present) == (S.NOMINATED, 11, 20)
    assert (two.state, two.votes_for) == (S.SCORED, 10)
    assert AuditEvent.objects.filter(object_id=two.pk, after__votes_for=10).exists()


def test_more_votes_than_present_are_refused(world, meeting, scored):
    with pytest.raises(Refused, match="得 21 票，多于到会的 20 户"):
        record_votes(meeting, {scored[0].pk: 21}, by=world.group_leader)


def test_below_the_pass_mark_nobody_is_nominated(world, meeting, scored):
    Candidacy.objects.filter(pk=scored[1].pk).update(total_half_points=539)
    with pytest.raises(Refused, match="未达合格分"):
        record_votes(meeting, {scored[0].pk: 20, scored[1].pk: 20}, by=world.group_leader)
    assert Candidacy.objects.filter(state=S.NOMINATED).count() == 0


def test_a_family_that_moved_is_a_conflict(world, meeting, scored):
    record_votes(meeting, {scored[0].pk: 20}, by=world.group_leader)
    with pytest.raises(Conflict, match="已经计过票或已退出"):
        record_votes(meeting, {scored[0].pk: 20}, by=world.group_leader)


def test_only_who_holds_the_meeting(world, meeting, scored):
    for stranger in (world.town_federation, world.neighbour_group_leader, world.federation_exec_member):
        with pytest.raises(NotPermitted):
            record_votes(meeting, {scored[0].pk: 20}, by=stranger)


def test_only_while_it_runs(world, meeting, scored):
    meeting.state = "closed"
    with pytest.raises(Conflict, match="不在进行中"):
        record_votes(meeting, {scored[0].pk: 20}, by=world.group_leader)
