"""What is typed in from paper keeps the paper's own date, who helped, and its scan (experience 24)."""

import io
from datetime import timedelta

import pytest
from django.utils import timezone
from PIL import Image

from anjia.documents import blobs
from anjia.documents.actions import Paper, drop_papers, keep_paper
from anjia.documents.enums import PaperKind
from anjia.documents.models import KeptPaper, StoredFile
from anjia.documents.queries import papers_of
from anjia.kernel.exceptions import Refused
from anjia.kernel.ids import uuid7
from anjia.kernel.models import AuditEvent

pytestmark = pytest.mark.django_db


def photo(colour="white"):
    out = io.BytesIO()
    Image.new("RGB", (60, 80), colour).save(out, "PNG")
    return "照片.png", out.getvalue()


def keep(world, subject, days=3, **fields):
    told = {"helped_by": " 王主任 ", "scan": photo(), **fields}
    paper = Paper(timezone.localdate() - timedelta(days=days), **told)
    kind = "test.keep_paper"
    return keep_paper(
        paper, PaperKind.CHANGE, world.village, file_kind=kind, subject_id=subject, by=world.village_officer
    )


def test_the_papers_own_date_stands_beside_the_day_it_was_typed_in(world):
    subject = uuid7()
    kept = keep(world, subject)
    assert (kept.dated_on, kept.helped_by) == (timezone.localdate() - timedelta(days=3), "王主任")
    assert kept.created_at.date() != kept.dated_on
    assert StoredFile.objects.get(pk=kept.scan_id).region_path == world.village.path
    event = AuditEvent.objects.get(verb="documents.keep_paper")
    assert "代办" in event.note
    assert "王主任" not in str(event.after)
    assert [(paper.pk, paper.is_readable) for paper in papers_of(world.village_officer, subject)] == [(kept.pk, False)]


def test_what_was_said_aloud_has_no_scan(world):
    subject = uuid7()
    assert keep(world, subject, scan=None).scan_id is None
    assert not papers_of(world.village_officer, subject)[0].is_readable


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"days": -1}, "不能晚于今天"),
        ({"days": 400}, "不能早于一年前"),
        ({"scan": ("x.pdf", b"%PDF-1.4\nx\n%%EOF\n")}, "打不开"),
        ({"scan": ("x.exe", b"MZ")}, "只接受"),
    ],
)
def test_what_no_paper_can_be_is_refused(world, changes, told):
    with pytest.raises(Refused, match=told):
        keep(world, uuid7(), **changes)
    assert not KeptPaper.objects.exists()


def test_papers_are_destroyed_with_their_scans(world, django_capture_on_commit_callbacks):
    subject, other = uuid7(), uuid7()
    gone, stays = keep(world, subject, scan=photo("red")), keep(world, other, scan=photo("blue"))
    digest = StoredFile.objects.get(pk=gone.scan_id).sha256
    with django_capture_on_commit_callbacks(execute=True):
        assert drop_papers([subject], by=world.village_officer) == 1
    assert list(KeptPaper.objects.values_list("pk", flat=True)) == [stays.pk]
    assert list(StoredFile.objects.values_list("pk", flat=True)) == [stays.scan_id]
    with pytest.raises(FileNotFoundError):
        blobs.read(digest)
