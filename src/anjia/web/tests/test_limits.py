import pytest
import time_machine
from django.db import connection
from django_smart_ratelimit.models import RateLimitCounter

from anjia.web import limits
from anjia.web.limits import Limit, forget_old_counts
from anjia.web.views.preferences import PreferencesView

pytestmark = pytest.mark.django_db
ADDRESS = "/web/preferences/"


@pytest.fixture
def limited(monkeypatch):
    monkeypatch.setattr(PreferencesView, "limit", Limit(2, minutes=5), raising=False)


def test_an_address_may_ask_so_often_and_another_is_not_kept_waiting(client, limited):
    with time_machine.travel("2026-05-08 10:01 +0800", tick=False):
        answers = [client.post(ADDRESS, {"theme": "dark"}).status_code for _time in range(3)]
        other = client.post(ADDRESS, {"theme": "dark"}, REMOTE_ADDR="10.0.0.9")
    with time_machine.travel("2026-05-08 10:06 +0800", tick=False):
        later = client.post(ADDRESS, {"theme": "dark"})

    assert answers == [302, 302, 429]
    assert (other.status_code, later.status_code) == (302, 302)


def test_the_refusal_says_what_to_do(client, limited):
    for _time in range(3):
        response = client.post(ADDRESS, {"theme": "dark"})

    assert "过一会儿再试" in response.content.decode()


def test_no_address_is_stored(client, limited):
    client.post(ADDRESS, {"theme": "dark"}, REMOTE_ADDR="203.0.113.7")

    assert "203.0.113.7" not in RateLimitCounter.objects.get().key


def test_a_header_does_not_change_the_address(client, limited):
    answers = [
        client.post(ADDRESS, {"theme": "dark"}, headers={"x-forwarded-for": f"10.1.1.{n}"}).status_code
        for n in range(3)
    ]

    assert answers[-1] == 429


def test_screens_without_a_limit_and_unknown_addresses_are_not_counted(client):
    client.get("/health/live")
    client.get("/nowhere/at/all")

    assert not RateLimitCounter.objects.exists()


def test_windows_that_are_over_are_forgotten(client, limited):
    with time_machine.travel("2026-05-01 10:00 +0800", tick=False):
        client.post(ADDRESS, {"theme": "dark"})
    forget_old_counts()

    assert not RateLimitCounter.objects.exists()
    assert connection.is_usable()
    assert limits._backend() is limits._backend()
