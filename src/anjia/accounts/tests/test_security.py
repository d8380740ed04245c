"""Second factors, recovery codes and sessions: added, shown once, taken away, ended (check 28)."""

import re
import time

import pyotp
import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from anjia.accounts import roles, second_factor
from anjia.accounts.actions import (
    end_sign_in,
    end_sign_ins,
    forget_sign_ins,
    remove_factor,
    rename_passkey,
    reset_access,
)
from anjia.accounts.devices import Program, System
from anjia.accounts.factories import PASSWORD, SECRET, UserFactory, persona
from anjia.accounts.models import SignIn
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.models import AuditEvent
from anjia.regions.enums import Level

pytestmark = pytest.mark.django_db
HOME = reverse("accounts:me")
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0"
WECHAT = "Mozilla/5.0 (Linux; Android 13; V2199A) AppleWebKit/537.36 Chrome/107 Mobile Safari/537.36 MicroMessenger/8"


def passkey(user, name="办公室电脑"):
    data = {"name": name, "credential": {}}
    return Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data=data)


def signed_in(user, **meta):
    client = Client(**meta)
    client.post(reverse("account_login"), {"login": user.username, "password": PASSWORD})
    return client


def is_in(client):
    return client.get(HOME).status_code == 200


@pytest.mark.parametrize("role", [role.key for role in roles.ALL])
def test_who_needs_a_second_factor_stands_in_the_role(world, role):
    cls, user = roles.BY_KEY[role], getattr(world, role)
    level = user.memberships_now[0].region.level
    expected = cls.can_export or level in {Level.COUNTY, Level.CITY}
    assert second_factor.is_required(user) is expected


def test_an_inspector_of_a_village_may_do_without(world):
    assert not second_factor.is_required(persona("inspector", world.village))
    assert second_factor.is_required(persona("inspector", world.county))


def test_the_last_factor_stays_while_a_role_demands_it(world):
    officer = world.village_officer
    app = second_factor.factors_of(officer).get()
    with pytest.raises(Refused, match="最后一个"):
        remove_factor(app, by=officer)
    key = passkey(officer)
    remove_factor(app, by=officer)
    assert list(second_factor.factors_of(officer)) == [key]
    with pytest.raises(Refused, match="最后一个"):
        remove_factor(key, by=officer)
    passkey(officer)
    with pytest.raises(Conflict, match="已经移除"):
        remove_factor(app, by=officer)


def test_who_is_free_to_removes_the_last_and_the_codes_go_with_it(world):
    leader = world.group_leader
    TOTP.activate(leader, SECRET)
    RecoveryCodes.activate(leader)
    remove_factor(second_factor.factors_of(leader).get(), by=leader)
    assert not Authenticator.objects.filter(user=leader).exists()
    assert AuditEvent.objects.filter(verb="accounts.change_second_factor", object_id=leader.pk).count() == 1


def test_nobody_touches_anothers_factors_or_devices(world):
    key = passkey(world.village_officer)
    with pytest.raises(NotPermitted):
        remove_factor(key, by=world.group_leader)
    with pytest.raises(NotPermitted):
        rename_passkey(key, name="x", by=world.group_leader)
    signed_in(world.resident_representative)
    with pytest.raises(NotPermitted):
        end_sign_in(SignIn.objects.get(), by=world.group_leader)
    client = Client()
    client.force_login(world.group_leader)
    for name in ("rename_passkey", "remove_factor"):
        assert client.get(reverse(f"accounts:{name}", args=[key.pk])).status_code == 404
    foreign = SignIn.objects.get(user=world.resident_representative)
    assert client.post(reverse("accounts:end_sign_in", args=[foreign.pk])).status_code == 404


def test_a_passkey_gets_a_name_and_goes(world):
    client = signed_in(world.group_leader)
    key, _other = passkey(world.group_leader), passkey(world.group_leader, "手机")
    client.post(reverse("accounts:rename_passkey", args=[key.pk]), {"name": " 村部电脑 "})
    page = client.get(reverse("accounts:security")).content.decode()
    assert "村部电脑" in page
    old_key = client.session.session_key
    client.post(reverse("accounts:remove_factor", args=[key.pk]))
    assert client.session.session_key != old_key
    assert is_in(client)
    assert "村部电脑" not in client.get(reverse("accounts:security")).content.decode()


def test_a_refused_removal_leaves_the_session_alone(world):
    client = Client()
    client.force_login(world.village_officer)
    app = second_factor.factors_of(world.village_officer).get()
    answer = client.post(reverse("accounts:remove_factor", args=[app.pk]))
    assert answer.status_code == 422
    assert "最后一个" in answer.content.decode()
    assert is_in(client)


def test_the_device_is_named_in_words_and_the_address_by_halves(world):
    client = signed_in(world.group_leader, HTTP_USER_AGENT=EDGE, REMOTE_ADDR="113.240.5.6")
    signed_in(world.group_leader, HTTP_USER_AGENT=WECHAT, REMOTE_ADDR="2001:db8:1::9")
    found = {(each.system, each.program, each.network) for each in SignIn.objects.all()}
    assert found == {
        (System.WINDOWS, Program.EDGE, "113.240.*.*"),
        (System.ANDROID, Program.WECHAT, "2001:0db8:*"),
    }
    page = client.get(reverse("accounts:security")).content.decode()
    assert "Windows 电脑 · Edge 浏览器" in page
    assert "安卓手机 · 微信" in page
    assert "113.240.5" not in page


def test_one_other_device_is_ended_at_once(world):
    here, there = signed_in(world.group_leader), signed_in(world.group_leader)
    row = SignIn.objects.get(session_key=there.session.session_key)
    address = reverse("accounts:end_sign_in", args=[row.pk])
    assert here.get(address).status_code == 200
    assert here.post(address)["Location"] == reverse("accounts:security")
    assert is_in(here)
    assert not is_in(there)


