"""Signing in: what is refused, what is not told, what comes first."""

import time

import pyotp
import pytest
import time_machine
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.urls import NoReverseMatch, reverse

from anjia.accounts import second_factor
from anjia.accounts.factories import PASSWORD, SECRET, UserFactory, code_for, persona
from anjia.kernel.models import AuditEvent
from anjia.regions.factories import city_tree

pytestmark = pytest.mark.django_db
SIGN_IN = "/accounts/sign-in/"


@pytest.fixture
def leader(db):
    return persona("group_leader", city_tree().group)


@pytest.fixture
def officer(db):
    return persona("village_officer", city_tree().village)


def sign_in(client, username, password=PASSWORD, **more):
    return client.post(SIGN_IN, {"login": username, "password": password, **more})


def is_in(client):
    return "_auth_user_id" in client.session


def test_a_user_without_exports_signs_in_by_password(client, leader):
    answer = sign_in(client, leader.username)
    assert answer["Location"] == "/console/"
    assert is_in(client)
    assert AuditEvent.objects.filter(verb="accounts.sign_in", object_id=leader.pk).count() == 1


def test_any_spelling_of_the_phone_number_will_do(client, leader):
    name = leader.username
    sign_in(client, f" +86 {name[:3]}-{name[3:7]} {name[7:]}")
    assert is_in(client)


def test_the_second_factor_stands_between_password_and_session(client, officer):
    answer = sign_in(client, officer.username)
    assert answer["Location"] == reverse("mfa_authenticate")
    assert not is_in(client)
    wrong = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert wrong.status_code == 200
    assert wrong.context["form"].errors["code"]
    assert not is_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code_for(officer)})
    assert is_in(client)


def test_a_code_works_once(client, officer):
    code = code_for(officer)
    sign_in(client, officer.username)
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert is_in(client)
    client.post(reverse("account_logout"))
    sign_in(client, officer.username)
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert not is_in(client)


def test_guessing_codes_ends_after_five(client, officer):
    sign_in(client, officer.username)
    for _number in range(5):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    answer = client.post(reverse("mfa_authenticate"), {"code": code_for(officer)})
    assert not is_in(client)
    assert "15 分钟" in str(answer.context["form"].errors)


def test_who_can_export_sets_up_the_second_factor_before_anything_else(client):
    user = persona("village_officer", city_tree().village, second_factor=False)
    assert second_factor.is_missing(user)
    sign_in(client, user.username)
    assert is_in(client)
    choice, set_up = reverse("accounts:security"), reverse("mfa_activate_totp")
    for name in ("accounts:me", "accounts:people", "regions:tree", "account_change_password"):
        assert client.get(reverse(name))["Location"] == choice
    assert client.post(reverse("regions:switch"), {}).get("Location") == choice
    assert client.get(choice).context["missing"]
    assert client.get(reverse("health_live")).status_code == 200
    page = client.get(set_up)
    assert page.status_code == 200
    with time_machine.travel(time.time(), tick=False):
        code = pyotp.TOTP(client.session["mfa.totp.secret"]).now()
        done = client.post(set_up, {"code": code})
    assert done["Location"] == reverse("mfa_view_recovery_codes")
    shown = client.get(done["Location"])
    codes = shown.context["codes"]
    assert len(codes) == 10
    assert shown.context["onward"] == reverse("console:home"), "the first day goes on to the work"
    again = client.get(done["Location"])
    assert (again.context["codes"], again.context["left"]) == ([], 10)
    assert again.context["onward"] == choice
    assert client.get(reverse("accounts:me")).status_code == 200
    assert client.get(set_up)["Location"] == choice
    client.post(reverse("account_logout"))
    sign_in(client, user.username)
    client.post(reverse("mfa_authenticate"), {"code": codes[0]})
    assert is_in(client)


def test_a_wrong_first_code_sets_nothing_up(client):
    user = persona("auditor", city_tree().city, second_factor=False)
    sign_in(client, user.username)
    answer = client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert answer.status_code == 200
    assert not Authenticator.objects.exists()


def test_the_secret_stands_encrypted(officer):
    stored = Authenticator.objects.get(user=officer).data["secret"]
    assert SECRET not in stored
    assert stored.startswith("v1.")


def test_whether_an_account_exists_is_not_told(client, leader):
    inactive = UserFactory(is_active=False)
    answers = [
        sign_in(client, leader.username, "Wrong-Password-1"),
        sign_in(client, "13700000000", "Wrong-Password-1"),
        sign_in(client, inactive.username, PASSWORD),
        sign_in(client, inactive.username, "Wrong-Password-1"),
    ]
    assert {answer.status_code for answer in answers} == {200}
    assert len({str(answer.context["form"].errors) for answer in answers}) == 1
    assert not is_in(client)


