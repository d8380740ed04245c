"""The pages of tokens: shown once, seen by owner and overseer, absent for everybody else."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from anjia.accounts.factories import secret_for
from anjia.accounts.models import ApiToken
from anjia.kernel.ids import uuid7

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(client, world):
    client.force_login(world.village_officer)
    data = {
        "name": "对账",
        "membership": world.village_officer.memberships_now[0].pk,
        "groups": ["regions"],
        "days": 90,
        "once": str(uuid7()),
    }
    answer = client.post(reverse("accounts:make_token"), data)
    return answer["Location"]


def test_the_secret_is_shown_once(client, made):
    assert "anjia_" in client.get(made).content.decode()
    assert "anjia_" not in client.get(made).content.decode()
    assert "对账" in client.get(reverse("accounts:tokens")).content.decode()


def test_a_form_without_a_purpose_comes_back(client, world):
    client.force_login(world.village_officer)
    assert client.get(reverse("accounts:make_token")).status_code == 200
    assert client.post(reverse("accounts:make_token"), {"name": "x"}).status_code == 422


def test_only_what_the_role_can_do_is_offered(client, world):
    client.force_login(world.district_office)
    page = client.get(reverse("accounts:make_token")).content.decode()
    assert "签发命名决定" in page
    assert "登记、修改家庭" not in page


def test_who_hands_out_the_role_sees_and_revokes_it_a_neighbour_finds_nothing(client, world, made):
    client.force_login(world.neighbour_town_federation)
    assert client.get(made).status_code == 404
    assert "对账" not in client.get(reverse("accounts:tokens")).content.decode()
    client.force_login(world.town_federation)
    assert "对账" in client.get(reverse("accounts:tokens")).content.decode()
    assert "anjia_" not in client.get(made).content.decode()
    revoke = f"{made}revoke/"
    assert "立即不能再办理" in client.get(revoke).content.decode()
    assert client.post(revoke, {"once": str(uuid7())}).status_code == 302
    assert ApiToken.objects.get().revoked_at is not None
    assert "已吊销" in client.get(made).content.decode()


def test_the_list_costs_the_same_at_one_and_three(client, world, made):
    client.force_login(world.town_federation)
    url, counts = reverse("accounts:tokens"), []
    client.get(url)
    for more in ((), ("village_panel_member", "group_leader")):
        for role in more:
            secret_for(getattr(world, role))
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_reference_lists_the_operations(client, world):
    client.force_login(world.administrator)
    page = client.get(reverse("api_reference")).content.decode()
    assert "/api/v1/regions" in page
    assert "<script>" not in page
