"""Scans taken apart: pages as bare pictures, and the QR codes on them.

A page is drawn anew whatever it came as, so that a PDF's scripts, attachments and metadata stay behind, as well as
where and by whom a photo was taken. Raises Refused where a file cannot be opened (quality 3, checks 12-14).
"""

import io
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

import pypdfium2
import zxingcpp
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from anjia.documents.enums import MediaType
from anjia.documents.pictures import LONGEST_SIDE, bare, opened
from anjia.kernel.exceptions import Refused

MAX_PAGES = 200
PAGE_SIDE = 2340  # A4 at 200 dots an inch: enough for a small code, little enough to keep
THUMB_SIDE = 420
QUALITY = 78
QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
_DAMAGED = _("这个 PDF 打不开，可能已损坏或设了密码。请重新扫描，或改传照片。")


@dataclass(frozen=True)
class Code:
    """A QR code that was found: its text, and by how many degrees the page must be turned to stand upright."""

    text: str
    turn: int


def count_pages(data: bytes, media_type: str) -> int:
    """How many pages the file holds; a picture is one. Raises Refused for a PDF that is damaged, locked or too long."""
    if media_type != MediaType.PDF:
        return 1
    with closing(_opened(data)) as document:
        return len(document)


def pages_of(data: bytes, media_type: str, *, side: int = PAGE_SIDE) -> Iterator[Image.Image]:
    """The pages one after the other in grey, none longer than `side`; only one is held at a time."""
    if media_type != MediaType.PDF:
        with opened(data, MediaType(media_type)) as picture:
            page = ImageOps.exif_transpose(picture).convert("L")
        page.thumbnail((side, side))
        yield page
        return
    with closing(_opened(data)) as document:
        for number in range(len(document)):
            yield _drawn(document, number, side)


def _opened(data: bytes) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise Refused(_DAMAGED) from error
    if not 0 < len(document) <= MAX_PAGES:
        document.close()
        raise Refused(_("一个 PDF 最多 %(most)d 页。请分开上传。") % {"most": MAX_PAGES})
    return document


def _drawn(document: pypdfium2.PdfDocument, number: int, side: int) -> Image.Image:
    try:
        page = document[number]
        scale = side / max(*page.get_size(), 1)
        return page.render(scale=scale, grayscale=True, may_draw_forms=False).to_pil().convert("L")
    except (pypdfium2.PdfiumError, ValueError, MemoryError) as error:
        raise Refused(_DAMAGED) from error


def codes_on(page: Image.Image) -> list[Code]:
    """The QR codes of a page however it lies; a pale or blurred one is tried again with more contrast."""
    for prepared in (page, ImageOps.autocontrast(page, cutoff=2), page.resize((page.width * 2, page.height * 2))):
        found = zxingcpp.read_barcodes(prepared, formats=QR)
        if found:
            return [Code(code.text, code.orientation) for code in found if code.valid]
        if max(page.size) > PAGE_SIDE:
            break
    return []


def upright(page: Image.Image, turn: int) -> Image.Image:
    """The page turned by so many degrees."""
    return page.rotate(turn, expand=True, fillcolor=255, resample=Image.Resampling.BILINEAR) if turn else page


def as_jpeg(page: Image.Image, *, side: int = LONGEST_SIDE) -> bytes:
    """The page as a picture file with nothing but its pixels."""
    small = page.copy()
    small.thumbnail((side, side))
    out = io.BytesIO()
    bare(small).save(out, "JPEG", quality=QUALITY)
    return out.getvalue()
