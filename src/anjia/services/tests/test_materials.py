"""What is brought to a case: kept sealed, taken out again, read like the notes (issue 5; quality 3, check 13)."""

import io

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser
from django.urls import reverse
from PIL import Image

from anjia.accounts.factories import persona
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.services.actions import (
    add_material,
    add_member,
    bytes_of,
    drop_material,
    keep_paper,
    withdraw_consent,
    write_note,
)
from anjia.services.actions.records import other_numbers
from anjia.services.codes import code_for
from anjia.services.enums import Duty, Material, NoteSide, Purpose, StrikeReason
from anjia.services.factories import case_of
from anjia.services.models import CaseFile
from anjia.services.queries import events_of
from anjia.web.once import new_token

pytestmark = pytest.mark.django_db(databases=["default", "services"])

PDF = b"%PDF-1.7 canary %%EOF"


def photo() -> bytes:
    """A small picture that says where it was taken."""
    out, exif = io.BytesIO(), Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    exif[0x010E] = "canary village"
    Image.new("RGB", (8, 8), "red").save(out, "JPEG", exif=exif)
    return out.getvalue()


@pytest.fixture
def case(world):
    return case_of(world.village, world.case_worker, world.case_supervisor)


@pytest.fixture
def colleague(world):
    return persona("case_worker", world.county)


def brought(case, by, data=PDF, **changes):
    return add_material(case, data, **{"kind": Material.BROUGHT, "name": "承包合同，3 页", "by": by, **changes})


def test_it_is_kept_sealed_and_given_back_as_it_was(world, case):
    made = brought(case, world.case_worker)

    assert bytes_of(made) == PDF
    folder = settings.SERVICES_DATA / "files"
    assert not any(b"canary" in path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert [event.after.get("kind") for event in events_of(case)][-1] == "brought"
    assert "合同" not in str([event.after for event in events_of(case)])


def test_a_photograph_does_not_tell_where_it_was_taken(world, case):
    made = brought(case, world.case_worker, photo())

    assert made.media_type == "image/jpeg"
    assert b"canary" not in bytes_of(made)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"kind": "notice"}, "是什么材料"),
        ({"name": " "}, "写明名称"),
        ({"data": b""}, "空的"),
        ({"data": b"MZ program"}, "只接受"),
        ({"data": b"%PDF-1.7 cut"}, "不完整"),
        ({"data": b"\xff\xd8\xff broken"}, "损坏"),
    ],
)
def test_what_is_refused_says_why(world, case, changes, words):
    with pytest.raises(Refused, match=words):
        brought(case, world.case_worker, **changes)
    assert not CaseFile.objects.exists()


def test_only_the_team_adds_and_not_to_a_closed_case(world, case, colleague, monkeypatch):
    with pytest.raises(NotPermitted):
        brought(case, colleague)
    monkeypatch.setattr("anjia.services.actions.materials.MOST", 1)
    brought(case, world.case_worker)
    with pytest.raises(Conflict, match="最多存 1 份"):
        brought(case, world.case_worker)
    withdraw_consent(case, purpose=Purpose.HANDLE)
    case.refresh_from_db()
    with pytest.raises(Conflict, match="已办结"):
        brought(case, world.case_worker)


def test_it_is_taken_out_by_whoever_added_it_or_the_supervisor_with_its_bytes(world, case, colleague):
    add_member(case, colleague, duty=Duty.MEMBER, by=world.case_worker)
    mine, theirs = brought(case, world.case_worker), brought(case, colleague, PDF + b"%%EOF")
    with pytest.raises(NotPermitted):
        drop_material(theirs, reason=StrikeReason.WRONG_CASE, by=world.case_worker)
    with pytest.raises(Refused, match="列表"):
        drop_material(mine, reason="bored", by=world.case_worker)
    drop_material(mine, reason=StrikeReason.WRONG_CASE, by=world.case_worker)
    drop_material(theirs, reason=StrikeReason.MISTAKE, by=world.case_supervisor)

    assert not CaseFile.objects.exists()
    with pytest.raises(OSError, match=mine.digest):
        bytes_of(mine)
    paper = keep_paper(case, PDF, kind="notice", name="受理告知书", by=world.case_worker)
    with pytest.raises(Refused, match="不能取下"):
        drop_material(paper, reason=StrikeReason.MISTAKE, by=world.case_worker)


def test_where_notes_are_for_few_so_is_what_was_brought(world, colleague):
    case = case_of(world.village, world.case_worker, world.case_supervisor, kind="counselling")
    add_member(case, colleague, duty=Duty.MEMBER, by=world.case_worker)
    made = brought(case, world.case_worker)
    with pytest.raises(NotPermitted, match="主办和督导"):
        brought(case, colleague)
    assert _fetched(colleague, made).status_code == 404
    assert "承包合同" not in _page(colleague, case)
    assert "承包合同" in _page(world.case_worker, case)
    assert _fetched(world.case_worker, made).content == PDF


def _fetched(user, made):
    return _browser(user).post(reverse("services:paper", args=[made.pk]))


def _page(user, case):
    return _browser(user).get(reverse("services:case", args=[case.pk])).content.decode()


def _browser(user):
    browser = Browser()
    browser.force_login(user)
    return browser


def test_on_the_page_it_is_added_fetched_and_taken_out(world, client):
    token = new_token()
    case, browser = case_of(world.village, world.case_worker, world.case_supervisor, token=token), Browser()
    browser.force_login(world.case_worker)
    told = {"kind": "signed", "name": "同意书", "by_code": "on", "once": new_token()}
    assert browser.post(reverse("services:material", args=[case.pk]), told).status_code == 422
    file = SimpleUploadedFile("IMG_2026_母亲.jpg", photo())
    added = browser.post(reverse("services:material", args=[case.pk]), {**told, "file": file})
    assert added["Location"] == reverse("services:case", args=[case.pk])
    made = CaseFile.objects.get()
    assert made.name == "同意书"
    assert "签了字的文书" in _page(world.case_worker, case)

    code = code_for(token)
    fetched = client.post(reverse("services:follow_paper", args=[made.pk]), {"code": code})
    assert fetched["Content-Disposition"] == f'attachment; filename="{case.number}.jpg"'
    assert _browser(world.village_officer).post(reverse("services:drop_material", args=[made.pk])).status_code == 403
    dropped = browser.post(
        reverse("services:drop_material", args=[made.pk]), {"reason": "mistake", "once": new_token()}
    )
    assert dropped.status_code == 302
    assert not CaseFile.objects.exists()


def test_a_note_that_names_another_case_is_stopped_until_the_writer_says_it_is_meant(world, case):
    """A note pasted into the wrong case (issue 5, bad input)."""
    by, words = world.case_worker, "见 xf2025-0007，并 XF2025-0007、LA2026-0031"
    assert other_numbers(case, words + case.number) == ["XF2025-0007"]
    with pytest.raises(Refused, match="XF2025-0007"):
        write_note(case, words, number=case.number, by=by)
    with pytest.raises(Refused, match="别的案号"):
        write_note(case, words, number=case.number, side=NoteSide.TO, names_others=True, by=by)
    assert write_note(case, words, number=case.number, names_others=True, by=by).words == words
    assert write_note(case, f"{case.number} 已办", number=case.number, by=by)
    assert case.notes.count() == 2
