"""PDFs joined by their tables of objects: every page of every part, readable by strict readers."""

import io

import pypdf
import pytest

from anjia.documents.factories import certificate
from anjia.documents.render import render_certificates
from anjia.documents.render.joining import joined, page_count
from anjia.documents.tests.reading import codes, pdf_pages


def part(index: int) -> bytes:
    return render_certificates([certificate(index)])


def test_parts_follow_each_other() -> None:
    whole = joined([part(0), joined([part(1), part(2)])])
    assert page_count(whole) == 3
    assert [f"PA-430202-2026-00000{i}" in page for i, page in enumerate(pdf_pages(whole))] == [True] * 3
    assert codes(whole, 2) == [certificate(2).url]


def test_a_strict_reader_finds_title_pages_and_fonts() -> None:
    reader = pypdf.PdfReader(io.BytesIO(joined([part(0), part(1)])), strict=True)
    assert reader.metadata.title == "平安家庭"
    assert [len(page["/Resources"]["/Font"]) > 0 for page in reader.pages] == [True, True]


def test_another_kind_of_pdf_is_not_joined() -> None:
    with pytest.raises(ValueError, match="cross-reference"):
        joined([b"%PDF-1.7\nnothing"])
