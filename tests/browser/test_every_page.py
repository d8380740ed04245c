"""Every page of the small demonstration in a real browser: accessible, silent, nothing cut off (experience, gates)."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from itertools import cycle, product

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import resolve

from anjia.accounts.models import Membership, User
from tests.access.crawler import thin_out, walk
from tests.browser.people import Cast, Person
from tests.browser.test_gallery import AXE, is_cut_off, serious_faults

# A page of the village officer reads behind the wall (calls on families), as pages for everybody do.
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "services"])]

LOOKS = [
    {"phone": phone, "theme": theme, "mode": mode}
    for theme, mode, phone in product(("light", "dark"), ("normal", "elder"), (True, False))
]
"""Pages take the looks in turn, so that every look meets every kind of page over the walk."""
# What the first of them has seen, the next skips, except the home: it is another one for every role.
HOMES = {"console:home", "public:home"}
# The bar and the foot are the same on all pages of one kind: the first page of each look has them examined.
FRAME = ("header.bar", ".public-foot")
VISITORS = ("village_officer", "district_office", "")


def demo_user(role: str) -> User | None:
    held = Membership.objects.filter(role=role, user__is_demo=True).select_related("user")
    return held.order_by("user__username")[0].user if role else None


def pages_of(user: User | None) -> dict[str, str]:
    """One address of every page that links lead to, by the name of its route."""
    seen = walk(user, each=2)
    pages: dict[str, str] = {}
    for url, body in seen.bodies.items():
        if seen.answers[url] == 200 and body.lstrip()[:15].lower() == b"<!doctype html>":
            pages.setdefault(resolve(url.split("?")[0]).view_name, url)
    return pages


class Visitor:
    """Somebody signed in at a desk and on a phone at once."""

    def __init__(self, cast: Cast, user: User | None):
        client = Client()
        if user is not None:
            client.force_login(user)
        cookies = {name: morsel.value for name, morsel in client.cookies.items()}
        self.at = {phone: cast.person(phone=phone, cookies=cookies) for phone in (True, False)}
        for person in self.at.values():
            person.context.add_init_script(path=AXE)
        self.framed: set[tuple[str, ...]] = set()

    @contextmanager
    def on_the_way(self, path: str, look: dict) -> Iterator[None]:
        """The page is fetched while something else is done, and is there at the end."""
        person: Person = self.at[look["phone"]]
        url = person.cast.url
        person.context.add_cookies([{"name": name, "value": look[name], "url": url} for name in ("theme", "mode")])
        with person.page.expect_navigation():
            person.page.evaluate("address => location.assign(address)", url + path)
            yield

    def faults(self, path: str, look: dict) -> Iterator[str]:
        """What is wrong with the page that is open at the desk or on the phone."""
        person: Person = self.at[look["phone"]]
        assert person.page.url == person.cast.url + path, f"{path} leads to {person.page.url}"
        frame = (person.page.get_attribute("body", "class") or "", *map(str, look.values()))
        yield from serious_faults(person.page, but=FRAME if frame in self.framed else ())
        self.framed.add(frame)
        if is_cut_off(person.page):
            yield "is wider than the screen"
        yield from person.complaints
        person.complaints.clear()


def walked(visitor: Visitor, steps: list[tuple[str, dict]]) -> Iterator[tuple[str, dict, str]]:
    """The faults of one page after the other. Desk and phone take turns: one is examined while the other loads."""
    with visitor.on_the_way(*steps[0]):
        pass
    for at, (path, look) in enumerate(steps):
        with visitor.on_the_way(*steps[at + 1]) if at + 1 < len(steps) else nullcontext():
            found = list(visitor.faults(path, look))
        yield from ((path, look, fault) for fault in found)


@pytest.mark.timeout(900)
def test_every_page_in_every_look(cast: Cast) -> None:
    call_command("demo", "--size", "small")
    thin_out()
    looks, wrong, done = cycle(LOOKS), [], set()
    for role in VISITORS:
        user = demo_user(role)
        visitor, pages = Visitor(cast, user), pages_of(user)
        steps = [(pages[route], next(looks)) for route in sorted(pages.keys() - (done - HOMES))]
        wrong += [(role, *fault) for fault in walked(visitor, steps)]
        done |= pages.keys()
    assert wrong == []
    assert len(done) > 100, "the walk found too little to mean anything"
