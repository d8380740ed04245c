"""Every list asks the database as often for three rows as for one (style: views; quality 2)."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from anjia.accounts.models import Membership
from anjia.evaluations.models import SpotCheck
from anjia.programmes.models import ProgrammeCycle
from anjia.regions.models import Region
from anjia.stars.models import StarQuarter
from tests.architecture.test_lists import LISTS

ROLES = ("district_office", "town_federation", "village_officer", "administrator", "town_leading_group", "city_office")
# Lists of which the demonstration has fewer than three rows; their own slices test them.
FEW = {
    "accounts:tokens",
    "accounts:webhooks",
    "appeals:appeal_list",
    "console:inbox",
    "documents:export_list",
    "exemplars:ceremony_list",
    "exemplars:import_list",
    "evaluations:blind_list",
    "evaluations:standing_out",
    "evaluations:step_queue",
    "honours:adoption_list",
    "honours:decision_list",
    "honours:numbers",
    "honours:public_results",
    "households:batches",
    "households:corrections",
    "households:duplicates",
    "households:minors",
    "households:requests",
    "households:scans",
    "notices:notice_list",
    "notices:objection_list",
    "notices:public_notices",
    "petitions:suggestions",
    "programmes:cycle_list",
    "programmes:rehearsal_list",
    "programmes:version_list",
    "rolling:cancellation_list",
    "stories:public_list",
    "supervision:reports",
    "web:bin",
}


@pytest.fixture
def demo(db, settings):
    settings.DEMO = True
    call_command("demo", "--size", "small")


def addresses(name):
    """Addresses of the list, with what its path wants to know."""
    given = [{}, {"step": "village_review"}, {"step": "town_approval"}]
    given += [{"pk": pk} for pk in ProgrammeCycle.objects.values_list("pk", flat=True)[:1]]
    given += [{"pk": pk} for pk in Region.objects.filter(level="town").values_list("pk", flat=True)[:1]]
    given += [{"pk": pk} for pk in SpotCheck.objects.order_by("-number").values_list("pk", flat=True)[:1]]
    given += [{"pk": pk} for pk in StarQuarter.objects.values_list("pk", flat=True)[:1]]
    for kwargs in given:
        try:
            yield reverse(name, kwargs=kwargs)
        except Exception:
            continue


def people():
    held = Membership.objects.filter(user__is_demo=True, role__in=ROLES).select_related("user")
    return sorted((m.user for m in held), key=lambda user: user.username)


def asked(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(address)
    return len(seen), len(answer.context["rows"])


@pytest.mark.timeout(600)
def test_three_rows_cost_as_many_statements_as_one(demo, monkeypatch):
    unequal, seldom = {}, set()
    for name, screen in LISTS.items():
        found = None
        for user in people():
            client = Client(raise_request_exception=False)
            client.force_login(user)
            for address in addresses(name):
                monkeypatch.setattr(screen, "page_size", 3)
                answer = client.get(address)
                if answer.status_code == 200 and answer.context and len(answer.context["rows"]) == 3:
                    found = client, address
                    break
            if found:
                break
        if not found:
            seldom.add(name)
            continue
        three, rows = asked(*found)
        monkeypatch.setattr(screen, "page_size", 1)
        one, row = asked(*found)
        assert (row, rows) == (1, 3), name
        if one != three:
            unequal[name] = (one, three)
    assert unequal == {}
    assert seldom <= FEW, "a list of which the demonstration shows three rows is asked here"
