"""An invitation works once, for seven days, for one person."""

import threading
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import connections
from django.utils import timezone

from anjia.accounts.actions import accept_invitation, end_membership, invite_person, withdraw_invitation
from anjia.accounts.factories import PASSWORD, UserFactory
from anjia.accounts.models import Invitation, Membership, User
from anjia.accounts.testing import make_world
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.regions.factories import city_tree


def invite(world, **changes):
    fields = {
        "username": "138 1234-5678",
        "display_name": " 李兰 ",
        "role": "village_officer",
        "region": world.village,
        "by": world.town_federation,
    }
    return invite_person(**{**fields, **changes})


def test_an_invitation_becomes_an_account_with_its_role(world):
    invitation, token = invite(world)
    user = accept_invitation(token, password=PASSWORD)
    assert (user.username, user.display_name) == ("13812345678", "李兰")
    assert user.check_password(PASSWORD)
    assert user.may("regions.create_groups", world.village.path)
    assert user.memberships.get().granted_by_id == world.town_federation.pk
    invitation.refresh_from_db()
    assert (invitation.accepted_by_id, invitation.is_open) == (user.pk, False)


def test_the_token_is_stored_nowhere(world):
    invitation, token = invite(world)
    stored = [str(value) for value in Invitation.objects.filter(pk=invitation.pk).values_list().get()]
    assert len(token) >= 43
    assert all(token not in value for value in stored)


def test_a_link_works_once(world):
    _invitation, token = invite(world)
    accept_invitation(token, password=PASSWORD)
    with pytest.raises(Conflict, match="已经用过"):
        accept_invitation(token, password=PASSWORD)
    assert User.objects.filter(username="13812345678").count() == 1


def test_a_link_ends_after_seven_days(world):
    _invitation, token = invite(world)
    with time_machine.travel(timezone.now() + timedelta(days=7, seconds=1)), pytest.raises(Conflict, match="过期"):
        accept_invitation(token, password=PASSWORD)
    with time_machine.travel(timezone.now() + timedelta(days=7, seconds=-5)):
        assert accept_invitation(token, password=PASSWORD)


@pytest.mark.parametrize("token", ["", "x", "a" * 43])
def test_no_other_token_opens(world, token):
    invite(world)
    with pytest.raises(Conflict):
        accept_invitation(token, password=PASSWORD)


@pytest.mark.parametrize(
    "password", ["Short-1", "alllowercase", "13812345678", "password1234", "小写lower汉字汉字汉字"]
)
def test_a_weak_password_leaves_the_link_open(world, password):
    invitation, token = invite(world)
    with pytest.raises(ValidationError):
        accept_invitation(token, password=password)
    invitation.refresh_from_db()
    assert invitation.is_open
    assert not User.objects.filter(username="13812345678").exists()


def test_the_link_of_an_existing_user_is_of_no_use_to_others(world):
    user = UserFactory(username="13812345678")
    _invitation, token = invite(world)
    for by in (None, world.neighbour_town_federation):
        with pytest.raises(Refused, match="已有账号"):
            accept_invitation(token, password="Another-Pass-77", by=by)
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    assert accept_invitation(token, by=user) == user
    assert user.may("regions.create_groups", world.village.path)


def test_an_inviter_who_left_has_no_open_links(world):
    _invitation, token = invite(world)
    end_membership(world.town_federation.memberships.get(), by=world.administrator)
    with pytest.raises(Refused, match="不再负责"):
        accept_invitation(token, password=PASSWORD)
    assert not User.objects.filter(username="13812345678").exists()


def test_a_withdrawn_link_is_closed(world):
    invitation, token = invite(world)
    with pytest.raises(NotPermitted):
        withdraw_invitation(invitation, by=world.neighbour_town_federation)
    withdraw_invitation(invitation, by=world.town_federation)
    with pytest.raises(Conflict):
        accept_invitation(token, password=PASSWORD)
    with pytest.raises(Conflict, match="收回"):
        withdraw_invitation(invitation, by=world.town_federation)


@pytest.mark.parametrize("username", ["", "12", "1381234567", "张三", "zhang san", "a@b.cn"])
def test_user_names_are_phones_or_staff_numbers(world, username):
    with pytest.raises(ValidationError, match="手机"):
        invite(world, username=username)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("FL2031", "fl2031"), ("+86 138 1234 5678", "13812345678"), ("１３８１２３４５６７８", "13812345678")],
)
def test_user_names_have_one_spelling(world, typed, kept):
    assert invite(world, username=typed)[0].username == kept


@pytest.mark.django_db(transaction=True)
def test_two_who_press_at_once_make_one_account():
    world = make_world()
    _invitation, token = invite(world)
    outcomes, barrier = [], threading.Barrier(4)

    def press():
        try:
            barrier.wait()
            accept_invitation(token, password=PASSWORD)
            outcomes.append("accepted")
        except (Conflict, Refused):
            outcomes.append("refused")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=press) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["accepted", "refused", "refused", "refused"]
    assert User.objects.filter(username="13812345678").count() == 1
    assert Membership.objects.filter(user__username="13812345678").count() == 1


def test_the_first_administrator_comes_by_a_link(db, capsys):
    with pytest.raises(CommandError, match="load_divisions"):
        call_command("create_administrator", "13812345678", "王芳")
    city_tree()
    assert User.objects.count() == 0
    with pytest.raises(CommandError, match="手机"):
        call_command("create_administrator", "12", "王芳")
    call_command("create_administrator", "13812345678", "王芳", "--address", "https://anjia.example/")
    link = capsys.readouterr().out.strip()
    assert link.startswith("https://anjia.example/accounts/invitation/")
    user = accept_invitation(link.rstrip("/").rsplit("/", 1)[1], password=PASSWORD)
    assert user.holds("administrator")