def test_all_others_are_ended_at_once(world):
    here, *there = [signed_in(world.group_leader) for _number in range(3)]
    address = reverse("accounts:end_other_sign_ins")
    assert "2 台" in here.get(address).content.decode()
    here.post(address)
    assert is_in(here)
    assert not any(is_in(client) for client in there)
    assert end_sign_ins(world.group_leader, by=world.group_leader, but=here.session.session_key) == 0


def test_a_new_password_ends_the_others_and_the_row_follows_the_new_key(world):
    here, there = signed_in(world.group_leader), signed_in(world.group_leader)
    before = here.session.session_key
    data = {"oldpassword": PASSWORD, "password1": "Osmanthus-Tree-9", "password2": "Osmanthus-Tree-9"}
    here.post(reverse("account_change_password"), data)
    assert is_in(here)
    assert not is_in(there)
    assert here.session.session_key != before
    assert SignIn.objects.get(user=world.group_leader).session_key == here.session.session_key


def test_a_new_factor_ends_the_others_and_rotates_the_key(world):
    here, there = signed_in(world.group_leader), signed_in(world.group_leader)
    before = here.session.session_key
    here.get(reverse("mfa_activate_totp"))
    with time_machine.travel(time.time(), tick=False):
        code = pyotp.TOTP(here.session["mfa.totp.secret"]).now()
        here.post(reverse("mfa_activate_totp"), {"code": code})
    assert here.session.session_key != before
    assert is_in(here)
    assert not is_in(there)


def test_a_reset_ends_every_session(world, client):
    there = signed_in(world.group_leader)
    _invitation, token = reset_access(world.group_leader, by=world.town_federation)
    link = reverse("accounts:accept_invitation", args=[token])
    client.post(link, {"password1": "Camphor-Tree-58", "password2": "Camphor-Tree-58"})
    assert not is_in(there)
    assert not Session.objects.filter(session_key=there.session.session_key).exists()


def test_the_key_rotates_after_the_password_and_after_the_second_factor(world):
    client, officer = Client(), world.village_officer
    client.get(reverse("account_login"))
    session = client.session
    session["planted"] = "x"
    session.save()
    client.cookies["sessionid"] = planted = session.session_key
    client.post(reverse("account_login"), {"login": officer.username, "password": PASSWORD})
    half = client.session.session_key
    client.post(reverse("mfa_authenticate"), {"code": pyotp.TOTP(SECRET).now()})
    assert len({planted, half, client.session.session_key}) == 3
    for old in (planted, half):
        thief = Client()
        thief.cookies["sessionid"] = old
        assert not is_in(thief)


def test_signing_out_clears_the_browser_and_the_others_where_asked(world):
    here, there, third = [signed_in(world.group_leader) for _number in range(3)]
    answer = third.post(reverse("account_logout"))
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert is_in(there)
    here.post(reverse("account_logout"), {"everywhere": "1"})
    assert not is_in(here)
    assert not is_in(there)
    assert not SignIn.objects.exists()


def test_recovery_codes_are_shown_once_and_kept_as_a_file(world):
    client = Client()
    client.force_login(world.village_officer)
    RecoveryCodes.activate(world.village_officer)
    shown = client.post(reverse("mfa_generate_recovery_codes"), follow=True)
    codes = shown.context["codes"]
    assert len(codes) == 10
    file = re.search(r'href="(data:text/plain[^"]+)"', shown.content.decode()).group(1)
    assert all(code in file for code in codes)
    again = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert not any(code in again for code in codes)
    assert "还剩 10 个" in again


def test_a_used_recovery_code_is_refused(world):
    officer = world.village_officer
    code = RecoveryCodes.activate(officer).get_unused_codes()[0]
    for works in (True, False):
        client = signed_in(officer)
        client.post(reverse("mfa_authenticate"), {"code": code})
        assert is_in(client) is works
    assert second_factor.state_of(officer)["codes_left"] == 9


def test_forgotten_sessions_are_forgotten(world):
    with time_machine.travel("2026-05-01 09:00+08:00") as clock:
        client = signed_in(world.group_leader)
        clock.shift(31 * 60)
        other = signed_in(world.group_leader)
        assert forget_sign_ins() == 1
        assert [each.session_key for each in SignIn.objects.all()] == [other.session.session_key]
        assert not is_in(client)


def test_a_broken_passkey_answer_is_refused_in_words(world):
    client = Client()
    forged = '{"id":"AA","rawId":"AA","type":"public-key","response":{"userHandle":"AA"}}'
    for credential in ("{}", "x", "[1]", "7", forged):
        answer = client.post(reverse("mfa_login_webauthn"), {"credential": credential}, follow=True)
        assert "没有可用的通行密钥" in answer.content.decode()
    options = client.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"}).json()
    assert options["request_options"]["publicKey"]["userVerification"] == "required"
    assert not options["request_options"]["publicKey"].get("allowCredentials")
    user = UserFactory()
    inside = signed_in(user)
    wrong = inside.post(reverse("mfa_add_webauthn"), {"name": "x", "credential": '{"id": 1}'})
    assert wrong.status_code == 200
    assert not second_factor.is_set_up(user)


def test_between_the_two_steps_one_may_start_over_as_somebody_else(world):
    client = signed_in(world.village_officer)
    assert client.get(reverse("mfa_authenticate")).status_code == 200
    assert client.get(reverse("account_login")).status_code == 200
    assert client.get(reverse("mfa_authenticate")).status_code == 302
    client.post(reverse("account_login"), {"login": world.group_leader.username, "password": PASSWORD})
    assert is_in(client)
