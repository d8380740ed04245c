"""A family changes while the cycle runs: what becomes of its candidacy (domain A5)."""

import pytest
from django.utils import timezone

from anjia.evaluations.actions import register_candidacies
from anjia.evaluations.enums import CandidacyState as S
from anjia.evaluations.enums import MeetingState, Presence
from anjia.evaluations.factories import candidacy_in, open_cycle
from anjia.evaluations.models import Attendance, Ballot, Candidacy, GroupMeeting, Opinion
from anjia.households.actions import leave_area, merge_households, move_household, split_household
from anjia.households.factories import consent, family
from anjia.households.models import Household, HouseholdMember
from anjia.kernel.exceptions import Refused
from anjia.kernel.ids import uuid7
from anjia.programmes.models import Credit

BEFORE = (S.DRAFT, S.CONSENTED, S.DEFERRED)
AFTER = (S.SCORED, S.NOMINATED, S.REVIEWED, S.ENDORSED, S.APPROVED, S.RETURNED)


@pytest.fixture
def cycle(world):
    return open_cycle(world.county)


@pytest.fixture
def row(world):
    household = family(world.group)
    consent(household, proven=True)
    return household


def move(row, region, by):
    return move_household(row, region=region, effective_on=timezone.localdate(), version=row.version, by=by)


@pytest.mark.parametrize("state", BEFORE)
def test_before_the_meeting_a_candidacy_goes_along(world, cycle, row, state):
    candidacy = candidacy_in(state, group=world.group, cycle=cycle, household=row)
    move(row, world.neighbour_group, world.village_officer)
    candidacy.refresh_from_db()
    assert (candidacy.region, candidacy.state) == (world.neighbour_group, state)
    assert Candidacy.objects.count() == 1


@pytest.mark.parametrize("state", AFTER)
@pytest.mark.parametrize("where", ["other_group", "neighbour_group"])
def test_from_the_meeting_on_it_stays_where_it_was_scored(world, cycle, row, state, where):
    candidacy = candidacy_in(state, group=world.group, cycle=cycle, household=row)
    move(row, getattr(world, where), world.village_officer)
    candidacy.refresh_from_db()
    assert (candidacy.region, candidacy.state) == (world.group, state)


def test_the_next_cycle_begins_at_the_new_place(world, cycle, row):
    candidacy_in(S.SCORED, group=world.group, cycle=cycle, household=row)
    move(row, world.neighbour_group, world.village_officer)
    coming = open_cycle(world.county, year=cycle.year + 1)
    register_candidacies([row.pk], by=world.village_officer)
    assert Candidacy.objects.get(cycle=coming).region == world.neighbour_group


def test_in_another_district_it_begins_anew_in_the_cycle_there(world, cycle, row):
    there = open_cycle(world.neighbour_county)
    group = family_group(world.neighbour_county)
    candidacy = candidacy_in(S.CONSENTED, group=world.group, cycle=cycle, household=row)
    move(row, group, world.village_officer)
    candidacy.refresh_from_db()
    assert candidacy.state == S.WITHDRAWN
    new = Candidacy.objects.get(cycle=there)
    assert (new.region, new.state) == (group, S.CONSENTED)


def test_once_scored_a_move_to_another_district_begins_nothing_there_this_year(world, cycle, row):
    open_cycle(world.neighbour_county)
    candidacy_in(S.SCORED, group=world.group, cycle=cycle, household=row)
    move(row, family_group(world.neighbour_county), world.village_officer)
    assert Candidacy.objects.get().state == S.SCORED


def family_group(county):
    """A group in a district that has no places yet."""
    from_county = county.children.create(level="town", code="430202001000", name="月塘街道", path=f"{county.path}0001")
    village = from_county.children.create(
        level="village", code="430202001001", name="戴家岭社区", path=f"{from_county.path}0001"
    )
    return village.children.create(level="group", code="430202001001-001", name="1组", path=f"{village.path}0001")


def test_a_family_on_the_roll_of_a_planned_meeting_is_taken_off_it(world, cycle, row):
    other = family(world.group, "王小明")
    meeting = GroupMeeting.objects.create(cycle=cycle, region=world.group, held_on=timezone.localdate())
    Attendance.objects.create(meeting=meeting, household=row)
    Attendance.objects.create(meeting=meeting, household=other, presence=Presence.BY_PROXY, proxy_holder_id=row.pk)
    move(row, world.other_group, world.village_officer)
    assert not Attendance.objects.exists()


