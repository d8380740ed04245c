"""Seats, chairs, panels and imports pass on with a role; scores and recusals stay with the person (domain A2-7)."""

import pytest

from anjia.accounts import open_work
from anjia.accounts.actions import hand_over_role
from anjia.accounts.factories import persona
from anjia.evaluations.actions import declare_recusal, record_ballot
from anjia.evaluations.enums import RecusalKind
from anjia.evaluations.models import Ballot, GroupMeeting, Recusal
from anjia.evaluations.succession import find
from anjia.households.enums import BatchState
from anjia.households.models import ImportBatch
from anjia.programmes.enums import PanelOrigin

pytestmark = pytest.mark.django_db


def role_of(user):
    return user.memberships.select_related("user", "region").get()


def passing(membership):
    return [str(item.title) for item in open_work.of(membership) if item.passes]


@pytest.fixture
def rater(world):
    return world.federation_exec_member


@pytest.fixture
def successor(world):
    return persona("resident_representative", world.village)


def test_a_seat_without_ballots_passes_and_the_new_rater_is_asked_about_kin_again(world, meeting, families, rater):
    successor = persona("group_leader", world.group)
    declare_recusal(families[0], rater, kind=RecusalKind.KIN, by=rater)
    assert passing(role_of(rater)) == [f"{world.group.name}户长会议的评分席位"]
    hand_over_role(role_of(rater), successor, by=world.town_federation)
    seated = set(meeting.seats.values_list("user_id", flat=True))
    assert successor.pk in seated
    assert rater.pk not in seated
    assert not Recusal.objects.filter(rater=successor).exists()
    assert Recusal.objects.filter(rater=rater).exists()
    declare_recusal(families[1], successor, kind=RecusalKind.KIN, by=successor)


def test_who_has_rated_keeps_seat_and_scores(world, meeting, families, rater, successor):
    record_ballot(families[0], rater, by=rater)
    assert find(role_of(rater)) == []
    hand_over_role(role_of(rater), successor, by=world.town_federation)
    assert meeting.seats.filter(user=rater).exists()
    assert Ballot.objects.get().rater == rater


def test_nobody_sits_twice(world, meeting, rater):
    seated = world.resident_representative
    hand_over_role(role_of(rater), seated, by=world.town_federation)
    assert meeting.seats.filter(user=seated).count() == 1
    assert meeting.seats.count() == 3


def test_the_chair_passes_with_the_leader(world, planned):
    GroupMeeting.objects.filter(pk=planned.pk).update(chaired_by=world.group_leader)
    held, successor = role_of(world.group_leader), persona("federation_exec_member", world.village)
    assert f"主持{world.group.name}户长会议" in passing(held)
    hand_over_role(held, successor, by=world.group_leader)
    planned.refresh_from_db()
    assert planned.chaired_by == successor


def test_the_place_on_the_panel_passes_with_its_origin(world, panel, successor):
    held = role_of(world.village_panel_member)
    before = panel.members.get(user=world.village_panel_member).origin
    hand_over_role(held, successor, by=world.town_federation)
    assert panel.members.get(user=successor).origin == before
    # Who sits there already is not seated twice: the other place is empty now, and the home says so.
    hand_over_role(role_of(world.village_officer), successor, by=world.town_federation)
    assert [member.user for member in panel.members.all()] == [successor]
    assert {member.origin for member in panel.members.all()} < set(PanelOrigin)


def test_an_import_under_way_passes(world, successor):
    officer = world.village_officer
    batch = ImportBatch.objects.create(region=world.village, file_name="名册.xlsx", uploaded_by_id=officer.pk)
    done = ImportBatch.objects.create(
        region=world.village, file_name="旧.xlsx", uploaded_by_id=officer.pk, state=BatchState.DISCARDED
    )
    assert passing(role_of(officer)) == ["核对并确认名册：名册.xlsx"]
    hand_over_role(role_of(officer), successor, by=officer)
    for each in (batch, done):
        each.refresh_from_db()
    assert (batch.uploaded_by_id, done.uploaded_by_id) == (successor.pk, officer.pk)


def test_the_tasks_shown_are_those_of_the_role_and_not_of_the_person(world, panel, successor):
    held = role_of(successor)
    assert passing(held) == []
    assert passing(role_of(world.village_officer)) != []
