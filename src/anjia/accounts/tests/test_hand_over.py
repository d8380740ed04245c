"""A role goes from one person to the next, with what is open: all of it or nothing (issue 3)."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from anjia.accounts.actions import (
    accept_invitation,
    call_off_hand_over,
    close_account,
    end_membership,
    hand_over_role,
    invite_person,
    invite_successor,
    reopen_account,
    withdraw_invitation,
)
from anjia.accounts.factories import MembershipFactory, persona
from anjia.accounts.models import HandOver, Invitation, Membership, Message, SignIn, User
from anjia.accounts.permissions import can_hand_over
from anjia.accounts.queries import hand_overs_visible_to, own_or_overseen
from anjia.accounts.todo import tasks
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.models import AuditEvent

pytestmark = pytest.mark.django_db
PASSWORD = "Camphor-Tree-58"


@pytest.fixture
def held(world):
    return world.village_officer.memberships.select_related("user", "region").get()


@pytest.fixture
def successor(world):
    return persona("resident_representative", world.village)


def fresh(user):
    return User.objects.get(pk=user.pk)


@pytest.mark.parametrize("who", ["village_officer", "town_federation", "administrator"])
def test_the_role_goes_over_in_one_step(world, held, successor, who):
    by = getattr(world, who)
    done = hand_over_role(held, successor, by=by, note="公章在柜子里")
    assert not fresh(world.village_officer).holds("village_officer")
    assert fresh(successor).holds("village_officer")
    assert (done.taken_up.user, done.taken_up.granted_by_id, done.done_on) == (successor, by.pk, timezone.localdate())
    held.refresh_from_db()
    assert held.ends_on == timezone.localdate()
    event = AuditEvent.objects.get(verb="accounts.hand_over")
    assert (event.actor_id, event.note, event.region_path) == (by.pk, "公章在柜子里", world.village.path)
    told = set(Message.objects.values_list("user_id", "kind"))
    assert ((successor.pk, "accounts.taken_over") in told) is (by.pk != successor.pk)
    assert ((world.town_federation.pk, "accounts.handed_over") in told) is (who != "town_federation")


def test_who_may_hand_over(world, held):
    may = {name for name, user in world.people.items() if can_hand_over(user, held)}
    assert may == {"village_officer", "town_federation", "administrator"}
    for name, user in world.people.items():
        sees = own_or_overseen(user).filter(pk=held.pk).exists()
        assert sees >= (name in may), name


@pytest.mark.parametrize("who", ["group_leader", "neighbour_town_federation", "district_office", "inspector"])
def test_nobody_else_hands_over(world, held, successor, who):
    with pytest.raises(NotPermitted):
        hand_over_role(held, successor, by=getattr(world, who))
    with pytest.raises(NotPermitted):
        invite_successor(held, username="13812345678", display_name="李兰", by=getattr(world, who))
    assert not HandOver.objects.exists()


def test_not_to_oneself(world, held):
    with pytest.raises(Refused, match="给自己"):
        hand_over_role(held, world.village_officer, by=world.village_officer)
    name = world.village_officer.username
    with pytest.raises(Refused, match="给自己"):
        invite_successor(held, username=name, display_name="x", by=world.village_officer)


def test_not_to_a_closed_account(world, held, successor):
    close_account(successor, by=world.town_federation)
    with pytest.raises(Refused, match="已停用"):
        hand_over_role(held, fresh(successor), by=world.village_officer)


def test_not_to_a_stranger_or_somebody_who_has_it(world, held):
    with pytest.raises(Refused, match="不在本地"):
        hand_over_role(held, world.neighbour_village_officer, by=world.village_officer)
    twin = persona("village_officer", world.village)
    with pytest.raises(Conflict, match="已经担任"):
        hand_over_role(held, twin, by=world.village_officer)


def test_not_to_somebody_whose_roles_would_exclude_each_other(world):
    held = world.city_office.memberships.select_related("user", "region").get()
    for name in ("auditor", "administrator"):
        with pytest.raises(Refused, match="不能兼任"), transaction.atomic():
            hand_over_role(held, getattr(world, name), by=world.city_office)
    assert fresh(world.city_office).holds("city_office")
    assert not HandOver.objects.exists()


def test_twice_is_once(world, held, successor):
    hand_over_role(held, successor, by=world.village_officer)
    with pytest.raises(Conflict, match="结束"):
        hand_over_role(held, persona("resident_representative", world.village), by=world.town_federation)
    assert Membership.objects.in_force().filter(role="village_officer", region=world.village).count() == 1


def test_a_role_that_ended_yesterday_is_not_handed_over(world, held, successor):
    Membership.objects.filter(pk=held.pk).update(ends_on=timezone.localdate() - timedelta(days=1))
    with pytest.raises(Conflict, match="已在"):
        hand_over_role(held, successor, by=world.village_officer)


def test_a_role_can_go_back_the_same_day(world, held, successor):
    there = hand_over_role(held, successor, by=world.town_federation)
    hand_over_role(there.taken_up, fresh(world.village_officer), by=world.town_federation)
    assert fresh(world.village_officer).holds("village_officer")
    assert not fresh(successor).holds("village_officer")


def test_sessions_of_the_old_holder_end_only_where_no_role_is_left(world, held, successor):
    client = Client()
    client.force_login(world.village_officer)
    other = MembershipFactory(user=world.village_officer, role="federation_exec_member", region=world.village)
    hand_over_role(held, successor, by=world.town_federation)
    assert SignIn.objects.filter(user=world.village_officer).count() == 1
    end_membership(other, by=world.town_federation)
    assert not SignIn.objects.filter(user=world.village_officer).exists()
    assert client.get(reverse("accounts:me")).status_code == 302


def test_who_hands_over_keeps_only_the_session_that_prints_the_sheet(world, held, successor):
    here, there = Client(), Client()
    for client in (here, there):
        client.force_login(world.village_officer)
    hand_over_role(held, successor, by=world.village_officer, keep_session=here.session.session_key)
    assert here.get(reverse("accounts:me")).status_code == 200
    assert there.get(reverse("accounts:me")).status_code == 302


def test_open_invitations_stay_good_in_the_successors_name(world, successor):
    held = world.town_federation.memberships.select_related("user", "region").get()
    _invitation, token = invite_person(
        username="13812345678", display_name="李兰", role="group_leader", region=world.group, by=world.town_federation
    )
    next_one = persona("town_leading_group", world.town)
    done = hand_over_role(held, next_one, by=world.town_federation)
    assert Invitation.objects.get().invited_by_id == next_one.pk
    assert [item["passes"] for item in done.items].count(True) == 1
    assert accept_invitation(token, password=PASSWORD).holds("group_leader")


def test_an_invited_successor_takes_over_on_accepting(world, held):
    waiting, token = invite_successor(held, username="138 1234 5678", display_name="李兰", by=world.village_officer)
    assert fresh(world.village_officer).holds("village_officer")
    assert waiting.is_waiting
    user = accept_invitation(token, password=PASSWORD)
    waiting.refresh_from_db()
    assert waiting.successor == user
    assert user.holds("village_officer")
    assert not fresh(world.village_officer).holds("village_officer")
    with pytest.raises(Conflict):
        accept_invitation(token, password=PASSWORD)


def test_an_invitation_is_worth_nothing_once_the_role_is_somebody_elses(world, held, successor):
    _waiting, token = invite_successor(held, username="13812345678", display_name="李兰", by=world.village_officer)
    with pytest.raises(Conflict, match="已经邀请"):
        invite_successor(held, username="13812345679", display_name="王", by=world.town_federation)
    hand_over_role(held, successor, by=world.town_federation)
    with pytest.raises(Conflict):
        accept_invitation(token, password=PASSWORD)
    assert not User.objects.filter(username="13812345678").exists()


def test_the_inviter_whose_role_ended_hands_nothing_over(world, held):
    _waiting, token = invite_successor(held, username="13812345678", display_name="李兰", by=world.village_officer)
    end_membership(held, by=world.town_federation)
    with pytest.raises(Conflict), transaction.atomic():
        accept_invitation(token, password=PASSWORD)


def test_calling_off(world, held):
    waiting, token = invite_successor(held, username="13812345678", display_name="李兰", by=world.village_officer)
    with pytest.raises(NotPermitted):
        call_off_hand_over(waiting, by=world.group_leader)
    call_off_hand_over(waiting, by=world.town_federation)
    with pytest.raises(Conflict):
        call_off_hand_over(waiting, by=world.town_federation)
    with pytest.raises(Conflict):
        accept_invitation(token, password=PASSWORD)
    again, _token = invite_successor(held, username="13812345678", display_name="李兰", by=world.village_officer)
    withdraw_invitation(again.invitation, by=world.town_federation)
    again.refresh_from_db()
    assert again.called_off_at


def test_an_expired_invitation_does_not_stand_in_the_way(world, held, successor):
    waiting, _token = invite_successor(held, username="13812345678", display_name="李兰", by=world.village_officer)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(days=1))
    waiting.refresh_from_db()
    assert not HandOver.objects.get(pk=waiting.pk).is_waiting
    assert invite_successor(held, username="13812345678", display_name="李兰", by=world.village_officer)
    hand_over_role(held, successor, by=world.village_officer)


def test_closing_an_account_ends_its_sessions_and_opening_it_gives_the_roles_back(world):
    client = Client()
    client.force_login(world.village_officer)
    for by in (world.village_officer, world.neighbour_town_federation, world.inspector):
        with pytest.raises(NotPermitted):
            close_account(world.village_officer, by=by)
    close_account(world.village_officer, by=world.town_federation)
    assert client.get(reverse("accounts:me")).status_code == 302
    assert not SignIn.objects.exists()
    with pytest.raises(Conflict):
        close_account(world.village_officer, by=world.town_federation)
    reopen_account(world.village_officer, by=world.town_federation)
    assert fresh(world.village_officer).holds("village_officer")


def test_who_sees_the_sheet(world, held, successor):
    done = hand_over_role(held, successor, by=world.village_officer)
    sees = {name for name, user in world.people.items() if hand_overs_visible_to(fresh(user)).filter(pk=done.pk)}
    assert sees == {"village_officer", "town_federation", "district_office", "administrator"}
    assert hand_overs_visible_to(successor).get() == done


class TestPages:
    def as_user(self, user):
        client = Client()
        client.force_login(user)
        return client

    def test_choose_check_confirm_and_print(self, world, held, successor):
        client = self.as_user(world.village_officer)
        assert reverse("accounts:hand_over", args=[held.pk]) in client.get(reverse("accounts:me")).content.decode()
        address = reverse("accounts:hand_over", args=[held.pk])
        assert successor.display_name in client.get(address).content.decode()
        check = client.post(address, {"successor": successor.pk})["Location"]
        page = client.get(check)
        assert "不再有这个角色的权限" in page.content.decode()
        data = {"note": "钥匙在窗台", "once": page.context["once"]}
        sheet = client.post(check, data)["Location"]
        assert client.post(check, data)["Location"] == sheet
        assert HandOver.objects.count() == 1
        text = client.get(sheet).content.decode()
        assert "钥匙在窗台" in text
        assert "接手人签字" in text

    def test_inviting_somebody_new(self, world, held):
        client = self.as_user(world.village_officer)
        address = reverse("accounts:hand_over", args=[held.pk])
        wrong = client.post(address, {"successor": "new", "username": "12"})
        assert set(wrong.context["form"].errors) == {"display_name", "username"}
        data = {"successor": "new", "display_name": "李兰", "username": "138-1234-5678"}
        answer = client.post(address, data, follow=True)
        link = answer.context["link"]
        assert client.get(answer.request["PATH_INFO"]).context["link"] == ""
        Client().post(link, {"password1": PASSWORD, "password2": PASSWORD})
        assert User.objects.get(username="13812345678").holds("village_officer")

    def test_calling_off_on_the_page(self, world, held):
        waiting, _token = invite_successor(held, username="13812345678", display_name="李兰", by=world.village_officer)
        client = self.as_user(world.village_officer)
        assert "等接手人" in client.get(waiting.get_absolute_url()).content.decode()
        address = reverse("accounts:call_off_hand_over", args=[waiting.pk])
        assert client.get(address).status_code == 200
        client.post(address)
        assert "没有办成" in client.get(waiting.get_absolute_url()).content.decode()

    def test_a_tab_left_open_since_yesterday_is_answered_in_words(self, world, held, successor):
        client = self.as_user(world.village_officer)
        Membership.objects.filter(pk=held.pk).update(ends_on=timezone.localdate())
        for name in ("hand_over", "cover"):
            answer = client.get(reverse(f"accounts:{name}", args=[held.pk]))
            assert answer.status_code == 422
            assert "页面可能是以前打开的" in answer.content.decode()
        check = client.post(reverse("accounts:hand_over_check", args=[held.pk, successor.pk]))
        assert check.status_code in {409, 422}
        closed = client.get(reverse("accounts:people"))
        assert closed.status_code == 403
        assert "任职从" in closed.content.decode()

    @pytest.mark.parametrize("name", ["hand_over", "cover"])
    def test_strangers_find_nothing(self, world, held, name):
        client = self.as_user(world.neighbour_town_federation)
        assert client.get(reverse(f"accounts:{name}", args=[held.pk])).status_code == 404
        overseer = self.as_user(world.district_office)
        assert overseer.get(reverse(f"accounts:{name}", args=[held.pk])).status_code == 403

    def test_closing_on_the_page(self, world):
        client = self.as_user(world.town_federation)
        person = world.village_officer
        for name, active in (("close_account", False), ("reopen_account", True)):
            address = reverse(f"accounts:{name}", args=[person.pk])
            assert address in client.get(reverse("accounts:person", args=[person.pk])).content.decode()
            assert client.get(address).status_code == 200
            client.post(address, {"note": "借调"})
            assert fresh(person).is_active is active

    def test_the_successor_finds_the_sheet_at_home_and_asks_as_much_for_three_items_as_for_one(
        self, world, held, successor, django_assert_max_num_queries
    ):
        done = hand_over_role(held, successor, by=world.village_officer)
        assert [task.url for task in tasks(fresh(successor), world.village.path)] == [done.get_absolute_url()]
        assert tasks(fresh(successor), world.neighbour_village.path) == []
        client = self.as_user(world.village_officer)
        client.get(done.get_absolute_url())
        counts = []
        for number in (1, 3):
            HandOver.objects.filter(pk=done.pk).update(items=[{"title": "x", "detail": "", "due_on": ""}] * number)
            with django_assert_max_num_queries(60) as seen:
                client.get(done.get_absolute_url())
            counts.append(len(seen))
        assert counts[0] == counts[1]
