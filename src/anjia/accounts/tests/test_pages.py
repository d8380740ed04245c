"""Every page of accounts opens for whom it is meant, and for nobody else."""

import pytest
from django.urls import reverse

from anjia.accounts.actions import invite_person
from anjia.accounts.factories import UserFactory, persona

OWN = ["accounts:me", "account_change_password", "mfa_view_recovery_codes", "account_logout", "account_reauthenticate"]


@pytest.fixture
def as_user(client):
    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


@pytest.mark.parametrize("name", [*OWN[:2], *OWN[3:]])
def test_own_pages(as_user, world, name):
    assert as_user(world.group_leader).get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", [*OWN[:3], "accounts:people", "accounts:invite", "mfa_activate_totp"])
def test_guests_are_sent_to_sign_in(client, db, name):
    answer = client.get(reverse(name))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize(
    ("role", "status"),
    [("town_federation", 200), ("district_office", 200), ("administrator", 200), ("group_leader", 403)],
)
def test_inviting_is_for_those_who_hand_out_roles(as_user, world, role, status):
    assert as_user(getattr(world, role)).get(reverse("accounts:invite")).status_code == status


def test_people_of_ones_own_place_only(as_user, world):
    page = as_user(world.town_federation).get(reverse("accounts:people"))
    assert page.status_code == 200
    body = page.content.decode()
    assert world.village_officer.display_name in body
    assert reverse("accounts:person", args=[world.village_officer.pk]) in body
    assert reverse("accounts:person", args=[world.neighbour_village_officer.pk]) not in body
    assert world.village_officer.username not in body


def test_a_neighbour_looks_absent(as_user, world):
    client = as_user(world.town_federation)
    assert client.get(reverse("accounts:person", args=[world.village_officer.pk])).status_code == 200
    assert client.get(reverse("accounts:person", args=[world.neighbour_village_officer.pk])).status_code == 404
    foreign = world.neighbour_village_officer.memberships.get()
    assert client.post(reverse("accounts:end_membership", args=[foreign.pk])).status_code == 404
    foreign.refresh_from_db()
    assert foreign.ends_on is None


def test_the_list_asks_as_much_for_three_people_as_for_one(as_user, world, django_assert_max_num_queries):
    client = as_user(world.town_federation)
    client.get(reverse("accounts:people"))
    with django_assert_max_num_queries(100) as first:
        client.get(reverse("accounts:people"))
    for _number in range(3):
        persona("resident_representative", world.village)
    with django_assert_max_num_queries(100) as second:
        client.get(reverse("accounts:people"))
    assert len(first) == len(second)


def test_inviting_on_the_page_shows_the_link_once(as_user, world, client):
    as_user(world.town_federation)
    data = {
        "username": "138 1234 5678",
        "display_name": "李兰",
        "role": "village_officer",
        "region": world.village.pk,
    }
    answer = client.post(reverse("accounts:invite"), data, follow=True)
    link = answer.context["link"]
    assert "/accounts/invitation/" in link
    assert client.get(answer.request["PATH_INFO"]).context["link"] == ""
    client.logout()
    page = client.get(link)
    assert page.status_code == 200
    assert "13812345678" in page.content.decode()
    wrong = client.post(link, {"password1": "short", "password2": "short"})
    assert wrong.status_code == 422
    done = client.post(link, {"password1": "Camphor-Tree-58", "password2": "Camphor-Tree-58"})
    assert done["Location"] == reverse("account_login")
    assert client.get(link).status_code == 410
    signed_in = client.post(
        reverse("account_login"), {"login": "138-1234-5678", "password": "Camphor-Tree-58"}, follow=False
    )
    assert signed_in.status_code == 302


def test_what_the_form_refuses_is_said_at_its_field(as_user, world):
    data = {"username": "12", "display_name": "李兰", "role": "group_leader", "region": world.village.pk}
    answer = as_user(world.town_federation).post(reverse("accounts:invite"), data)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"username", "region"}


def test_a_role_out_of_reach_is_no_choice(as_user, world):
    data = {
        "username": "13812345678",
        "display_name": "李兰",
        "role": "administrator",
        "region": world.city.pk,
    }
    answer = as_user(world.town_federation).post(reverse("accounts:invite"), data)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"role", "region"}


def test_an_existing_user_joins_after_signing_in(as_user, world, client):
    user = UserFactory(username="13812345678")
    _invitation, token = invite_person(
        username=user.username,
        display_name="李兰",
        role="village_officer",
        region=world.village,
        by=world.town_federation,
    )
    link = reverse("accounts:accept_invitation", args=[token])
    refused = client.post(link, {"password1": "Camphor-Tree-58", "password2": "Camphor-Tree-58"})
    assert refused.status_code == 422
    as_user(user).post(link)
    user.forget_memberships()
    assert [m.role for m in user.memberships_now] == ["village_officer"]


def test_who_has_set_a_password_need_not_type_the_user_name(client, world):
    _invitation, token = invite_person(
        username="13812345678", display_name="李兰", role="group_leader", region=world.group, by=world.town_federation
    )
    passwords = {"password1": "Camphor-Tree-58", "password2": "Camphor-Tree-58"}
    done = client.post(reverse("accounts:accept_invitation", args=[token]), passwords, follow=True)
    assert "密码已设好" in done.content.decode()
    assert done.context["form"]["login"].value() == "13812345678"
    client.post(reverse("account_login"), {"login": "13812345678", "password": "Camphor-Tree-58"})
    client.post(reverse("account_logout"))
    assert client.get(reverse("account_login")).context["form"]["login"].value() == ""


def test_ending_a_role_on_the_page(as_user, world):
    membership = world.village_officer.memberships.get()
    client = as_user(world.town_federation)
    address = reverse("accounts:end_membership", args=[membership.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {"note": "调离"})["Location"] == reverse("accounts:people")
    membership.refresh_from_db()
    assert membership.ends_on is not None


def test_withdrawing_an_invitation_on_the_page(as_user, world, client):
    invitation, token = invite_person(
        username="13812345678", display_name="李兰", role="group_leader", region=world.group, by=world.town_federation
    )
    as_user(world.town_federation)
    address = reverse("accounts:withdraw_invitation", args=[invitation.pk])
    assert client.get(address).status_code == 200
    client.post(address)
    assert client.get(reverse("accounts:accept_invitation", args=[token])).status_code == 410


def test_changing_my_name_and_looks(as_user, world):
    client = as_user(world.group_leader)
    data = {"display_name": "张桂英", "theme": "dark", "mode": "elder", "language": "en"}
    answer = client.post(reverse("accounts:me"), data)
    assert answer.status_code == 302
    assert answer.cookies["theme"].value == "dark"
    world.group_leader.refresh_from_db()
    assert (world.group_leader.display_name, world.group_leader.mode) == ("张桂英", "elder")