def test_five_failures_lock_for_a_quarter_of_an_hour(client, leader):
    with time_machine.travel("2026-05-01 09:00+08:00") as clock:
        for _number in range(4):
            assert sign_in(client, leader.username, "Wrong-Password-1").status_code == 200
        locked = sign_in(client, leader.username, "Wrong-Password-1")
        assert locked.status_code == 429
        assert "15 分钟" in locked.content.decode()
        assert sign_in(client, leader.username).status_code == 429
        assert not is_in(client)
        clock.shift(15 * 60 + 1)
        sign_in(client, leader.username)
        assert is_in(client)
    assert not AccessAttempt.objects.filter(username=leader.username).exists()


def test_an_unknown_name_is_locked_alike(client, leader):
    for _number in range(5):
        last = sign_in(client, "13700000000", "Wrong-Password-1")
    assert last.status_code == 429
    sign_in(client, leader.username)
    assert is_in(client)


@pytest.mark.parametrize("name", ["account_signup", "account_reset_password", "account_email", "mfa_deactivate_totp"])
def test_there_is_no_way_in_but_by_invitation(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_the_session_changes_its_key_at_sign_in(client, leader):
    client.get(SIGN_IN)
    session = client.session
    session["planted"] = "x"
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before
    sign_in(client, leader.username)
    assert client.session.session_key != before
    assert is_in(client)


def test_signing_out_leaves_nothing(client, leader):
    sign_in(client, leader.username)
    assert client.get(reverse("account_logout")).status_code == 200
    assert is_in(client)
    client.post(reverse("account_logout"))
    assert not is_in(client)
    assert AuditEvent.objects.filter(verb="accounts.sign_out").count() == 1


def test_half_an_hour_of_nothing_ends_the_session(client, leader):
    with time_machine.travel("2026-05-01 09:00+08:00") as clock:
        sign_in(client, leader.username)
        assert client.get(reverse("accounts:me")).status_code == 200
        clock.shift(29 * 60)
        assert client.get(reverse("accounts:me")).status_code == 200
        clock.shift(31 * 60)
        answer = client.get(reverse("accounts:me"))
        assert answer["Location"] == f"{SIGN_IN}?next=%2Faccounts%2Fme%2F"
        assert not is_in(client)


def test_a_days_work_ends_every_session(client, leader):
    with time_machine.travel("2026-05-01 08:00+08:00") as clock:
        sign_in(client, leader.username)
        for _number in range(28):
            clock.shift(25 * 60)
            assert client.get(reverse("accounts:me")).status_code == 200
        clock.shift(25 * 60)
        assert client.post(reverse("accounts:me"))["Location"].startswith(SIGN_IN)


def test_after_signing_in_one_is_where_one_wanted_to_be_but_never_elsewhere(client, leader):
    assert sign_in(client, leader.username, next="/accounts/me/")["Location"] == "/accounts/me/"
    client.post(reverse("account_logout"))
    assert sign_in(client, leader.username, next="https://example.org/")["Location"] == "/console/"


def test_a_new_password_ends_the_other_sessions(client, leader):
    other = type(client)()
    for each in (client, other):
        sign_in(each, leader.username)
    data = {"oldpassword": PASSWORD, "password1": "Osmanthus-Tree-9", "password2": "Osmanthus-Tree-9"}
    assert client.post(reverse("account_change_password"), {**data, "oldpassword": "x"}).status_code == 200
    assert client.post(reverse("account_change_password"), data)["Location"] == reverse("accounts:me")
    assert client.get(reverse("accounts:me")).status_code == 200
    assert other.get(reverse("accounts:me"))["Location"].startswith(SIGN_IN)


def test_old_sign_ins_confirm_themselves_before_recovery_codes(client, officer):
    with time_machine.travel("2026-05-01 09:00+08:00") as clock:
        sign_in(client, officer.username)
        client.post(reverse("mfa_authenticate"), {"code": code_for(officer)})
        address = reverse("mfa_generate_recovery_codes")
        assert client.get(address).status_code == 200
        clock.shift(10 * 60)
        confirm = client.get(address)["Location"]
        assert confirm.startswith(reverse("account_reauthenticate"))
        assert client.get(confirm).status_code == 200
        assert client.get(reverse("mfa_reauthenticate")).status_code == 200
        assert client.post(confirm, {"password": "Wrong-Password-1"}).status_code == 200
