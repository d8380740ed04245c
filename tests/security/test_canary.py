"""A name told in a case of every kind stands in no page, list, file, answer of the API, log or job outside (issue 5).

Two looks that do not trust each other: what was answered is searched byte for byte, and each statement to the walled
database is noted with the route that asked it, so that a name inside a PDF or a ZIP, where no bytes match, cannot hide.
"""

import logging
from contextlib import ExitStack, contextmanager
from urllib.parse import urlsplit

import pytest
from django.db import connections
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from anjia.accounts.factories import persona, secret_for
from anjia.config.routing import WALLED
from anjia.households.factories import family
from anjia.kernel import jobs
from anjia.services.kinds import all_kinds
from tests.access import crawler
from tests.access.resolver import routes
from tests.security.lives import LIVES, NAME, OTHER, PHONE, VOLUNTEER, staffed
from tests.security.test_services_apart import rows

pytestmark = pytest.mark.django_db(databases=["default", WALLED])
TEAM = ("case_worker", "case_supervisor")
# What outside may ask the walled database: how many things wait for me, how many cases somebody leaves behind, and the
# service offers, which are for everybody.
ASKS = {"console:home", "console:tasks", "accounts:hand_over", "console:search", "api:public_offer_list"}


@pytest.fixture
def lived(world, caplog):
    """A case of every kind, with whatever was logged on the way, statements and their values too."""
    for logger in (None, "django"):
        caplog.set_level(logging.DEBUG, logger=logger)
    staffed(world)
    with every_statement_logged():
        for kind in all_kinds():
            LIVES[kind.key](world)
    world.logged = caplog.text
    world.people["another_worker"] = persona("case_worker", world.county)
    return world


def everybody(world):
    """Nobody, one in every role, and a worker of the services who is on no team."""
    return {"": None} | {role: user for role, user in world.people.items() if not role.startswith("neighbour_")}


@contextmanager
def every_statement_logged():
    """More than production ever logs, which logs no statement at all and nothing below a warning."""
    for alias in ("default", WALLED):
        connections[alias].force_debug_cursor = True
    yield
    for alias in ("default", WALLED):
        connections[alias].force_debug_cursor = False


class Asked:
    """Which routes asked the walled database."""

    def __init__(self):
        self.by, self.now = set(), ""

    def __call__(self, execute, sql, params, many, context):
        self.by.add(self.now)
        return execute(sql, params, many, context)


@pytest.fixture
def asked(monkeypatch):
    noted = Asked()
    get = Client.get

    def noting(client, url, *args, **kwargs):
        noted.now = view_name(url)
        return get(client, url, *args, **kwargs)

    monkeypatch.setattr(Client, "get", noting)
    with ExitStack() as stack:
        stack.enter_context(connections[WALLED].execute_wrapper(noted))
        yield noted


def view_name(url):
    try:
        return resolve(urlsplit(url).path).view_name
    except Resolver404:
        return ""


def is_behind(name):
    """Whether a route stands behind the wall: its view does."""
    return name in BEHIND


BEHIND = {route.name for route in routes() if getattr(route.view, "__module__", "").startswith("anjia.services")}


def leaks(role, seen):
    """Where the canary stands in what somebody was answered; the team reads its own cases behind the wall."""
    for url, body in seen.bodies.items():
        behind = is_behind(view_name(url))
        sought = () if behind and role in TEAM else (NAME, PHONE)
        for text in (*sought, *(() if behind else (VOLUNTEER,))):
            if text.encode() in body:
                yield role, url, text


def test_nobody_is_answered_with_the_name_in_any_page_list_or_file(lived, asked):
    wrong, reached = [], set()
    for role, user in everybody(lived).items():
        seen = crawler.walk(user, each=1)
        wrong += leaks(role, seen)
        reached |= seen.routes()
    assert wrong == []
    assert {name for name in asked.by if name and not is_behind(name)} <= ASKS
    assert len(reached) > 120, "the walk found too little to mean anything"
    assert reached & BEHIND


def test_the_search_says_of_the_name_what_it_says_of_nobody(lived):
    for user in filter(None, everybody(lived).values()):
        browser = Client()
        browser.force_login(user)
        for words, nobody in ((NAME, OTHER), (NAME[:3], OTHER[:3]), (PHONE, "13000000000")):
            found, none = (browser.get(reverse("console:search"), {"q": q}).content.decode() for q in (words, nobody))
            assert found.count(words) == none.count(nobody), (user, words)


def test_no_operation_of_the_api_tells_it_or_asks_for_a_case(lived, asked):
    operations = [route for route in routes() if route.is_api and route.method == "GET" and not route.converters]
    assert len(operations) > 5
    for user in filter(None, everybody(lived).values()):
        token = {"Authorization": f"Bearer {secret_for(user)}"}
        for route in operations:
            body = Client().get(route.sample_url(), headers=token).content
            assert NAME.encode() not in body, (user, route.name)
    assert asked.by <= ASKS


def test_no_log_no_job_no_message_and_neither_trail_holds_it(lived, caplog):
    assert "services_case" in lived.logged, "the statements were logged"
    assert rows(WALLED)["kernel_job"], "the outbox of the walled side had something in it"
    jobs.work_off(WALLED)
    for alias in ("default", WALLED):
        found = rows(alias)
        assert found["kernel_auditevent"], alias
        for text in (NAME, NAME[-2:], PHONE):
            assert text not in str(found), (alias, text)
    for text in (NAME, PHONE):
        assert text not in lived.logged + caplog.text


def test_production_logs_warnings_only_and_no_statement(settings):
    assert settings.LOGGING["root"]["level"] == "WARNING"
    assert list(settings.LOGGING.get("loggers", {})) == []
    assert settings.DEBUG is False


def test_a_leak_would_be_seen(lived, asked):
    """The same walk, once the name stands in a list outside; the same note, once a page asks where it may not."""
    family(lived.group, NAME)
    seen = crawler.walk(lived.village_officer, each=1)
    assert list(leaks("village_officer", seen))
    asked.now = "households:list"
    with connections[WALLED].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM services_case")
    assert "households:list" in asked.by - ASKS
