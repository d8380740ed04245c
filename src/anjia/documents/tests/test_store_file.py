"""Stored files: type by content, safe names, pictures drawn anew, digests checked (quality 3, checks 10, 13, 14)."""

import io
import stat
import zipfile

import pytest
from PIL import Image

from anjia.documents import blobs
from anjia.documents.actions import store_file
from anjia.documents.actions.store_file import MAX_SIZE, safe_name
from anjia.documents.enums import MediaType
from anjia.documents.exceptions import FileDamaged
from anjia.documents.factories import roster
from anjia.documents.models import StoredFile
from anjia.documents.pictures import LONGEST_SIDE
from anjia.documents.queries import read_file
from anjia.documents.render import render_roster_docx, render_roster_xlsx
from anjia.kernel.exceptions import Refused
from anjia.kernel.models import AuditEvent
from anjia.kernel.permissions import SYSTEM

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def store(data: bytes, name: str = "名册.pdf") -> StoredFile:
    return store_file(data, name=name, kind="test", region_path="0001", by=SYSTEM)


def photo(size: tuple[int, int] = (60, 40), kind: str = "JPEG") -> bytes:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825).update({1: "N", 2: (27.8, 0.0, 0.0)})
    Image.new("RGB", size, "red").save(out, kind, exif=exif)
    return out.getvalue()


def archive(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            packed.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (PDF, MediaType.PDF),
        (photo(), MediaType.JPEG),
        (photo(kind="PNG"), MediaType.PNG),
        (render_roster_xlsx(roster()), MediaType.XLSX),
        (render_roster_docx(roster()), MediaType.DOCX),
    ],
)
def test_the_content_tells_the_type(data: bytes, media_type: MediaType) -> None:
    stored = store(data, "什么.exe")
    assert stored.media_type == media_type
    assert stored.name.startswith("什么.")
    assert stored.name.endswith(stored.name.rsplit(".")[-1])


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "空的"),
        (b"MZ\x90", "只接受"),
        (b"<html>%PDF-1.4", "只接受"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "只接受"),
        (b"%PDF-1.4 cut off", "不完整"),
        (b"PK\x03\x04 not a zip", "已损坏"),
        (archive(**{"a.txt": b"x"}), "压缩文件"),
        (archive(**{"[Content_Types].xml": b"", "xl/workbook.xml": b"", "xl/vbaProject.bin": b""}), "宏"),
        (archive(**{"[Content_Types].xml": b"", "xl/workbook.xml": bytes(210 * 1024 * 1024)}), "过大"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 40, "图片已损坏"),
        (b"\xff\xd8\xff\xe0" + b"<script>", "图片已损坏"),
        (PDF + bytes(MAX_SIZE), "20兆字节"),
    ],
)
def test_what_is_not_acceptable_is_refused_with_its_reason(data: bytes, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        store(data)
    assert not StoredFile.objects.exists()


def test_a_picture_loses_where_it_was_taken_and_stands_upright() -> None:
    with Image.open(io.BytesIO(read_file(store(photo((60, 40)))))) as kept:
        assert kept.size == (40, 60)
        assert not kept.getexif()


def test_what_hides_behind_a_picture_is_left_behind() -> None:
    assert b"<script>" not in read_file(store(photo() + b"<script>alert(1)</script>"))


def test_a_large_picture_is_made_smaller_and_a_flood_of_pixels_refused() -> None:
    with Image.open(io.BytesIO(read_file(store(photo((4000, 100)))))) as kept:
        assert max(kept.size) <= LONGEST_SIDE
    flood = io.BytesIO()
    Image.new("1", (9000, 9000)).save(flood, "PNG")
    with pytest.raises(Refused, match="像素"):
        store(flood.getvalue())


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("..\\..\\名册.PDF.exe", "名册.PDF.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "a_Set-Cookie_x.pdf"),
        ("照片\u202efdp.exe", "照片fdp.pdf"),
        ("", "file.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("长" * 300, "长" * 80 + ".pdf"),
    ],
)
def test_names_are_made_safe(given: str, kept: str) -> None:
    assert safe_name(given, MediaType.PDF) == kept


def test_bytes_come_back_and_only_the_server_may_read_them() -> None:
    stored = store(PDF)
    assert read_file(stored) == PDF
    assert stat.S_IMODE(blobs.path_of(stored.sha256).stat().st_mode) == 0o600
    assert (stored.size, stored.region_path) == (len(PDF), "0001")


def test_the_same_bytes_are_kept_once() -> None:
    assert store(PDF).sha256 == store(PDF, "again.pdf").sha256
    assert StoredFile.objects.count() == 2


def test_changed_or_missing_bytes_are_noticed() -> None:
    stored = store(PDF)
    blobs.path_of(stored.sha256).write_bytes(PDF + b"x")
    with pytest.raises(FileDamaged, match="changed"):
        read_file(stored)
    blobs.path_of(stored.sha256).unlink()
    with pytest.raises(FileDamaged, match="missing"):
        read_file(stored)


def test_storing_is_audited() -> None:
    stored = store(PDF)
    assert AuditEvent.objects.get(object_id=stored.pk).after["sha256"] == stored.sha256
