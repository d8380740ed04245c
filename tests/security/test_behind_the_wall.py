"""Behind the wall, page by page: nobody off the team, no running name, nothing kept (quality 3, checks 2, 3, 7, 28)."""

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
ROLES = ("case_worker", "case_supervisor")
HOSTILE = '"><img src=x onerror=alert(2)>{{7777*7777}}'
# Pages of a district that whoever keeps its registers there reads: no case is in their address.
OF_THE_DISTRICT = (
    "care:vet", "care:leave", "care:donation", "care:close_project", "counselling:room", "counselling:remove_contact",
    "legal_aid:measure", "legal_aid:remove_measure", "mediation:answering", "mediation:end_committee",
    "mediation:report", "mediation:round", "offers:", "petitions:suggestion", "services:remove_outside",
    "services:review_glass", "surveys:",
)  # fmt: skip
# Of a case, from its header: whoever gives out the cases of the place, or supervises there.
BY_ITS_HEADER = ("services:assign", "services:concerned", "services:oversee")
# What is published to everybody and says nothing of whoever reads it.
FOR_EVERYBODY = ("petitions:public_suggestions",)


def walked(user):
    """What the services lead somebody to."""
    start = (reverse("services:home"), reverse("services:closed"))
    return walk(user, start=start, within="/services/", each=16)


def reached(world):
    """Every address behind the wall that the team is led to, with an object in it."""
    papers = [reverse("services:paper", args=[pk]) for pk in CaseFile.objects.values_list("pk", flat=True)]
    found = dict.fromkeys(papers, "services:paper")
    for role in ROLES:
        answers = walked(getattr(world, role)).answers
        wrong = {url: status for url, status in answers.items() if status >= 400 and status != 405}
        assert wrong == {}, "what is offered can be opened (check 2)"
        for url in answers:
            match = resolve(url.split("?")[0])
            if match.view_name in BEHIND and "pk" in match.kwargs and BEHIND[match.view_name].permission is not PUBLIC:
                found[url] = match.view_name
    return found


def opened(user, urls):
    """What somebody got an answer to, asked for or sent to."""
    browser = Client(raise_request_exception=False)
    browser.force_login(user)
    answers = [(url, ask, ask(url)) for url in urls for ask in (browser.get, browser.post)]
    return [
        (ask.__name__, url, answer.status_code)
        for url, ask, answer in answers
        if answer.status_code not in {403, 404, 405} and "/accounts/" not in answer.headers.get("Location", "")
    ]


def test_everything_of_a_team_is_absent_to_everybody_else(running):
    """Pages, papers, acts of every kind, asked for and sent to, by the same roles in the next district, by colleagues
    of the same one who are on no team. Other roles, and whoever did not sign in, fail by the matrix of routes.
    """
    urls = reached(running)
    assert len(urls) > 80
    acts = {name for name in BEHIND if name.endswith(":act")}
    assert acts - set(urls.values()) == set(), "an act of every kind is tried"
    for role in ROLES:
        assert opened(running.people[f"elsewhere_{role}"], urls) == [], role
    off_the_team = [url for url, name in urls.items() if not name.startswith(OF_THE_DISTRICT)]
    assert opened(running.people["another_case_worker"], off_the_team) == []
    inside = [url for url in off_the_team if not urls[url].startswith(BY_ITS_HEADER)]
    assert opened(running.people["another_case_supervisor"], inside) == []


def test_no_name_runs_behind_the_wall(running, monkeypatch):
    monkeypatch.setattr(lives, "NAME", HOSTILE)
    monkeypatch.setattr(lives, "PHONE", "13877775555")
    for life in ("petition", "protection"):
        lives.LIVES[life](running)
    bodies = [page for role in ROLES for page in walked(getattr(running, role)).bodies.items()]
    assert any(b"&lt;img src=x" in body for _url, body in bodies), "the name was shown"
    assert [url for url, body in bodies if b"<img src=x" in body or b"60481729" in body] == []


def test_nothing_behind_the_wall_nor_of_a_help_page_is_kept_by_a_browser(running):
    """Check 28 for whoever shares a telephone: the answers say so, and no script keeps anything that would be wiped."""
    kept = []
    for name, route in BEHIND.items():
        if name.startswith(FOR_EVERYBODY):
            continue
        url, is_public = route.sample_url(), route.permission is PUBLIC
        for user in (None,) if is_public else (getattr(running, role) for role in ROLES):
            browser = Client()
            if user is not None:
                browser.force_login(user)
            answers = (browser.get(url), browser.post(url)) if is_public else (browser.get(url),)
            kept += [
                (name, answer.status_code)
                for answer in answers
                if answer.status_code == 200 and "no-store" not in answer.headers.get("Cache-Control", "")
            ]
    assert kept == []
