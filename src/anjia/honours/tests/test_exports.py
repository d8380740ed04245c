import io

import openpyxl
import pytest
import time_machine
from django.urls import reverse

from anjia.documents.actions import approve_export, request_export
from anjia.documents.models import ExportRequest
from anjia.honours.factories import issued_decision
from anjia.kernel import jobs
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.models import AuditEvent
from anjia.web.once import new_token

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _may():
    with time_machine.travel("2026-05-15 10:00 +0800", tick=False):
        yield


@pytest.fixture
def many(world, cycle):
    return issued_decision(world, cycle, names=tuple(f"家庭{n:03d}" for n in range(101)))


def ask(world, by, query: str = "") -> ExportRequest:
    return request_export(world.town, list_name="honours:title_list", query=query, purpose="报送区妇联存档", by=by)


def test_up_to_a_hundred_persons_the_list_is_made_at_once(client, world, cycle):
    issued_decision(world, cycle, names=("王小明", "=HYPERLINK(1)"))
    request = ask(world, world.town_federation, "q=王小")
    jobs.run_pending()
    client.force_login(world.town_federation)

    data = client.post(reverse("documents:export_download", args=[request.pk])).content
    cells = [c for row in openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True) for c in row]
    assert "王小明" in cells
    assert not any("HYPERLINK" in str(cell) for cell in cells)
    assert any("报送区妇联存档" in str(cell) for cell in cells)
    assert AuditEvent.objects.get(verb="documents.download").actor_id == world.town_federation.pk


def test_above_a_hundred_a_second_person_decides(world, many):
    request = ask(world, world.district_office)
    jobs.run_pending()
    request.refresh_from_db()
    assert request.file_id is None

    with pytest.raises(NotPermitted, match="申请人自己"):
        approve_export(request, by=world.district_office)
    with pytest.raises(NotPermitted):
        approve_export(request, by=world.town_federation)
    approve_export(request, by=world.town_approver)
    with pytest.raises(Conflict):
        approve_export(request, by=world.town_approver)
    jobs.run_pending()
    request.refresh_from_db()
    assert request.file_id is not None


def test_nobody_else_takes_the_file(client, world, cycle):
    issued_decision(world, cycle)
    request = ask(world, world.town_federation)
    jobs.run_pending()

    for user, status in ((world.district_office, 404), (world.neighbour_town_federation, 404), (world.inspector, 403)):
        client.force_login(user)
        assert client.post(reverse("documents:export_download", args=[request.pk])).status_code == status


@pytest.mark.parametrize("persona", ["village_officer", "inspector", "auditor", "neighbour_town_federation"])
def test_who_may_not_export_is_refused(world, cycle, persona):
    issued_decision(world, cycle)
    with pytest.raises(NotPermitted):
        ask(world, getattr(world, persona))


def test_without_a_purpose_or_with_nobody_on_it_there_is_no_list(world, cycle):
    with pytest.raises(Refused, match="空的"):
        ask(world, world.town_federation)
    issued_decision(world, cycle)
    with pytest.raises(Refused, match="用途"):
        request_export(world.town, list_name="honours:title_list", query="", purpose=" ", by=world.town_federation)


def test_asked_and_approved_on_the_pages(client, world, many):
    client.force_login(world.town_federation)
    ask_page = f"{reverse('documents:export_ask')}?of={reverse('honours:title_list')}"
    page = client.get(ask_page).content.decode()
    assert "需要另一个人批准" in page
    client.post(ask_page, {"once": new_token(), "purpose": "年度核对", "ending": "docx"})
    request = ExportRequest.objects.get()
    assert "待批准" in client.get(reverse("documents:export_list")).content.decode()
    assert client.get(reverse("documents:export_approve", args=[request.pk])).status_code == 403

    client.force_login(world.town_approver)
    assert "年度核对" in client.get(reverse("documents:export_list")).content.decode()
    assert "101 项的名单" in client.get(reverse("documents:export_approve", args=[request.pk])).content.decode()
    client.post(reverse("documents:export_approve", args=[request.pk]), {"once": new_token()})
    assert "正在生成" in client.get(reverse("documents:export_list")).content.decode()
    request.refresh_from_db()
    assert request.approved_by_id == world.town_approver.pk
