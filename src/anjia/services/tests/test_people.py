"""People are walled too: no services role beside one that judges families, in one place, whichever came first."""

from datetime import timedelta

import pytest
from django.utils import timezone

from anjia.accounts import roles
from anjia.accounts.actions import accept_invitation, arrange_cover, end_membership, grant_membership, invite_person
from anjia.accounts.factories import PASSWORD, UserFactory
from anjia.accounts.models import Membership
from anjia.kernel.exceptions import Refused
from anjia.services.people import INSIDE, JUDGES

# Every test here stays on the main database: the wall between people is one of memberships.
pytestmark = pytest.mark.django_db
INSIDE_ROLES = sorted(INSIDE)


def place_of(world, role):
    return world.tree.county if role in INSIDE else place_in(world, role)


def place_in(world, role):
    level = roles.BY_KEY[role].levels[0]
    return {"group": world.group, "village": world.village, "town": world.town}[level]


def grant(world, user, role, region):
    return grant_membership(user, role=role, region=region, by=world.administrator)


def test_both_lists_mean_something():
    assert roles.BY_KEY.keys() >= INSIDE
    assert {"group_leader", "village_panel_member", "federation_exec_member", "town_leading_group"} <= JUDGES
    assert not INSIDE & JUDGES


@pytest.mark.parametrize("inside", INSIDE_ROLES)
@pytest.mark.parametrize("judge", sorted(JUDGES))
def test_neither_after_the_other_in_one_place(world, inside, judge):
    for first, second in ((inside, judge), (judge, inside)):
        user = UserFactory()
        grant(world, user, first, place_of(world, first))
        with pytest.raises(Refused, match="不能是同一个人"):
            grant(world, user, second, place_of(world, second))


def test_in_another_place_or_afterwards_they_may(world):
    user = UserFactory()
    grant(world, user, "case_worker", world.neighbour_town)
    held = grant(world, user, "village_panel_member", world.village)
    with pytest.raises(Refused):
        grant(world, user, "case_worker", world.town)
    end_membership(held, by=world.administrator)
    grant(world, user, "case_worker", world.town)


def test_a_role_of_next_month_counts(world):
    user = UserFactory()
    coming = timezone.localdate() + timedelta(days=30)
    Membership.objects.create(user=user, role="village_officer", region=world.village, starts_on=coming)
    with pytest.raises(Refused, match="来园社区居委会"):
        grant(world, user, "case_supervisor", world.county)


def test_nor_by_an_invitation_or_a_leave_cover(world):
    worker = world.case_worker
    _invitation, token = invite_person(
        username=worker.username, display_name="某某", role="village_panel_member", region=world.village,
        by=world.administrator,
    )  # fmt: skip
    with pytest.raises(Refused, match="不能是同一个人"):
        accept_invitation(token, password=PASSWORD, by=worker)
    today = timezone.localdate()
    leader = world.group_leader.memberships_now[0]
    Membership.objects.create(user=worker, role="inspector", region=world.village)
    with pytest.raises(Refused, match="不能是同一个人"):
        arrange_cover(leader, worker, starts_on=today, last_day=today, by=world.administrator)
    assert not Membership.objects.filter(covers=leader).exists()


def test_the_second_factor_is_asked_of_everybody_inside():
    assert all(roles.BY_KEY[role].needs_second_factor("town") for role in INSIDE)
