"""Two rows that were one family, and pairs that only look alike."""

from datetime import date

import pytest
from django.utils import timezone

from anjia.households.actions import keep_apart, merge_households
from anjia.households.enums import ChangeKind, ConsentKind, ConsentState, DuplicateVerdict
from anjia.households.factories import consent, family
from anjia.households.models import DuplicateAnswer, Household, HouseholdMember
from anjia.households.queries import live_consents, visible_to
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused


@pytest.fixture
def pair(world):
    keep = family(world.group, "何婷婷", household_size=2, address="")
    gone = family(world.other_group, "何婷婷", household_size=3)
    return keep, gone


def merge(keep, gone, by, **fields):
    told = {"effective_on": timezone.localdate(), "version": keep.version, "gone_version": gone.version}
    return merge_households(keep, gone, by=by, **{**told, **fields})


def test_what_hangs_on_the_one_goes_to_the_other(world, pair):
    keep, gone = pair
    consent(keep)
    consent(gone, proven=True)
    HouseholdMember.objects.create(household=keep, name="李梅", birth="1971-01", kinship="12")
    HouseholdMember.objects.create(household=gone, name="李梅", birth="1971-01", kinship="12")
    HouseholdMember.objects.create(household=gone, name="何小军", birth="1990-01", kinship="22")
    change = merge(keep, gone, world.town_federation)
    assert (keep.household_size, keep.address, gone.is_active) == (3, "35号", False)
    assert sorted(keep.members.values_list("name", flat=True)) == ["何小军", "李梅"]
    assert keep.members.get(name="何小军").kinship == "22"
    assert live_consents(keep)[ConsentKind.PARTICIPATE].state == ConsentState.PROVEN
    assert not live_consents(gone)
    assert (change.kind, gone.changes.get().kind) == (ChangeKind.MERGED, ChangeKind.ABSORBED)
    assert DuplicateAnswer.objects.get().verdict == DuplicateVerdict.SAME
    assert list(visible_to(world.town_federation)) == [keep]


def test_the_own_proof_stands_where_both_have_one(world, pair):
    keep, gone = pair
    mine, theirs = consent(keep, proven=True), consent(gone, proven=True)
    merge(keep, gone, world.town_federation)
    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert (mine.state, theirs.state) == (ConsentState.PROVEN, ConsentState.WITHDRAWN)


def test_another_head_becomes_a_member(world, pair):
    keep = pair[0]
    wife = family(world.group, "李梅", phone="", head_birth="1971-01", occupation="教师")
    HouseholdMember.objects.create(household=wife, name="何小军", kinship="20")
    with pytest.raises(Refused, match="李梅是何婷婷的什么人"):
        merge(keep, wife, world.village_officer)
    merge(keep, wife, world.village_officer, kinship="12")
    assert dict(keep.members.values_list("name", "kinship")) == {"李梅": "12", "何小军": ""}


def test_a_row_is_not_merged_with_itself(world, pair):
    with pytest.raises(Refused, match="不能和自己合并"):
        merge(pair[0], pair[0], world.town_federation)
    with pytest.raises(Refused, match="不能和自己比较"):
        keep_apart(pair[0], pair[0], by=world.town_federation)


def test_only_who_sees_both_settles_a_pair(world, pair):
    elsewhere = family(world.neighbour_group, "何婷婷")
    next_door = family(world.other_village.children.get(name="1组"), "何婷婷")
    for by, others in (
        (world.village_officer, (next_door, elsewhere)),
        (world.town_federation, (elsewhere,)),
        (world.group_leader, (pair[1],)),
    ):
        for other in others:
            for act in (merge, lambda keep, gone, by: keep_apart(keep, gone, by=by)):
                with pytest.raises(NotPermitted):
                    act(pair[0], other, by)
    merge(pair[0], elsewhere, world.district_office)
    merge(pair[0], next_door, world.town_federation)
    assert Household.objects.filter(is_active=True).count() == 2


def test_a_merge_is_not_of_tomorrow_and_not_done_twice(world, pair):
    with pytest.raises(Refused, match="还没有到"):
        merge(*pair, world.town_federation, effective_on=date(timezone.localdate().year + 1, 1, 1))
    Household.objects.filter(pk=pair[1].pk).update(version=2)
    with pytest.raises(Conflict, match="刚刚有人改过"):
        merge(*pair, world.town_federation)
    pair[1].refresh_from_db()
    merge(*pair, world.town_federation)
    with pytest.raises(Conflict, match="已经合并或退出"):
        merge(*pair, world.town_federation)


def test_two_families_are_remembered_as_two(world, pair):
    keep_apart(*pair, by=world.town_federation)
    keep_apart(*reversed(pair), by=world.town_federation)
    assert DuplicateAnswer.objects.get().verdict == DuplicateVerdict.DIFFERENT