def test_while_its_group_meets_nothing_changes(world, cycle, row):
    meeting = GroupMeeting.objects.create(
        cycle=cycle, region=world.group, held_on=timezone.localdate(), state=MeetingState.OPEN, households_total=30,
        quorum_needed=20, opened_at=timezone.now(),
    )  # fmt: skip
    candidacy_in(S.CONSENTED, group=world.group, cycle=cycle, household=row, meeting=meeting)
    with pytest.raises(Refused, match="户长会议正在进行"):
        move(row, world.other_group, world.village_officer)


def test_who_leaves_the_area_leaves_the_running(world, cycle, row):
    candidacy = candidacy_in(S.REVIEWED, group=world.group, cycle=cycle, household=row)
    leave_area(row, effective_on=timezone.localdate(), version=row.version, by=world.village_officer)
    candidacy.refresh_from_db()
    assert candidacy.state == S.WITHDRAWN


def test_a_split_in_mid_cycle_leaves_the_candidacy_with_the_head(world, cycle, row):
    candidacy = candidacy_in(S.NOMINATED, group=world.group, cycle=cycle, household=row)
    son = HouseholdMember.objects.create(household=row, name="何小军", kinship="22", birth="1990-01")
    change = split_household(
        row, leaving=[son], head=son, takes_part=True, effective_on=timezone.localdate(), version=1,
        by=world.village_officer,
    )  # fmt: skip
    candidacy.refresh_from_db()
    assert (candidacy.household, candidacy.state) == (row, S.NOMINATED)
    assert Candidacy.objects.get(household=change.other_id).state == S.DRAFT


def merge(keep, gone, by):
    today = timezone.localdate()
    return merge_households(keep, gone, effective_on=today, version=keep.version, gone_version=gone.version, by=by)


def test_a_merge_takes_the_candidacy_along_with_all_that_was_said(world, cycle, row):
    twin = family(world.group)
    candidacy = candidacy_in(S.REVIEWED, group=world.group, cycle=cycle, household=twin)
    Ballot.objects.create(
        household=twin, candidacy=candidacy, rater=world.village_panel_member, scores=(20,) * 10, entered_by_id=uuid7()
    )
    Opinion.objects.create(
        household=twin, candidacy=candidacy, step="village_review", outcome="accept", given_by_id=uuid7(),
        given_at=timezone.now(),
    )  # fmt: skip
    criteria = list(cycle.standard_version.criteria.order_by("order")[:2])
    Credit.objects.create(household=row, cycle=cycle, criterion=criteria[0])
    for criterion in criteria:
        Credit.objects.create(household=twin, cycle=cycle, criterion=criterion)
    merge(row, twin, world.village_officer)
    moved = Candidacy.objects.get()
    assert (moved.pk, moved.household, moved.state) == (candidacy.pk, row, S.REVIEWED)
    assert (Ballot.objects.get().household_id, Opinion.objects.get().household_id) == (row.pk, row.pk)
    assert tuple(Ballot.objects.get().scores) == (20,) * 10
    assert sorted(Credit.objects.values_list("household_id", flat=True)) == [row.pk] * 2


def test_a_merge_of_two_candidates_is_refused_with_what_to_do(world, cycle, row):
    twin = family(world.group)
    mine, theirs = (
        candidacy_in(S.NOMINATED, group=world.group, cycle=cycle, household=household) for household in (row, twin)
    )
    with pytest.raises(Refused, match="重复申报"):
        merge(row, twin, world.village_officer)
    assert Household.objects.filter(is_active=True).count() == 2
    Candidacy.objects.filter(pk=mine.pk).update(state=S.DRAFT)
    with pytest.raises(Refused, match="请反过来"):
        merge(row, twin, world.village_officer)
    Candidacy.objects.filter(pk=mine.pk).update(state=S.NOMINATED)
    Candidacy.objects.filter(pk=theirs.pk).update(state=S.REFUSED)
    merge(row, twin, world.village_officer)
    assert Candidacy.objects.get(household=row) == mine


def test_a_mere_draft_of_the_row_that_goes_ends(world, cycle, row):
    twin = family(world.group)
    candidacy_in(S.NOMINATED, group=world.group, cycle=cycle, household=row)
    draft = candidacy_in(S.DRAFT, group=world.group, cycle=cycle, household=twin)
    merge(row, twin, world.village_officer)
    draft.refresh_from_db()
    assert draft.state == S.WITHDRAWN
