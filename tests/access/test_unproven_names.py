"""Who lacks a proof of consent is known by name in the village alone; above it there are numbers (frame F1, F5)."""

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from anjia.documents.exports import open_named, rows_of
from anjia.evaluations.factories import candidacy_in, open_cycle
from anjia.evaluations.queries import visible_to as candidacies_visible_to
from anjia.households.actions import print_sheets
from anjia.households.enums import Verb
from anjia.households.factories import consent, family
from anjia.households.permissions import can_edit, can_view
from anjia.households.queries import search, visible_to
from anjia.households.queries.proofs import count_lacking, lacking, uploads_visible_to
from anjia.households.tests.scanning import as_photo
from anjia.households.tests.test_scans import upload
from tests.access.crawler import walk

pytestmark = pytest.mark.django_db
CANARY, PROVEN = "司徒缺凭证", "欧阳有凭证"
ABOVE = ("town_federation", "town_leading_group", "district_office", "city_office", "inspector", "auditor")
IN_VILLAGE = ("village_officer", "group_leader", "village_panel_member")


@pytest.fixture
def two(world):
    cycle = open_cycle(world.county)
    lacking_one, proven_one = (family(world.group, name) for name in (CANARY, PROVEN))
    consent(lacking_one)
    consent(proven_one, proven=True)
    for household, state in ((lacking_one, "draft"), (proven_one, "consented")):
        candidacy_in(state, group=world.group, cycle=cycle, household=household)
    return lacking_one, proven_one


@pytest.mark.parametrize("persona", ABOVE)
def test_no_query_gives_the_name_upward(world, two, persona):
    user = getattr(world, persona)
    lacking_one, _proven = two
    for verb in Verb:
        assert lacking_one not in visible_to(user, verb)
    assert not search(visible_to(user), CANARY).exists()
    assert not can_view(user, lacking_one)
    assert not can_edit(user, lacking_one)
    assert not lacking(user).exists()
    assert CANARY not in {c.household.head_name for c in candidacies_visible_to(user).select_related("household")}


@pytest.mark.parametrize("persona", ABOVE)
def test_no_page_gives_the_name_upward(world, two, persona):
    seen = walk(getattr(world, persona), most=160)
    assert [url for url, body in seen.bodies.items() if CANARY.encode() in body] == []


@pytest.mark.parametrize("persona", ["town_federation", "district_office"])
@pytest.mark.parametrize("query", ["?q=司徒", "?proof=no", "?q=stqpz"])
def test_no_filter_of_the_registry_gives_it(world, two, client, persona, query):
    client.force_login(getattr(world, persona))
    page = client.get(reverse("households:list") + query)
    assert CANARY not in page.content.decode()


def test_the_family_s_own_pages_are_absent_upward(world, two, client):
    lacking_one, proven_one = two
    for persona in ("town_federation", "district_office"):
        client.force_login(getattr(world, persona))
        assert client.get(reverse("households:detail", args=[lacking_one.pk])).status_code == 404
        assert client.get(reverse("households:detail", args=[proven_one.pk])).status_code == 200


def test_sheets_and_scans_stay_in_the_village(world, two, client):
    page = print_sheets(world.group, by=world.village_officer)[0]
    scanned = upload(world, ("a.jpg", as_photo(Image.new("L", (300, 400), 250)))).scanned.get()
    addresses = [
        reverse("households:sheet_pdf", args=[world.group.pk, page.batch]),
        reverse("households:sheet_page", args=[page.code]),
        reverse("households:scan", args=[scanned.upload_id]),
        reverse("households:scanned_picture", args=[scanned.pk]),
        reverse("documents:file_download", args=[scanned.picture_id]),
    ]
    for persona in ("town_federation", "neighbour_village_officer", "district_office"):
        client.force_login(getattr(world, persona))
        assert {client.get(address).status_code for address in addresses} <= {403, 404}
        assert not uploads_visible_to(getattr(world, persona)).exists()
    client.force_login(world.village_officer)
    assert [client.get(address).status_code for address in addresses] == [200, 302, 200, 200, 200]


def test_no_list_that_leaves_has_the_name(world, two):
    for place, by in (
        (world.village, world.village_officer),
        (world.town, world.town_federation),
        (world.county, world.district_office),
    ):
        leaving = rows_of(open_named("households:list", {}, "", place, by))
        assert [household.head_name for household in leaving] == [PROVEN]
        assert not rows_of(open_named("households:list", {}, "proof=no", place, by)).exists()


@pytest.mark.parametrize("persona", IN_VILLAGE)
def test_the_village_itself_sees_who(world, two, persona):
    assert CANARY in {h.head_name for h in visible_to(getattr(world, persona))}


def test_town_and_district_see_how_many(world, two):
    for persona in ("town_federation", "district_office"):
        client = Client()
        client.force_login(getattr(world, persona))
        page = client.get(reverse("households:proof_counts"))
        assert [row["count"] for row in page.context["rows"]] == [1]
        assert count_lacking(getattr(world, persona), world.town.path, length=16) == {world.village.path: 1}
    client.force_login(world.town_federation)
    assert "各村（社区）共有 1 户缺签字凭证" in client.get(reverse("console:home")).content.decode()
    client.force_login(world.village_officer)
    assert "还有 1 户缺签字凭证" in client.get(reverse("console:home")).content.decode()
