"""People are walled too: no services role beside one that judges families, in one place, whichever came first."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from anjia.accounts import roles
from anjia.accounts.actions import (
    accept_invitation,
    arrange_cover,
    end_membership,
    grant_membership,
    hand_over_role,
    invite_person,
    invite_successor,
)
from anjia.accounts.factories import PASSWORD, UserFactory
from anjia.accounts.models import Membership
from anjia.kernel.exceptions import Refused
from anjia.services.people import INSIDE, JUDGES

# Tests stay on the main database: the wall between people is one of memberships. Only a hand-over counts open cases.
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


@pytest.mark.django_db(databases=["default", "services"])
@pytest.mark.parametrize(
    ("from_role", "to_role"), [("village_officer", "case_worker"), ("case_worker", "village_officer")]
)
def test_nor_by_handing_a_role_over(world, from_role, to_role):
    """Neither at once to a colleague, nor by a link that a colleague accepts; the role stays where it was."""
    held, successor = getattr(world, from_role).memberships_now[0], getattr(world, to_role)
    Membership.objects.create(user=successor, role="inspector", region=held.region)
    with pytest.raises(Refused, match="不能是同一个人"):
        hand_over_role(held, successor, by=held.user)
    names = {"username": successor.username, "display_name": "某某"}
    _hand_over, token = invite_successor(held, **names, by=held.user)
    with pytest.raises(Refused, match="不能是同一个人"):
        accept_invitation(token, password=PASSWORD, by=successor)
    assert not Membership.objects.filter(user=successor, role=from_role).exists()
    assert Membership.objects.in_force().filter(pk=held.pk).exists()


def test_there_is_no_other_way_to_come_by_a_role():
    """Every line that makes a membership, for a page, a link, a program or a file, stands in a module that asks the
    wall: roles given, invited to or handed over, and leave cover.
    """
    makes = re.compile(r"Membership(?:\.objects\.(?:create|bulk_create|get_or_create|update_or_create)|)\([^)]*user")
    found = {
        path.relative_to(settings.SOURCE).as_posix(): path.read_text()
        for path in settings.SOURCE.rglob("*.py")
        if not {"tests", "migrations", "demo"} & set(path.parts) and path.name not in {"factories.py", "demo.py"}
    }
    making = {name for name, text in found.items() if makes.search(text)}
    assert making == {"accounts/actions/memberships.py", "accounts/actions/cover.py"}
    assert all("check_walls(" in found[name] for name in making)


def test_the_second_factor_is_asked_of_everybody_inside():
    assert all(roles.BY_KEY[role].needs_second_factor("town") for role in INSIDE)
