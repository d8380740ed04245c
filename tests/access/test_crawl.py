"""The whole demonstration seen through everybody's eyes (quality 3, checks 2, 3, 4, 7)."""

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import resolve

from anjia.accounts.models import Membership, User
from anjia.documents.models import StoredFile
from anjia.honours.models import NamingDecision, Title
from anjia.households.models import Household
from anjia.notices.models import NoticeEntry
from anjia.regions.enums import Level
from tests.access.crawler import PUBLIC_VIEWS, thin_out, walk

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


def demo_user(role, town=None):
    held = Membership.objects.filter(role=role, user__is_demo=True).select_related("user").order_by("user__username")
    if town:
        held = held.filter(region__path__startswith=town.path)
    return held[0].user


@pytest.fixture
def small(db, settings):
    settings.DEMO = True
    call_command("demo", "--size", "small")
    thin_out()
    for name, household in zip(HOSTILE, Household.objects.order_by("pk")[:4], strict=True):
        Household.objects.filter(pk=household.pk).update(head_name=name)
        Title.objects.filter(household=household).update(head_name=name)
        NoticeEntry.objects.filter(household=household).update(shown_name=name)
    return User.objects.filter(is_demo=True)


# A cycle belongs to the whole district, and so does the letter that allows it; a queue shows one's own families.
# So are the words of a standard; and what is named by a form's key, not by an object, shows each their own.
SHARED = {
    "console:paper_print",
    "console:paper_scan",
    "evaluations:step_queue",
    "households:request_record",
    "programmes:cycle_detail",
    "programmes:leading_group_list",
    "programmes:panel_list",
    "programmes:pilot_list",
    "programmes:target_table",
    "programmes:version_compare",
    "programmes:version_detail",
}
# What stands in the bar in place of a name where nobody is signed in.
NOBODY = 'user-name">显示设置'.encode()
DISTRICT_FILES = {"programmes.authorisation"}


@pytest.mark.timeout(900)
@pytest.mark.django_db(databases=["default", "services"])
def test_everybody_sees_their_part_and_neighbours_see_nothing_of_it(small):
    phones = [phone.encode() for phone in Household.objects.values_list("phone", flat=True) if phone]
    assert len(phones) > 100
    walks = {role: walk(demo_user(role) if role else None) for role in (None, *ROLES)}
    wrong = [finding for role, seen in walks.items() for finding in _faults(role, seen, phones)]
    wrong += [finding for role in ("village_officer", "town_federation") for finding in _leaks(walks[role], role)]
    assert "\n".join(map(str, wrong)) == ""
    reached = {name for seen in walks.values() for name in seen.routes()}
    assert len(reached) > 60, "the walk found too little to mean anything"


def _faults(role, seen, phones):
    """What must not be on any page: an error, a whole phone number, a name that runs (checks 2, 4, 7)."""
    for url, status in seen.answers.items():
        if status >= 400 and status != 405:
            yield role, url, status
    for url, body in seen.bodies.items():
        if any(phone in body for phone in phones):
            yield role, url, "a whole phone number"
        if role and NOBODY in body:
            yield role, url, "a page that does not know who reads it"
        if any(name.encode() in body for name in HOSTILE[:2]) or "49王".encode() in body:
            yield role, url, "a name that runs"


def _leaks(seen, role):
    """Everything reached is asked for again by the same role of the neighbouring town (check 3)."""
    ours = seen.user
    others = Membership.objects.filter(role=role, user__is_demo=True).exclude(
        region__path__startswith=ours.places[0][:12]
    )
    client = Client(raise_request_exception=False)
    client.force_login(others.select_related("user")[0].user)
    # What the district has decided and issued is known in every town below it; the page names nobody.
    shared = set(StoredFile.objects.filter(kind__in=DISTRICT_FILES).values_list("pk", flat=True))
    shared |= set(NamingDecision.objects.filter(region__level=Level.COUNTY).values_list("pk", flat=True))
    for url in seen.answers:
        match = resolve(url.split("?")[0])
        is_shared = match.view_name in PUBLIC_VIEWS | SHARED or match.kwargs.get("pk") in shared
        if match.kwargs and not is_shared and client.get(url).status_code not in {403, 404, 405}:
            yield role, url, match.view_name
