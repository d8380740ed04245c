"""The whole demonstration seen through everybody's eyes (quality 3, checks 2, 3, 4, 7)."""

import pytest
from django.core.management import call_command
from django.urls import resolve

from anjia.accounts.models import Membership, User
from anjia.honours.models import Title
from anjia.households.models import Household
from anjia.notices.models import NoticeEntry
from anjia.web.gate import PUBLIC
from tests.access.crawler import walk
from tests.access.resolver import routes

ROLES = (
    "group_leader", "village_officer", "village_panel_member", "federation_exec_member", "resident_representative",
    "town_federation", "town_leading_group", "district_office", "city_office", "inspector", "auditor", "administrator",
)  # fmt: skip
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(2)>',
    "𠮷\u202e明王",
    "{{7*7}}王",
)
PUBLIC_VIEWS = {route.name for route in routes() if route.permission is PUBLIC}


def demo_user(role, town=None):
    held = Membership.objects.filter(role=role, user__is_demo=True).select_related("user").order_by("user__username")
    if town:
        held = held.filter(region__path__startswith=town.path)
    return held[0].user


@pytest.fixture
def small(db, settings):
    settings.DEMO = True
    call_command("demo", "--size", "small")
    for name, household in zip(HOSTILE, Household.objects.order_by("pk")[:4], strict=True):
        Household.objects.filter(pk=household.pk).update(head_name=name)
        Title.objects.filter(household=household).update(head_name=name)
        NoticeEntry.objects.filter(household=household).update(shown_name=name)
    return User.objects.filter(is_demo=True)


def test_everybody_sees_their_part_and_nothing_breaks(small):
    phones = [phone.encode() for phone in Household.objects.values_list("phone", flat=True) if phone]
    assert len(phones) > 100
    reached, wrong = set(), []
    for role in (None, *ROLES):
        seen = walk(demo_user(role) if role else None)
        reached |= seen.routes()
        wrong += [(role, url, status) for url, status in seen.answers.items() if status >= 400]
        for url, body in seen.bodies.items():
            wrong += [(role, url, "a whole phone number") for phone in phones if phone in body]
            wrong += [(role, url, "a name that runs") for name in HOSTILE[:2] if name.encode() in body]
            wrong += [(role, url, "a name that is a template")] * ("49王".encode() in body)
    assert wrong == []
    never = {route.name for route in routes()} - reached
    assert never <= UNLINKED, sorted(never - UNLINKED)


# Routes no link leads to: sent forms, one-time steps, machines.
UNLINKED: set[str] = set()


def test_a_neighbouring_town_sees_nothing_of_ours(small):
    """Everything the people of one town reach is replayed by the same roles of another (check 3)."""
    leaks = []
    for role in ("village_officer", "town_federation", "town_leading_group"):
        ours, neighbour = demo_user(role), None
        town = ours.places[0][:12]
        neighbour = (
            Membership.objects.filter(role=role, user__is_demo=True)
            .exclude(region__path__startswith=town)
            .select_related("user")[0]
            .user
        )
        for url in walk(ours).answers:
            match = resolve(url.split("?")[0])
            if not match.kwargs or match.view_name in PUBLIC_VIEWS:
                continue
            status = walk(neighbour, start=(url,), most=1).answers.get(url)
            if status not in {403, 404}:
                leaks.append((role, url, match.view_name, status))
    assert leaks == []
