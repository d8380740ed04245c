"""A family on notice stays as the notice shows it (domain A5, B13)."""

import pytest
from django.utils import timezone

from anjia.evaluations.enums import CandidacyState
from anjia.evaluations.factories import open_cycle
from anjia.evaluations.models import Candidacy
from anjia.households.actions import (
    change_head,
    correct_name,
    leave_area,
    merge_households,
    move_household,
    record_death,
    split_household,
)
from anjia.households.actions.change_requests import accept_request, file_request
from anjia.households.factories import family
from anjia.households.models import Household, HouseholdMember
from anjia.kernel.exceptions import Refused
from anjia.kernel.ids import uuid7
from anjia.notices.factories import ended_notice, running_notice
from anjia.notices.models import NoticeEntry


def changes_of(row, world):
    """Every change a family can make, as calls."""
    son = HouseholdMember.objects.create(household=row, name="王小军", kinship="22", birth="1990-01")
    twin = family(world.group, row.head_name, phone="")
    told = {"effective_on": timezone.localdate(), "version": row.version, "by": world.village_officer}
    return {
        "move": lambda: move_household(row, region=world.neighbour_group, **told),
        "leave": lambda: leave_area(row, **told),
        "split": lambda: split_household(row, leaving=[son], head=son, takes_part=True, **told),
        "head": lambda: change_head(row, member=son, **told),
        "death": lambda: record_death(row, member=None, successor=son, **told),
        "merge": lambda: merge_households(twin, row, gone_version=row.version, **{**told, "version": twin.version}),
    }


@pytest.mark.parametrize("name", ["move", "leave", "split", "head", "death", "merge"])
def test_a_family_on_notice_is_not_changed(world, name):
    running_notice(world.group, open_cycle(world.county), by=world.village_officer)
    row = Household.objects.get(head_name="王小明")
    with pytest.raises(Refused, match="正在公示，公示期满以前不办变动"):
        changes_of(row, world)[name]()
    row.refresh_from_db()
    assert (row.region, row.head_name, row.is_active) == (world.group, "王小明", True)


@pytest.mark.parametrize(("name", "is_held"), [("move", False), ("split", False), ("head", True), ("merge", True)])
def test_after_the_notice_the_head_waits_for_the_decision_the_rest_does_not(world, name, is_held):
    ended_notice(world.group, open_cycle(world.county))
    row = Household.objects.get(head_name="王小明")
    call = changes_of(row, world)[name]
    if is_held:
        with pytest.raises(Refused, match="等待命名"):
            call()
    else:
        call()
        assert Candidacy.objects.get(household=row).state == CandidacyState.ON_NOTICE


def test_a_family_whose_own_days_were_extended_waits_too(world):
    notice = ended_notice(world.group, open_cycle(world.county))
    row = Household.objects.get(head_name="王小明")
    NoticeEntry.objects.filter(notice=notice, household=row).update(
        ends_on=timezone.localdate(), extended_at=timezone.now()
    )
    with pytest.raises(Refused, match="正在公示"):
        changes_of(row, world)["move"]()


def test_a_wrong_name_goes_the_correction_path(world):
    running_notice(world.group, open_cycle(world.county), by=world.village_officer)
    row = Household.objects.get(head_name="王小明")
    correct_name(row, name="王晓明", version=row.version, by=world.village_officer)
    assert NoticeEntry.objects.get(household=row).shown_name == "王*明"


def test_a_request_against_a_family_on_notice_waits_or_corrects_the_name(world):
    running_notice(world.group, open_cycle(world.county), by=world.village_officer)
    row = Household.objects.get(head_name="王小明")
    told = {"village": world.village, "head_name": "王小明", "asker": "other"}
    given = {"confirmation": "in_person", "effective_on": timezone.localdate(), "by": world.village_officer}
    moved = file_request(kind="moved", asked={"group_to": "2组"}, token=str(uuid7()), **told)
    with pytest.raises(Refused, match="正在公示"):
        accept_request(moved, version=row.version, region=world.other_group, **given)
    moved.refresh_from_db()
    assert moved.state == "received"
    named = file_request(kind="wrong_name", asked={"name": "王晓明"}, token=str(uuid7()), **told)
    accept_request(named, version=row.version, **given)
    row.refresh_from_db()
    assert row.head_name == "王晓明"
