"""What tests read out of rendered files: text, pages as pictures, QR codes."""

import io
import re
from xml.etree import ElementTree
from zipfile import ZipFile

import pypdfium2
import zxingcpp
from PIL import Image

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PAGE_NUMBER = re.compile(r"—\d+—")


def pdf_pages(data: bytes) -> list[str]:
    with pypdfium2.PdfDocument(data) as document:
        return [page.get_textpage().get_text_range() for page in document]


def picture(data: bytes, page: int = 0, scale: float = 2) -> Image.Image:
    with pypdfium2.PdfDocument(data) as document:
        return document[page].render(scale=scale).to_pil().convert("L")


def codes(data: bytes, page: int = 0) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(picture(data, page))]


def squashed(text: str) -> str:
    """The text without white space, zero-width characters and page numbers."""
    visible = "".join(c for c in text if not c.isspace() and c not in "\u200b\u0002\ufffe\ufeff")
    return _PAGE_NUMBER.sub("", visible)


def pdf_text(data: bytes) -> str:
    return "".join(map(squashed, pdf_pages(data)))


def part(data: bytes, name: str) -> ElementTree.Element:
    with ZipFile(io.BytesIO(data)) as archive:
        return ElementTree.fromstring(archive.read(name))


def word_text(data: bytes) -> str:
    return squashed("".join(node.text or "" for node in part(data, "word/document.xml").iter(f"{W}t")))
