"""The list of candidate families leaves with a purpose, above a hundred with a second person's word (domain B11)."""

import io
from urllib.parse import urlencode

import openpyxl
import pytest
from django.urls import reverse

from anjia.documents.actions import approve_export, request_export
from anjia.documents.exports import open_named, rows_of
from anjia.documents.models import ExportRequest
from anjia.evaluations.enums import CandidacyState as S
from anjia.evaluations.factories import candidacies_in, candidacy_in, family_in
from anjia.kernel import jobs
from anjia.kernel.exceptions import NotPermitted
from anjia.regions.place import SESSION_KEY
from anjia.web.once import new_token

pytestmark = pytest.mark.django_db
LIST, ASK = "evaluations:candidacy_list", "documents:export_ask"


def family(group, cycle, name, state=S.NOMINATED):
    return candidacy_in(state, group=group, cycle=cycle, household=family_in(group, name))


def stand_in(client, user, place):
    client.force_login(user)
    session = client.session
    session[SESSION_KEY] = place.path
    session.save()
    return client


def test_a_long_list_goes_from_the_page_to_a_second_person_and_back_as_a_file(client, world, cycle):
    candidacies_in(S.NOMINATED, 101, group=world.group, cycle=cycle)
    stand_in(client, world.village_officer, world.village)
    sent = {"list": "export", "format": "xlsx", "purpose": "报乡镇核对"}
    answer = client.post(f"{reverse(LIST)}?state=nominated", sent)
    told = {"of": f"{reverse(LIST)}?state=nominated", "format": "xlsx"}
    assert answer["Location"] == f"{reverse(ASK)}?{urlencode(told)}"
    assert "需要另一个人批准" in client.get(answer["Location"]).content.decode()
    client.post(answer["Location"], {"once": new_token(), "purpose": "报乡镇核对", "ending": "xlsx"})

    request = ExportRequest.objects.get()
    assert (request.list_name, request.persons, request.file_id) == (LIST, 101, None)
    with pytest.raises(NotPermitted):
        approve_export(request, by=world.village_officer)
    approve_export(request, by=world.town_approver)
    jobs.run_pending()
    data = client.post(reverse("documents:export_download", args=[request.pk])).content
    cells = [c for row in openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True) for c in row]
    assert {"家庭1", "家庭101", "96.0", "20 / 25"} <= set(cells)


def test_the_filters_hold_and_who_has_left_or_lacks_a_proof_is_not_on_it(world, cycle):
    family(world.group, cycle, "甲家")
    family(world.other_group, cycle, "乙家", S.NAMED)
    family(world.neighbour_group, cycle, "丙家")
    for state in (S.DRAFT, S.WITHDRAWN):
        family(world.group, cycle, "丁家", state)

    def count(place, query):
        by = world.town_federation if place == world.town else world.village_officer
        return rows_of(open_named(LIST, {}, query, place, by)).count()

    assert count(world.village, "") == count(world.town, f"region={world.village.pk}") == 2
    assert count(world.village, "state=named") == 1
    assert count(world.village, f"state=draft&place={world.village.path}") == 0
    assert count(world.village, f"place={world.group.path}") == 1
    assert count(world.village, f"place={world.neighbour_group.path}") == 2, "an address leads nowhere else"


@pytest.mark.parametrize("persona", ["group_leader", "inspector", "neighbour_town_federation"])
def test_who_may_not_export_is_refused(world, cycle, persona):
    family(world.group, cycle, "甲家")
    person = getattr(world, persona)
    with pytest.raises(NotPermitted):
        request_export(world.village, list_name=LIST, query="", purpose="核对", by=person)


def test_a_queue_leads_to_no_request(client, world, cycle):
    candidacies_in(S.NOMINATED, 101, group=world.group, cycle=cycle)
    stand_in(client, world.village_officer, world.village)
    queue = reverse("evaluations:step_queue", args=["village_review"])
    assert reverse(ASK) not in client.get(queue).content.decode()
