"""Sheets are printed, scanned, and filed by a person; nobody is assumed to have signed (F5, checks 12-14)."""

import io
from datetime import timedelta

import pytest
from django.utils import timezone
from PIL import Image

from anjia.documents import blobs
from anjia.documents.models import StoredFile
from anjia.documents.queries import read_file
from anjia.documents.render import render_consent_sheet
from anjia.households.actions import (
    assign_page,
    file_page,
    print_sheets,
    read_scans,
    set_aside,
    upload_scans,
    withdraw_participation,
)
from anjia.households.enums import ConsentKind, ConsentState, PageState
from anjia.households.factories import consent, family
from anjia.households.models import Consent, ConsentProof, ScannedPage
from anjia.households.papers import sheet_of
from anjia.households.queries.proofs import families_of_page, lacking
from anjia.households.tests.scanning import as_pdf, as_photo, printed, scanned, sign
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.jobs import run_pending

TODAY = timezone.localdate


@pytest.fixture
def families(world):
    found = [family(world.group, f"家庭{number:02}", phone="") for number in range(1, 21)]
    for household in found:
        consent(household)
    return found


@pytest.fixture
def pages(world, families):
    return print_sheets(world.group, by=world.village_officer)


@pytest.fixture
def pictures(pages):
    return [sign(page) for page in printed(render_consent_sheet(sheet_of(pages)))]


def upload(world, *files, by=None):
    made = upload_scans(list(files), village=world.village, by=by or world.village_officer)
    run_pending()
    made.refresh_from_db()
    return made


def proven():
    kind, state = ConsentKind.PARTICIPATE, ConsentState.PROVEN
    return set(Consent.objects.filter(kind=kind, state=state).values_list("household_id", flat=True))


def test_a_sheet_has_every_family_that_lacks_a_proof_once(world, families, pages):
    assert [len(page.household_ids) for page in pages] == [12, 8]
    assert {pk for page in pages for pk in page.household_ids} == {str(household.pk) for household in families}
    assert [(page.batch, page.number, page.pages) for page in pages] == [(1, 1, 2), (1, 2, 2)]
    again = print_sheets(world.group, by=world.village_officer)
    assert again[0].batch == 2
    assert again[0].code != pages[0].code


def test_nothing_is_printed_for_nobody_or_by_outsiders(world):
    with pytest.raises(Refused, match="都有凭证了"):
        print_sheets(world.group, by=world.village_officer)
    for persona in (world.group_leader, world.neighbour_village_officer):
        with pytest.raises(NotPermitted):
            print_sheets(world.group, by=persona)


def test_crooked_pages_in_any_order_find_their_rows_and_prove_nobody(world, pages, pictures):
    turned = as_pdf([scanned(pictures[1], turn=180), scanned(pictures[0], turn=2.4)])
    found = upload(world, ("复印机.pdf", turned), ("手机.jpg", as_photo(scanned(pictures[0], turn=90))))
    by_position = {page.position: page for page in found.scanned.all()}
    assert [by_position[n].page for n in (1, 2, 3)] == [pages[1], pages[0], pages[0]]
    assert {page.state for page in by_position.values()} == {PageState.READ}
    assert found.read_at
    assert found.faults == []
    assert found.file_ids == []
    assert proven() == set()
    assert not ConsentProof.objects.exists()


def test_pages_stand_upright_and_tell_nothing_but_their_pixels(world, pages, pictures):
    found = upload(world, ("手机.jpg", as_photo(scanned(pictures[0], turn=90))))
    kept = StoredFile.objects.get(pk=found.scanned.get().picture_id)
    data = read_file(kept)
    picture = Image.open(io.BytesIO(data))
    assert picture.height > picture.width
    assert b"PHONE-OF-WANG" not in data
    assert not picture.getexif()
    assert kept.kind == "consent_sheet"
    assert kept.name == "1.jpg"


