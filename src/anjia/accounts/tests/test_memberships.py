"""Handing out roles, and taking them back: nobody climbs."""

from datetime import timedelta

import pytest
from django.utils import timezone

from anjia.accounts import roles
from anjia.accounts.actions import end_membership, grant_membership, invite_person
from anjia.accounts.factories import UserFactory, persona
from anjia.accounts.permissions import can_grant, grantable_roles
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.models import AuditEvent
from anjia.kernel.permissions import SYSTEM

VILLAGE_ROLES = {"village_officer", "village_panel_member", "federation_exec_member", "resident_representative"}
REACH = {
    "town_federation": VILLAGE_ROLES | {"group_leader"},
    "district_office": {"town_federation", "town_leading_group"},
    "administrator": {role.key for role in roles.ALL},
}


def fitting(world, role):
    """A region of the town, or above it, at which the role may be held."""
    levels = roles.BY_KEY[role].levels
    return next(r for r in (world.group, world.village, world.town, world.county, world.city) if r.level in levels)


@pytest.mark.parametrize("granter", [role.key for role in roles.ALL])
def test_reach_of_every_role(world, granter):
    by = getattr(world, granter)
    assert {role.key for role in grantable_roles(by)} == REACH.get(granter, set())
    for role in roles.ALL:
        region = fitting(world, role.key)
        inside = region.path.startswith(by.memberships_now[0].region.path)
        allowed = role.key in REACH.get(granter, ()) and inside
        assert can_grant(by, role.key, region) is allowed
        if allowed:
            assert grant_membership(UserFactory(), role=role.key, region=region, by=by).role == role.key
        else:
            with pytest.raises(NotPermitted):
                grant_membership(UserFactory(), role=role.key, region=region, by=by)
            with pytest.raises(NotPermitted):
                invite_person(username="13812345678", display_name="李", role=role.key, region=region, by=by)


def test_not_in_the_neighbours_place(world):
    with pytest.raises(NotPermitted):
        grant_membership(
            UserFactory(), role="village_officer", region=world.neighbour_village, by=world.town_federation
        )
    with pytest.raises(NotPermitted):
        grant_membership(UserFactory(), role="town_federation", region=world.neighbour_town, by=world.town_federation)


def test_nobody_climbs_by_granting_to_oneself(world):
    for persona_name, role, region in (
        ("town_federation", "village_officer", world.village),
        ("administrator", "city_office", world.city),
    ):
        user = getattr(world, persona_name)
        with pytest.raises(Refused, match="给自己"):
            grant_membership(user, role=role, region=region, by=user)
        with pytest.raises(Refused, match="给自己"):
            invite_person(username=user.username, display_name="x", role=role, region=region, by=user)


@pytest.mark.parametrize(
    ("role", "place"),
    [
        ("group_leader", "village"),
        ("village_officer", "group"),
        ("village_officer", "town"),
        ("town_leading_group", "county"),
        ("district_office", "city"),
        ("city_office", "county"),
        ("administrator", "county"),
    ],
)
def test_a_role_is_held_at_its_level_only(world, role, place):
    with pytest.raises(Refused, match="只能设在"):
        grant_membership(UserFactory(), role=role, region=getattr(world, place), by=world.administrator)


@pytest.mark.parametrize("place", ["city", "county", "town", "village", "group"])
def test_inspectors_stand_anywhere(world, place):
    assert grant_membership(UserFactory(), role="inspector", region=getattr(world, place), by=world.administrator)


def test_an_unknown_role_is_refused(world):
    with pytest.raises(Refused, match="没有这个角色"):
        grant_membership(UserFactory(), role="emperor", region=world.city, by=SYSTEM)


@pytest.mark.parametrize(("held", "role"), [("administrator", "city_office"), ("city_office", "auditor")])
def test_administration_audit_and_operation_stay_apart(world, held, role):
    user = persona(held, world.city)
    with pytest.raises(Refused, match="不能兼任"):
        grant_membership(user, role=role, region=world.city, by=world.administrator)


def test_a_role_held_already_is_a_conflict(world):
    with pytest.raises(Conflict, match="已经担任"):
        grant_membership(world.village_officer, role="village_officer", region=world.village, by=world.town_federation)


def test_granting_and_ending_leave_a_trail(world):
    user = UserFactory()
    membership = grant_membership(user, role="group_leader", region=world.group, by=world.town_federation)
    assert user.may("regions.view", world.group.path)
    end_membership(membership, by=world.town_federation, note="换届")
    user.refresh_from_db()
    assert not user.may("regions.view", world.group.path)
    events = AuditEvent.objects.filter(object_id=membership.pk).order_by("id")
    assert [event.note for event in events] == ["", "换届"]
    assert {event.actor_id for event in events} == {world.town_federation.pk}
    assert {event.region_path for event in events} == {world.group.path}


def test_ending_is_for_who_could_grant_and_works_once(world):
    membership = world.village_officer.memberships.get()
    for persona_name in ("neighbour_town_federation", "district_office", "village_officer", "town_leading_group"):
        with pytest.raises(NotPermitted):
            end_membership(membership, by=getattr(world, persona_name))
    with pytest.raises(Refused, match="不能早于"):
        end_membership(membership, by=world.town_federation, ends_on=membership.starts_on - timedelta(days=1))
    end_membership(membership, by=world.administrator, ends_on=timezone.localdate())
    with pytest.raises(Conflict, match="已经结束"):
        end_membership(membership, by=world.administrator)
