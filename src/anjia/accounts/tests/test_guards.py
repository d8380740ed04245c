"""Guessing and listening at the door: counted in the database, answered alike, at the same price (checks 27, 29)."""

import os
import subprocess
import sys
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.db import connection
from django.urls import reverse

from anjia.accounts.actions import count_code_try, forget_code_tries, invite_person, reset_access
from anjia.accounts.actions.guards import MOST_TRIES
from anjia.accounts.factories import PASSWORD, UserFactory, code_for, persona
from anjia.accounts.models import CodeTries
from anjia.regions.factories import city_tree

pytestmark = pytest.mark.django_db
SIGN_IN = "/accounts/sign-in/"


class CountingHasher(PBKDF2PasswordHasher):
    """Notes every hash that is computed, and on what: the work is compared, not the seconds."""

    iterations = 1000
    work: list[int] = []

    def encode(self, password, salt, iterations=None):
        self.work.append(iterations or self.iterations)
        return super().encode(password, salt, iterations)


@pytest.fixture
def work(settings):
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    CountingHasher.work = []
    return CountingHasher.work


@pytest.fixture
def officer(db):
    return persona("village_officer", city_tree().village)


def spent(work, act):
    work.clear()
    act()
    return list(work)


def sign_in(client, username, password):
    return client.post(SIGN_IN, {"login": username, "password": password})


def test_a_known_an_unknown_and_a_closed_name_cost_the_same_hashes(client, work):
    known, closed = UserFactory(), UserFactory(is_active=False)
    for user in (known, closed):
        user.set_password(PASSWORD)
        user.save()
    names = [known.username, "13700000000", closed.username, "nobody"]
    costs = [spent(work, lambda name=name: sign_in(client, name, "Wrong-Password-1")) for name in names]
    assert costs[0]
    assert all(cost == costs[0] for cost in costs), costs


def test_a_link_that_never_was_costs_what_a_used_one_costs(client, work, world):
    _invitation, token = invite_person(
        username="13812345678", display_name="李兰", role="group_leader", region=world.group, by=world.town_federation
    )
    _reset, reset = reset_access(world.village_officer, by=world.town_federation)
    data = {"password1": "Camphor-Tree-58", "password2": "Camphor-Tree-58"}
    links = [reverse("accounts:accept_invitation", args=[each]) for each in (token, reset)]
    for link in links:
        assert client.post(link, data).status_code == 302
    answers = []
    for link in (*links, reverse("accounts:accept_invitation", args=["x" * 43])):
        cost = spent(work, lambda link=link: answers.append(client.get(link)))
        posted = client.post(link, data)
        answers.append(posted)
        assert cost == []
    told = {(answer.status_code, answer.context["heading"]) for answer in answers[::2]}
    assert len(told) == 1
    assert {answer.status_code for answer in answers[1::2]} == {409}
    errors = {str(answer.context["form"].non_field_errors()) for answer in answers[1::2]}
    assert len(errors) == 1


def test_inviting_tells_nobody_whether_there_is_an_account(client, world):
    known = UserFactory(username="13812345678")
    client.force_login(world.town_federation)
    told = []
    for name in (known.username, "13812340000"):
        data = {"username": name, "display_name": "李兰", "role": "group_leader", "region": world.group.pk}
        answer = client.post(reverse("accounts:invite"), data, follow=True)
        link = answer.context["link"]
        text = answer.content.decode().replace(link, "").split("<main")[1].split("请现在复制")[1]
        told.append((answer.status_code, text.split("</section>")[0].split("本人用")[1][:4]))
    assert told[0] == told[1]


def test_a_recovery_code_that_is_wrong_reads_like_a_code_that_is_wrong(client, officer):
    sign_in(client, officer.username, PASSWORD)
    told = {
        str(client.post(reverse("mfa_authenticate"), {"code": code}).context["form"].errors)
        for code in ("000000", "00000000", "x")
    }
    assert len(told) == 1


def test_the_second_step_opens_to_nobody_without_the_first(client):
    assert client.get(reverse("mfa_authenticate"))["Location"] == reverse("account_login")


def test_five_tries_and_then_a_quarter_of_an_hour(officer):
    with time_machine.travel("2026-05-01 09:00+08:00") as clock:
        assert [count_code_try(officer) for _number in range(MOST_TRIES + 2)] == [True] * MOST_TRIES + [False] * 2
        clock.shift(timedelta(minutes=14))
        assert not count_code_try(officer)
        clock.shift(timedelta(minutes=2))
        assert count_code_try(officer)
        assert CodeTries.objects.get(user=officer).tries == 1
        forget_code_tries(officer)
        assert CodeTries.objects.get(user=officer).tries == 0


def test_a_right_code_does_not_open_a_lock_and_a_new_browser_does_not_either(client, officer):
    for _number in range(MOST_TRIES):
        count_code_try(officer)
    fresh = type(client)()
    sign_in(fresh, officer.username, PASSWORD)
    answer = fresh.post(reverse("mfa_authenticate"), {"code": code_for(officer)})
    assert "15 分钟" in str(answer.context["form"].errors)
    assert "_auth_user_id" not in fresh.session


def test_confirming_oneself_is_guarded_by_the_same_count(client, officer):
    client.force_login(officer)
    for _number in range(MOST_TRIES):
        client.post(reverse("mfa_reauthenticate"), {"code": "000000"})
    answer = client.post(reverse("mfa_reauthenticate"), {"code": code_for(officer)})
    assert "15 分钟" in str(answer.context["form"].errors)


OTHER_WORKER = """
import sys, django
django.setup()
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
from anjia.accounts.actions import count_code_try
from anjia.accounts.models import User
print([count_code_try(User.objects.get(pk=sys.argv[2])) for _number in range(3)])
"""


@pytest.mark.django_db(transaction=True)
def test_another_process_goes_on_counting(officer):
    """A restart or a second worker shares nothing with this one but the database."""
    assert [count_code_try(officer) for _number in range(3)] == [True] * 3
    name = str(connection.settings_dict["NAME"])
    code = [sys.executable, "-c", OTHER_WORKER, name, str(officer.pk)]
    paths = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(code, capture_output=True, text=True, check=False, timeout=60, env=paths)
    assert done.stdout.strip() == "[True, True, False]", done.stderr[-800:]
    assert not count_code_try(officer)


def test_signing_in_from_one_address_has_a_limit_that_is_counted_in_the_database(client):
    statuses = [sign_in(client, f"137{number:08d}", "x").status_code for number in range(62)]
    assert set(statuses[:60]) == {200}
    assert statuses[60:] == [429, 429]