def test_what_was_uploaded_is_destroyed_once_it_has_been_read(
    world, pages, pictures, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        made = upload_scans([("a.pdf", as_pdf([pictures[0]]))], village=world.village, by=world.village_officer)
        original = StoredFile.objects.get(pk=made.file_ids[0])
        assert blobs.path_of(original.sha256).exists()
        run_pending()
    assert not StoredFile.objects.filter(kind="consent_scan").exists()
    assert not blobs.path_of(original.sha256).exists()


def test_only_the_ticked_families_are_proven(world, families, pages, pictures):
    page = upload(world, ("a.pdf", as_pdf(pictures))).scanned.get(position=1)
    on_it = families_of_page(pages[0])
    proof = file_page(
        page,
        participate=[household.pk for household in on_it[:3]],
        publish=[on_it[0].pk],
        signed_on=TODAY() - timedelta(days=3),
        by=world.village_officer,
    )
    page.refresh_from_db()
    assert proven() == {household.pk for household in on_it[:3]}
    assert (page.state, page.proof_id, proof.file_id) == (PageState.FILED, proof.pk, page.picture_id)
    assert (proof.signed_on, proof.recorded_on) == (TODAY() - timedelta(days=3), TODAY())
    assert Consent.objects.filter(kind=ConsentKind.PUBLISH, state=ConsentState.PROVEN).count() == 1
    assert lacking(world.village_officer).count() == 17
    with pytest.raises(Conflict):
        file_page(page, participate=[on_it[5].pk], publish=[], signed_on=None, by=world.village_officer)


def test_a_page_with_nobody_ticked_is_filed_and_proves_nothing(world, pages, pictures):
    page = upload(world, ("a.pdf", as_pdf(pictures[:1]))).scanned.get()
    assert file_page(page, participate=[], publish=[], signed_on=None, by=world.village_officer) is None
    assert proven() == set()
    assert not ConsentProof.objects.exists()


def test_a_family_of_another_page_or_one_that_left_cannot_be_ticked(world, families, pages, pictures):
    page = upload(world, ("a.pdf", as_pdf(pictures[:1]))).scanned.get()
    elsewhere, leaving = families_of_page(pages[1])[0], families_of_page(pages[0])[0]
    withdraw_participation(leaving, by=world.village_officer)
    for household in (elsewhere, leaving):
        with pytest.raises(Refused, match="不在这一页上"):
            file_page(page, participate=[household.pk], publish=[], signed_on=None, by=world.village_officer)
    assert leaving not in families_of_page(pages[0])


def test_the_full_name_alone_and_dates_that_cannot_be_are_refused(world, pages, pictures):
    page = upload(world, ("a.pdf", as_pdf(pictures[:1]))).scanned.get()
    one = families_of_page(pages[0])[0].pk
    with pytest.raises(Refused, match="补签第1项"):
        file_page(page, participate=[], publish=[one], signed_on=None, by=world.village_officer)
    for day in (TODAY() + timedelta(days=1), TODAY() - timedelta(days=400)):
        with pytest.raises(Refused, match="签字日期"):
            file_page(page, participate=[one], publish=[], signed_on=day, by=world.village_officer)
    assert proven() == set()


def test_a_page_nobody_can_read_is_assigned_by_hand_or_set_aside(world, pages, pictures):
    blank = Image.new("L", (900, 1200), 250)
    found = upload(world, ("a.jpg", as_photo(blank)), ("b.png", as_photo(blank, "PNG")))
    first, second = found.scanned.order_by("position")
    assert {first.state, second.state} == {PageState.UNREAD}
    with pytest.raises(Conflict):
        file_page(first, participate=[], publish=[], signed_on=None, by=world.village_officer)
    assert assign_page(first, pages[1], by=world.village_officer).state == PageState.READ
    picture = second.picture_id
    assert set_aside(second, by=world.village_officer).state == PageState.SET_ASIDE
    assert not StoredFile.objects.filter(pk=picture).exists()


def test_a_page_of_another_village_stays_unread_and_cannot_be_assigned(world, pictures, pages):
    for household in (family(world.neighbour_group, "赵远"),):
        consent(household)
    theirs = print_sheets(world.neighbour_group, by=world.neighbour_village_officer)
    strange = printed(render_consent_sheet(sheet_of(theirs)))
    page = upload(world, ("a.pdf", as_pdf(strange))).scanned.get()
    assert page.state == PageState.UNREAD
    assert page.page is None
    for by in (world.village_officer, world.neighbour_village_officer):
        with pytest.raises(Refused):
            assign_page(page, theirs[0], by=by)


def test_the_town_neither_uploads_nor_files(world, pages, pictures):
    data = as_pdf(pictures[:1])
    for persona in (world.town_federation, world.group_leader, world.neighbour_village_officer):
        with pytest.raises(NotPermitted):
            upload(world, ("a.pdf", data), by=persona)
    page = upload(world, ("a.pdf", data)).scanned.get()
    with pytest.raises(NotPermitted):
        file_page(page, participate=[], publish=[], signed_on=None, by=world.town_federation)


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.pdf", b"%PDF-1.4\nnothing\n%%EOF\n", "打不开"),
        ("b.jpg", b"\xff\xd8\xff" + b"\0" * 50, "损坏"),
        ("c.zip", b"PK\x03\x04", "损坏"),
        ("d.exe", b"MZ\x90\x00", "只接受"),
        ("e.pdf", b"MZ%PDF-1.4 ... %%EOF", "只接受"),
        ("f.pdf", b"", "空的"),
    ],
)
def test_what_is_no_scan_is_refused_by_name_and_nothing_is_kept(world, name, data, told):
    with pytest.raises(Refused, match=told) as caught:
        upload(world, (name, data))
    assert name in str(caught.value)
    assert not ScannedPage.objects.exists()


def test_a_flood_of_pixels_is_refused_before_it_is_unpacked(world):
    out = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    assert len(out.getvalue()) < 100_000
    with pytest.raises(Refused, match=r"过大|损坏"):
        upload(world, ("flood.png", out.getvalue()))


def test_a_pdf_with_a_huge_page_is_drawn_small(world):
    huge = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    huge += b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200000 200000]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    found = upload(world, ("huge.pdf", huge))
    page = found.scanned.get()
    picture = Image.open(io.BytesIO(read_file(StoredFile.objects.get(pk=page.picture_id))))
    assert max(picture.size) <= 2340


def test_a_picture_that_is_also_an_archive_loses_the_archive(world):
    polyglot = as_photo(Image.new("L", (300, 300), 250)) + b"PK\x03\x04<script>alert(1)</script>"
    page = upload(world, ("x.jpg", polyglot)).scanned.get()
    assert b"<script>" not in read_file(StoredFile.objects.get(pk=page.picture_id))


def test_reading_goes_on_where_it_was_stopped(world, pages, pictures):
    made = upload_scans([("a.pdf", as_pdf(pictures))], village=world.village, by=world.village_officer)

    def killed(done, total):
        if done == 1:
            raise RuntimeError("killed")

    with pytest.raises(RuntimeError):
        read_scans(made, report=killed)
    assert made.scanned.count() == 1
    made.refresh_from_db()
    assert read_scans(made, report=lambda done, total: None) == {"pages": 2, "unread": 0}
    assert made.scanned.count() == 2
