"""Behind the wall, page by page: nobody off the team, no running name, nothing kept (quality checks 2, 3, 7, 28)."""

import pytest
from django.test import Client
from django.urls import resolve, reverse

from anjia.config.routing import WALLED
from anjia.services.models import CaseFile
from anjia.web.gate import PUBLIC
from tests.access.crawler import walk
from tests.access.resolver import routes
from tests.security import lives

pytestmark = pytest.mark.django_db(databases=["default", WALLED])
BEHIND = {route.name: route for route in routes() if getattr(route.view, "__module__", "").startswith("anjia.services")}
TEAM = ("case_worker", "case_supervisor")
HOSTILE = '"><img src=x onerror=alert(2)>{{7*7}}'
# Pages of a district that whoever keeps its registers there reads: no case is in their address.
OF_THE_DISTRICT = (
    "care:vet", "care:leave", "care:donation", "care:close_project", "counselling:room", "counselling:remove_contact",
    "mediation:", "legal_aid:measure", "legal_aid:remove_measure", "services:remove_outside", "services:review_glass",
    "surveys:",
    "offers:",
    "petitions:suggestion",
)  # fmt: skip


# What is published to everybody and says nothing of whoever reads it.
FOR_EVERYBODY = {name for name in BEHIND if name.endswith(("stions", "offers:list"))}


def reached(world):
    """Every address behind the wall that the team is led to, with the objects in them."""
    found = {}
    for role in TEAM:
        seen = walk(getattr(world, role), start=(reverse("services:home"), reverse("services:closed")), each=12)
        wrong = {url: status for url, status in seen.answers.items() if status >= 400 and status != 405}
        assert wrong == {}, "what is offered can be opened (check 2)"
        for url in (*seen.answers, *(reverse("services:paper", args=[pk]) for pk in papers())):
            match = resolve(url.split("?")[0])
            if match.kwargs and match.view_name in BEHIND and BEHIND[match.view_name].permission is not PUBLIC:
                found[url] = match.view_name
    return found


def papers():
    return CaseFile.objects.values_list("pk", flat=True)


def opened(user, urls):
    """What somebody got an answer to, asked for or sent to."""
    browser = Client(raise_request_exception=False)
    if user is not None:
        browser.force_login(user)
    answers = [(url, ask, ask(url)) for url in urls for ask in (browser.get, browser.post)]
    return [
        (ask.__name__, url, answer.status_code)
        for url, ask, answer in answers
        if answer.status_code not in {403, 404, 405} and "/accounts/" not in answer.headers.get("Location", "")
    ]


def test_everything_of_a_team_is_absent_to_everybody_else(running):
    """Pages, papers, acts; asked for and sent to: by both roles of the next district, by colleagues of the same one, by
    every other role there is, by nobody.
    """
    urls = reached(running)
    names = set(urls.values())
    assert len(urls) > 80
    assert {f"{room}:act" for room in ("petitions", "mediation", "care", "protection", "services")} - {
        "services:act"
    } <= names
    assert "services:paper" in names
    for role, user in running.people.items():
        if role in TEAM or role == "third":
            continue
        shared = OF_THE_DISTRICT if role.startswith("another_") or not role.startswith("elsewhere_") else ()
        sought = [url for url, name in urls.items() if not name.startswith(shared or ("-",))]
        assert opened(user, sought) == [], role
    assert opened(None, urls) == []


def test_no_name_runs_behind_the_wall(running, monkeypatch):
    monkeypatch.setattr(lives, "NAME", HOSTILE)
    monkeypatch.setattr(lives, "PHONE", "13877775555")
    for life in ("petition", "protection", "care"):
        lives.LIVES[life](running)
    seen = {
        role: walk(getattr(running, role), start=(reverse("services:home"), reverse("services:closed")), each=12)
        for role in TEAM
    }
    bodies = [(role, url, body) for role, walked in seen.items() for url, body in walked.bodies.items()]
    assert any(b"&lt;img src=x" in body for _role, _url, body in bodies), "the name was shown"
    assert [(role, url) for role, url, body in bodies if b"<img src=x" in body or b"49" + b'"' in body] == []


def test_nothing_behind_the_wall_nor_of_a_help_page_is_kept_by_a_browser(running):
    """Check 28 for whoever shares a telephone: the answers say so, and no script keeps anything that would be wiped."""
    nobody, kept = Client(), []
    for name, route in BEHIND.items():
        if route.permission is PUBLIC:
            for answer in (nobody.get(route.sample_url()), nobody.post(route.sample_url())):
                if answer.status_code == 200 and name not in FOR_EVERYBODY and "no-store" not in answer.headers.get("Cache-Control", ""):
                    kept.append((name, answer.status_code))
    for role in TEAM:
        browser = Client()
        browser.force_login(getattr(running, role))
        for name, route in BEHIND.items():
            answer = browser.get(route.sample_url())
            if "no-store" not in answer.headers.get("Cache-Control", ""):
                kept.append((role, name))
    assert kept == []
