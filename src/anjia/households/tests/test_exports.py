"""The registry's list leaves with a purpose, above a hundred families with a second person's word (domain B11)."""

import io
from urllib.parse import urlencode

import openpyxl
import pytest
from django.urls import reverse

from anjia.documents.actions import approve_export, request_export
from anjia.documents.models import ExportRequest
from anjia.households.factories import consent, family
from anjia.kernel import jobs
from anjia.kernel.exceptions import NotPermitted, Refused
from anjia.kernel.models import AuditEvent
from anjia.regions.place import SESSION_KEY
from anjia.web.once import new_token
from anjia.web.panels import tasks_for

pytestmark = pytest.mark.django_db
PHONE = "18437006306"


def ask(region, by, query: str = "") -> ExportRequest:
    return request_export(region, list_name="households:list", query=query, purpose="年度核对", by=by)


def cells(data: bytes) -> list[str]:
    return [str(c) for row in openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True) for c in row]


def stand_in(client, user, place):
    client.force_login(user)
    session = client.session
    session[SESSION_KEY] = place.path
    session.save()
    return client


def test_the_officer_exports_what_the_page_shows_without_phone_and_address(client, world):
    consent(family(world.group, "何婷婷", PHONE, address="幸福路35号"), proven=True)
    consent(family(world.group, "刘海涛", "", head_birth=""))
    stand_in(client, world.village_officer, world.village)
    listed = client.get(reverse("households:list"), {"proof": "yes"}).content.decode()
    address = f"{reverse('documents:export_ask')}?{urlencode({'of': reverse('households:list') + '?proof=yes'})}"
    assert address in listed
    page = client.get(address).content.decode()
    assert "当前条件下有 1 项" in page
    assert "户主姓名、" in page
    client.post(address, {"once": new_token(), "purpose": "报乡镇核对", "ending": "xlsx"})
    jobs.run_pending()

    request = ExportRequest.objects.get()
    assert f"{world.village.name}家庭登记" in client.get(reverse("documents:export_list")).content.decode()
    told = cells(client.post(reverse("documents:export_download", args=[request.pk])).content)
    assert "何婷婷" in told
    assert "刘海涛" not in told
    assert not any(PHONE in cell or "幸福路" in cell for cell in told)
    assert any("报乡镇核对" in cell for cell in told)
    assert AuditEvent.objects.get(verb="documents.download").after["sha256"]


def test_above_a_hundred_the_town_or_the_district_says_yes(client, world):
    for number in range(101):
        consent(family(world.group, f"家庭{number:03d}"[:4], ""), proven=True)
    request = ask(world.village, world.village_officer)
    jobs.run_pending()
    request.refresh_from_db()
    assert request.file_id is None
    assert [t.count for t in tasks_for(world.town_approver, world.town.path) if "导出申请" in str(t.title)] == [1]

    for who in (world.village_officer, world.neighbour_town_approver):
        with pytest.raises(NotPermitted):
            approve_export(request, by=who)
    stand_in(client, world.town_approver, world.town)
    client.post(reverse("documents:export_approve", args=[request.pk]), {"once": new_token()})
    jobs.run_pending()
    request.refresh_from_db()
    assert request.file_id is not None
    assert client.post(reverse("documents:export_download", args=[request.pk])).status_code == 404


@pytest.mark.parametrize(
    "persona", ["group_leader", "village_panel_member", "town_approver", "inspector", "neighbour_village_officer"]
)
def test_who_may_not_export_is_refused(world, persona):
    consent(family(world.group), proven=True)
    with pytest.raises(NotPermitted):
        ask(world.village, getattr(world, persona))


def test_an_empty_list_and_an_empty_purpose_are_refused(world):
    with pytest.raises(Refused, match="空的"):
        ask(world.village, world.village_officer)
    consent(family(world.group), proven=True)
    with pytest.raises(Refused, match="用途"):
        request_export(world.village, list_name="households:list", query="", purpose=" ", by=world.village_officer)
    with pytest.raises(Refused, match="“上访”"):
        request_export(
            world.village, list_name="households:list", query="", purpose="查上访户", by=world.village_officer
        )
