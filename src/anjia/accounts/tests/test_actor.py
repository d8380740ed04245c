"""Who may do what, where, when: a user as `kernel.permissions.Actor`."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from anjia.accounts import roles
from anjia.accounts.enums import Verb
from anjia.accounts.factories import MembershipFactory, UserFactory, persona
from anjia.accounts.models import Membership
from anjia.accounts.permissions import GRANT_VERB
from anjia.kernel.permissions import Actor, grants

HERE_AND_THERE = ["city", "county", "neighbour_county", "town", "neighbour_town", "village", "group", "neighbour_group"]


def test_a_user_is_an_actor(world):
    assert isinstance(world.town_federation, Actor)


@pytest.mark.parametrize("role", [role.key for role in roles.ALL])
def test_truth_table_of_every_role_and_verb(world, role):
    user = getattr(world, role)
    own = user.memberships_now[0].region.path
    granted = grants.verbs_of(role)
    for verb in grants.verbs():
        for name in HERE_AND_THERE:
            path = getattr(world, name).path
            expected = verb in granted and path.startswith(own)
            assert user.may(verb, path) is expected, (role, verb, name)
        assert user.scopes(verb) == ((own,) if verb in granted else ())


def test_every_role_can_be_explained():
    assert len(roles.BY_KEY) == 14
    for role in roles.ALL:
        assert str(role.label)
        assert str(role.description).endswith("。")
        assert role.levels
        assert GRANT_VERB[role.key] in Verb


def test_no_role_gives_nothing(world):
    nobody = UserFactory()
    assert not nobody.may(Verb.INVITE, world.city.path)
    assert nobody.scopes(Verb.INVITE) == ()
    assert not hasattr(nobody, "is_superuser")
    assert not hasattr(nobody, "is_staff")


def test_two_roles_add_up_and_the_larger_scope_swallows_the_smaller(world):
    user = persona("town_federation", world.town)
    MembershipFactory(user=user, role="village_officer", region=world.village)
    MembershipFactory(user=user, role="village_officer", region=world.neighbour_village)
    user.forget_memberships()
    assert user.scopes("regions.view") == (world.town.path, world.neighbour_village.path)
    assert user.may("regions.create_groups", world.neighbour_village.path)
    assert not user.may(Verb.INVITE, world.neighbour_village.path)


def test_an_inactive_user_has_nothing_left(world):
    world.town_federation.is_active = False
    assert not world.town_federation.may(Verb.INVITE, world.town.path)
    assert world.town_federation.scopes(Verb.INVITE) == ()


@pytest.mark.parametrize(
    ("starts", "ends", "holds"),
    [(0, None, True), (1, None, False), (-5, 1, True), (-5, 0, False), (-5, -1, False), (0, 0, False)],
)
def test_a_membership_counts_from_its_first_day_until_the_day_it_ends(world, starts, ends, holds):
    today, user = timezone.localdate(), UserFactory()
    dates = {"starts_on": today + timedelta(days=starts)}
    if ends is not None:
        dates["ends_on"] = today + timedelta(days=ends)
    MembershipFactory(user=user, role="village_officer", region=world.village, **dates)
    assert user.may("regions.create_groups", world.village.path) is holds


def test_midnight_ends_a_role_even_for_a_user_object_that_lives_on(world):
    user = UserFactory()
    with time_machine.travel("2026-05-01 23:59+08:00"):
        MembershipFactory(user=user, role="village_officer", region=world.village, ends_on=date(2026, 5, 2))
        assert user.may("regions.create_groups", world.village.path)
    with time_machine.travel("2026-05-02 00:00+08:00"):
        assert not user.may("regions.create_groups", world.village.path)


def test_many_questions_are_one_query(world, django_assert_num_queries):
    user = type(world.town_federation).objects.get(pk=world.town_federation.pk)
    with django_assert_num_queries(1):
        for name in HERE_AND_THERE:
            user.may(Verb.INVITE, getattr(world, name).path)
        user.scopes("regions.view")
        user.holds("auditor")
        assert user.places == (world.town.path,)


def test_reading_the_user_again_asks_again(world):
    user = world.village_officer
    assert user.memberships_now
    Membership.objects.filter(user=user).update(ends_on=timezone.localdate())
    assert user.memberships_now
    user.refresh_from_db()
    assert user.memberships_now == []


def test_the_database_refuses_what_makes_no_sense(world):
    user, today = UserFactory(), timezone.localdate()
    wrong = [
        {"role": "emperor", "starts_on": today},
        {"role": "group_leader", "starts_on": today, "ends_on": today - timedelta(days=1)},
    ]
    for fields in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            Membership.objects.create(user=user, region=world.group, **fields)
    Membership.objects.create(user=user, region=world.group, role="group_leader")
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(user=user, region=world.group, role="group_leader")
