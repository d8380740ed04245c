"""Who lost password or phone is let in anew, by who oversees them, and by nobody else."""

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from anjia.accounts.actions import accept_invitation, end_membership, grant_membership, reset_access
from anjia.accounts.factories import PASSWORD
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused

NEW = "Osmanthus-Tree-9"


def test_a_reset_changes_the_password_and_forgets_the_phone(world, client):
    officer = world.village_officer
    client.force_login(officer)
    _invitation, token = reset_access(officer, by=world.town_federation)
    assert officer.check_password(PASSWORD)
    assert accept_invitation(token, password=NEW) == officer
    officer.refresh_from_db()
    assert officer.check_password(NEW)
    assert not Authenticator.objects.filter(user=officer).exists()
    assert officer.memberships.count() == 1
    assert client.get(reverse("accounts:me")).status_code == 302
    with pytest.raises(Conflict):
        accept_invitation(token, password=PASSWORD)


@pytest.mark.parametrize("persona", ["neighbour_town_federation", "district_office", "village_officer", "auditor"])
def test_others_reset_nobody(world, persona):
    with pytest.raises(NotPermitted):
        reset_access(world.village_officer, by=getattr(world, persona))


def test_a_reset_is_no_way_up(world):
    officer = world.village_officer
    grant_membership(officer, role="town_leading_group", region=world.town, by=world.district_office)
    with pytest.raises(NotPermitted, match="全部角色"):
        reset_access(officer, by=world.town_federation)
    assert reset_access(officer, by=world.administrator)


def test_a_role_gained_meanwhile_closes_the_link(world):
    officer = world.village_officer
    _invitation, token = reset_access(officer, by=world.town_federation)
    grant_membership(officer, role="town_leading_group", region=world.town, by=world.district_office)
    with pytest.raises(Refused, match="失效"):
        accept_invitation(token, password=NEW)


def test_who_has_left_is_not_let_in_anew(world):
    officer = world.village_officer
    end_membership(officer.memberships.get(), by=world.town_federation)
    officer.refresh_from_db()
    with pytest.raises(NotPermitted):
        reset_access(officer, by=world.town_federation)


def test_on_the_pages(world, client):
    client.force_login(world.town_federation)
    address = reverse("accounts:reset_access", args=[world.village_officer.pk])
    assert address in client.get(reverse("accounts:person", args=[world.village_officer.pk])).content.decode()
    assert client.get(address).status_code == 200
    link = client.post(address, follow=True).context["link"]
    client.logout()
    assert "重新设置密码" in client.get(link).content.decode()
    assert client.post(link, {"password1": NEW, "password2": NEW})["Location"] == reverse("account_login")
    foreign = reverse("accounts:reset_access", args=[world.neighbour_village_officer.pk])
    client.force_login(world.town_federation)
    assert client.post(foreign).status_code == 404
