"""The pages of printing, uploading and looking, in the hands of owner, neighbour and stranger."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from anjia.documents.render import render_consent_sheet
from anjia.households.actions import print_sheets
from anjia.households.enums import PageState
from anjia.households.factories import consent, family
from anjia.households.models import Consent, ScannedPage, ScanUpload, SheetPage
from anjia.households.papers import sheet_of
from anjia.households.queries.proofs import families_of_page
from anjia.households.tests.scanning import as_pdf, printed, scanned
from anjia.kernel.jobs import run_pending


def url(name, *args):
    return reverse(f"households:{name}", args=args)


@pytest.fixture
def officer(client, world):
    client.force_login(world.village_officer)
    return client


@pytest.fixture
def families(world):
    found = [family(world.group, f"家庭{number:02}", phone="") for number in range(1, 16)]
    for household in found:
        consent(household)
    return found


def send(officer, *files):
    return officer.post(url("scan_upload"), {"scans": [SimpleUploadedFile(name, data) for name, data in files]})


@pytest.fixture
def uploaded(officer, world, families):
    pages = print_sheets(world.group, by=world.village_officer)
    pictures = [scanned(page) for page in printed(render_consent_sheet(sheet_of(pages)))]
    send(officer, ("a.pdf", as_pdf(pictures)))
    run_pending()
    return ScanUpload.objects.get()


def test_a_sheet_is_printed_for_a_group_and_printed_again_it_is_the_same(officer, world, families):
    page = officer.get(url("sheet_print")).content.decode()
    assert "1组（15 户）" in page
    assert "2组（" not in page
    answer = officer.post(url("sheet_print"), {"group": world.group.pk})
    assert answer.status_code == 302
    pdf = officer.get(answer["Location"])
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF-")
    assert SheetPage.objects.count() == 2
    officer.get(answer["Location"])
    assert SheetPage.objects.count() == 2
    assert "第1批 第1页，共2页" in officer.get(url("sheet_print")).content.decode()


def test_the_way_from_the_upload_to_the_last_page(officer, world, families, uploaded):
    page = officer.get(url("scan", uploaded.pk)).content.decode()
    assert "待核对签名" in page
    assert "没有人看过之前，谁也不算签了" in page
    first, second = uploaded.scanned.order_by("position")
    desk = officer.get(url("scanned", first.pk))
    assert [row["participate"] for row in desk.context["rows"]] == [False] * 12
    signed = [str(household.pk) for household in families_of_page(first.page)[:5]]
    data = {"participate": signed, "publish": signed[:1], "signed_on": timezone.localdate().isoformat()}
    answer = officer.post(url("scanned", first.pk), data)
    assert answer["Location"] == url("scanned", second.pk)
    assert Consent.objects.filter(state="proven", kind="participate").count() == 5
    follow = officer.get(answer["Location"])
    assert follow.context["form"]["signed_on"].value() == timezone.localdate().isoformat()
    last = officer.post(url("scanned", second.pk), {"signed_on": timezone.localdate().isoformat()})
    assert last["Location"] == url("scan", uploaded.pk)
    assert officer.get(url("scanned", first.pk)).status_code == 404


def test_a_date_to_come_is_refused_and_the_ticks_are_kept(officer, families, uploaded):
    first = uploaded.scanned.order_by("position").first()
    one = str(families_of_page(first.page)[0].pk)
    answer = officer.post(url("scanned", first.pk), {"participate": [one], "signed_on": "2999-01-01"})
    assert answer.status_code == 422
    assert [row["participate"] for row in answer.context["rows"]][:2] == [True, False]


def test_the_code_on_paper_leads_to_the_scan_or_to_the_upload(officer, world, families):
    page = print_sheets(world.group, by=world.village_officer)[0]
    assert officer.get(url("sheet_page", page.code))["Location"] == f"{url('scan_upload')}?code={page.code}"
    assert "还没有上传过扫描件" in officer.get(f"{url('scan_upload')}?code={page.code}").content.decode()
    send(officer, ("a.pdf", as_pdf(printed(render_consent_sheet(sheet_of([page]))))))
    run_pending()
    assert officer.get(url("sheet_page", page.code))["Location"] == url("scanned", ScannedPage.objects.get().pk)


def test_an_unreadable_page_is_shown_small_assigned_and_set_aside(officer, world, families, uploaded):
    send(officer, ("b.pdf", as_pdf([page.crop((0, 400, 800, 900)) for page in printed(render_consent_sheet(
        sheet_of(print_sheets(world.group, by=world.village_officer))))])))  # fmt: skip
    run_pending()
    newest = ScanUpload.objects.order_by("-created_at").first()
    first, second = newest.scanned.order_by("position")
    page = officer.get(url("scan", newest.pk)).content.decode()
    assert f"{url('scanned_picture', first.pk)}?small=1" in page
    small, large = (officer.get(url("scanned_picture", first.pk) + query) for query in ("?small=1", ""))
    assert len(small.content) < len(large.content)
    choice = SheetPage.objects.order_by("-batch", "number").first()
    assert officer.post(url("scanned_assign", first.pk), {"page": choice.pk})["Location"] == url("scanned", first.pk)
    officer.post(url("scanned_aside", second.pk), {})
    assert ScannedPage.objects.get(pk=second.pk).state == PageState.SET_ASIDE
    assert officer.get(url("scanned_picture", second.pk)).status_code == 404


def test_what_is_no_scan_is_refused_on_the_form(officer, families):
    answer = send(officer, ("a.exe", b"MZ\x90"))
    assert answer.status_code == 422
    assert "“a.exe”" in answer.content.decode()
    assert not ScanUpload.objects.exists()


def test_progress_is_told_while_it_is_read(officer, world, families):
    pages = print_sheets(world.group, by=world.village_officer)
    send(officer, ("a.pdf", as_pdf(printed(render_consent_sheet(sheet_of(pages))))))
    waiting = ScanUpload.objects.get()
    assert "正在排队" in officer.get(url("scan", waiting.pk)).content.decode()
    run_pending()
    assert "已完成" in officer.get(url("scan_progress", waiting.pk)).content.decode()


def test_strangers_find_nothing(client, world, families, uploaded):
    scan = uploaded.scanned.first()
    addresses = [url("scan", uploaded.pk), url("scanned", scan.pk), url("scanned_picture", scan.pk)]
    for persona in (world.neighbour_village_officer, world.town_federation):
        client.force_login(persona)
        assert {client.get(address).status_code for address in addresses} == {404}
    client.force_login(world.town_federation)
    assert client.get(url("sheet_print")).status_code == 403


def test_the_lists_ask_as_many_questions_for_three_as_for_one(officer, world, uploaded):
    def questions():
        with CaptureQueriesContext(connection) as asked:
            officer.get(url("scans"))
        return len(asked)

    officer.get(url("scans"))
    one = questions()
    for _n in range(2):
        ScanUpload.objects.create(region=world.village, uploaded_by_id=world.village_officer.pk, files=1)
    assert questions() == one
