"""Every page of the small demonstration in a real browser: accessible, silent, nothing cut off (experience, gates)."""

from collections.abc import Iterator
from itertools import cycle, product

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import resolve

from anjia.accounts.models import Membership, User
from tests.access.crawler import walk
from tests.browser.people import Cast, Person
from tests.browser.test_gallery import is_cut_off, serious_faults

pytestmark = pytest.mark.browser

LOOKS = [
    {"phone": phone, "theme": theme, "mode": mode}
    for theme, mode, phone in product(("light", "dark"), ("normal", "elder"), (True, False))
]
"""Pages take the looks in turn, so that every look meets every kind of page over the walk."""
# What the first of them has seen, the next skips, except the home: it is another one for every role.
HOMES = {"console:home", "public:home"}
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

    def faults(self, path: str, *, phone: bool, theme: str, mode: str) -> Iterator[str]:
        person: Person = self.at[phone]
        address = person.cast.url
        person.context.add_cookies(
            [{"name": name, "value": value, "url": address} for name, value in (("theme", theme), ("mode", mode))]
        )
        person.visit(path)
        assert "/accounts/sign-in/" not in person.page.url or "sign-in" in path, f"{path} asks to sign in"
        yield from serious_faults(person.page)
        if is_cut_off(person.page):
            yield "is wider than the screen"
        yield from person.complaints
        person.complaints.clear()


@pytest.mark.timeout(900)
def test_every_page_in_every_look(cast: Cast) -> None:
    call_command("demo", "--size", "small")
    looks, wrong, done = cycle(LOOKS), [], set()
    for role in VISITORS:
        user = demo_user(role)
        visitor, pages = Visitor(cast, user), pages_of(user)
        for route, look in zip(sorted(pages.keys() - (done - HOMES)), looks, strict=False):
            wrong += [(role, pages[route], look, fault) for fault in visitor.faults(pages[route], **look)]
        done |= pages.keys()
    assert wrong == []
    assert len(done) > 100, "the walk found too little to mean anything"
