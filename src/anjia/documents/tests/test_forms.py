"""Many forms in one file: each begins anew and counts its own pages, and all share their fonts."""

import pytest

from anjia.documents.papers import Column, PaperForm
from anjia.documents.render import render_forms
from anjia.documents.render.forms import PART
from anjia.documents.tests.reading import codes, pdf_pages, squashed

COLUMNS = (Column("姓名"), Column("关系"))
URL = "https://anjia.example.cn/p/"


def form(number: int, *, lines: int = 3, landscape: bool = False) -> PaperForm:
    return PaperForm(
        title=f"申报表{number}", place="来园社区1组", url=f"{URL}{number}/", code=f"P{number}", columns=COLUMNS,
        blank_rows=lines, landscape=landscape,
    )  # fmt: skip


def test_each_form_counts_its_own_pages_and_has_its_own_code_and_shape():
    data = render_forms([form(1), form(2, lines=40), form(3, landscape=True)])
    pages = [squashed(page) for page in pdf_pages(data)]
    assert ["申报表1" in page for page in pages] == [True, False, False, False]
    feet = [page[page.rindex("第") :] for page in pages]
    assert [foot[:8] for foot in feet] == ["第1页共1页", "第1页共2页", "第2页共2页", "第1页共1页"]
    assert [codes(data, page) for page in (0, 1, 3)] == [[f"{URL}1/"], [f"{URL}2/"], [f"{URL}3/"]]


def test_a_hundred_forms_take_little_more_than_one():
    one, many = (len(render_forms([form(n) for n in range(count)])) for count in (1, 100))
    assert many < 8 * one


def test_more_than_are_set_at_once_follow_each_other():
    pages = pdf_pages(render_forms([form(n) for n in range(PART + 1)]))
    assert len(pages) == PART + 1
    assert f"申报表{PART}" in squashed(pages[-1])


def test_no_form_is_no_file():
    with pytest.raises(ValueError, match="no form"):
        render_forms([])
