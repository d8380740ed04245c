"""The naming decision: the measures of GB/T 9704-2012 (domain B4), and Word and PDF saying the same."""

from datetime import date

import pypdfium2
import pytest

from anjia.documents.factories import HOSTILE, naming_decision, roster
from anjia.documents.papers import NamingDecisionText
from anjia.documents.render import render_naming_decision, render_naming_decision_docx
from anjia.documents.render.word.naming_decision import PITCH
from anjia.documents.render.writing import attachments, paragraph_of, title_lines
from anjia.documents.tests.reading import W, part, pdf_pages, pdf_text, squashed, word_text

MM = 72 / 25.4
TWIPS = 1440 / 25.4


def ordered(paper: NamingDecisionText) -> list[str]:
    """What must stand in the document, in this order."""
    rows = [str(cell) for row in paper.rosters[0].rows for cell in row]
    return [
        f"{paper.organ}文件", paper.number, paper.title, f"{paper.addressees}：", *paper.paragraphs,
        f"附件：{paper.rosters[0].title}", f"{paper.organ}（盖章）", "2026年5月6日",
        "附件", paper.rosters[0].title, "序号", *rows,
        f"抄送：{paper.copies_to}。", paper.printed_by, "2026年5月6日印发",
    ]  # fmt: skip


def test_pdf_holds_everything_in_order() -> None:
    text, at = pdf_text(render_naming_decision(naming_decision())), 0
    for piece in ordered(naming_decision()):
        at = text.index(squashed(piece), at)


def test_word_and_pdf_say_the_same() -> None:
    paper = naming_decision()
    assert word_text(render_naming_decision_docx(paper)) == pdf_text(render_naming_decision(paper))


def test_hostile_and_rare_names_stand_in_both_as_they_are() -> None:
    paper = naming_decision(rosters=(roster(len(HOSTILE), names=HOSTILE),))
    word, pdf = word_text(render_naming_decision_docx(paper)), pdf_text(render_naming_decision(paper))
    assert word == pdf
    for name in ("𠮷田花", "䶮小龙", "=cmd|'/Ccalc'!A0", "<script>alert(1)</script>", "张三丰", "#settext(red)", "AB"):
        assert name in pdf
    assert "\u202e" not in word


def test_without_annexes_the_imprint_closes_an_even_page() -> None:
    paper = naming_decision(rosters=())
    pages = pdf_pages(render_naming_decision(paper))
    assert len(pages) % 2 == 0
    assert "印发" in pages[-1]
    assert "附件" not in "".join(pages)
    assert word_text(render_naming_decision_docx(paper)) == pdf_text(render_naming_decision(paper))


@pytest.mark.parametrize("rows", [1, 17, 18, 36, 60])
def test_the_imprint_stands_on_the_last_even_page(rows: int) -> None:
    pages = pdf_pages(render_naming_decision(naming_decision(rosters=(roster(rows),))))
    assert len(pages) % 2 == 0
    assert squashed(pages[-1]).endswith("2026年5月6日印发")
    assert all(f"—{n}—" in page.replace(" ", "") for n, page in enumerate(pages, start=1))


def test_seventeen_rows_on_an_annexes_first_page_and_twenty_one_on_others() -> None:
    pages = pdf_pages(render_naming_decision(naming_decision(rosters=(roster(60),))))
    start = next(i for i, page in enumerate(pages) if "序号" in page)
    assert ["PA-2026-000016" in pages[start], "PA-2026-000017" in pages[start]] == [True, False]
    assert ["PA-2026-000037" in pages[start + 1], "PA-2026-000038" in pages[start + 1]] == [True, False]
    assert all("户主姓名" in page for page in pages[start : start + 3])


def places(data: bytes, page: int) -> list[tuple[str, float, float, float, float]]:
    """Each character with its box in mm: left, top from above, right, bottom from above."""
    found = []
    with pypdfium2.PdfDocument(data) as document:
        text = document[page].get_textpage()
        for index in range(text.count_chars()):
            left, bottom, right, top = text.get_charbox(index, loose=False)
            box = (left / MM, 297 - top / MM, right / MM, 297 - bottom / MM)
            found.append((text.get_text_range(index, 1), *box))
    return found


def test_the_red_mark_begins_35_mm_below_the_top_of_the_type_area() -> None:
    mark = places(render_naming_decision(naming_decision()), 0)[:5]
    assert min(top for _c, _l, top, _r, _b in mark) == pytest.approx(37 + 35, abs=0.6)


def test_text_stays_within_the_type_area_and_28_characters_fill_a_line() -> None:
    paper = naming_decision(paragraphs=("字" * 300,), rosters=())
    body = [place for place in places(render_naming_decision(paper), 0) if place[0] == "字"]
    lines: dict[float, int] = {}
    for _c, left, top, right, _b in body:
        assert left >= 28 - 0.1
        assert right <= 210 - 26 + 0.3
        lines[round(top)] = lines.get(round(top), 0) + 1
    counts = list(lines.values())
    assert counts[0] == 26
    assert set(counts[1:-1]) == {28}
    tops = sorted(lines)
    assert tops[-1] - tops[0] == pytest.approx((len(tops) - 1) * 225 / 22, abs=1)


def test_even_pages_are_mirrored() -> None:
    paper = naming_decision(paragraphs=("字" * 900,), rosters=())
    second = [place for place in places(render_naming_decision(paper), 1) if place[0] == "字"]
    assert min(left for _c, left, *_rest in second) == pytest.approx(26, abs=0.5)


def test_word_page_setup_is_that_of_the_standard() -> None:
    document = part(render_naming_decision_docx(naming_decision()), "word/document.xml")
    for section in document.iter(f"{W}sectPr"):
        size, margin, grid = (section.find(f"{W}{name}") for name in ("pgSz", "pgMar", "docGrid"))
        measures = [int(size.get(f"{W}{side}")) / TWIPS for side in ("w", "h")]
        measures += [int(margin.get(f"{W}{side}")) / TWIPS for side in ("top", "left", "right", "bottom")]
        assert measures == pytest.approx([210, 297, 37, 28, 26, 35], abs=0.02)
        lines = 225 * TWIPS / int(grid.get(f"{W}linePitch"))
        pitch = 16 + int(grid.get(f"{W}charSpace")) / 4096
        assert (int(lines), round(156 * MM / pitch, 1)) == (22, 28)
        assert grid.get(f"{W}type") == "linesAndChars"
    assert PITCH == 579


def test_word_names_the_official_faces_first() -> None:
    data = render_naming_decision_docx(naming_decision())
    parts = [part(data, f"word/{name}.xml") for name in ("document", "styles")]
    used = {node.get(f"{W}eastAsia") for tree in parts for node in tree.iter(f"{W}rFonts")}
    assert {"方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"} <= used


def test_word_mirrors_its_margins_and_numbers_odd_pages_right_even_left() -> None:
    data = render_naming_decision_docx(naming_decision())
    settings = part(data, "word/settings.xml")
    assert settings.find(f"{W}mirrorMargins") is not None
    assert settings.find(f"{W}evenAndOddHeaders") is not None
    sides = [part(data, f"word/{name}.xml").find(f".//{W}jc").get(f"{W}val") for name in ("odd", "even")]
    assert sides == ["right", "left"]


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("关于命名“平安家庭”的决定", ["关于命名“平安家庭”的决定"]),
        (
            "株洲市荷塘区妇女联合会关于命名2026年度“平安家庭”的决定",
            ["株洲市荷塘区妇女联合会", "关于命名2026年度“平安家庭”的决定"],
        ),
        ("上行\n下行", ["上行", "下行"]),
    ],
)
def test_titles_break_where_they_read_well(title: str, lines: list[str]) -> None:
    assert title_lines(title) == lines


def test_no_title_breaks_within_a_number_or_quotation_marks() -> None:
    title = "株洲市荷塘区月塘街道办事处妇女联合会关于命名2026年度第二批“平安家庭示范户”的决定"
    for line in title_lines(title):
        assert line.count("“") == line.count("”")
        assert not line[:1].isdigit() or line.startswith("2026")


def test_paragraphs_have_heads_by_their_numbering() -> None:
    assert [paragraph_of(text).level for text in ("一、甲。", "（二）乙", "1.丙", "丁")] == [
        "first", "second", "text", "text",
    ]  # fmt: skip
    assert paragraph_of("一、珍惜荣誉。希望发挥作用。").rest == "希望发挥作用。"


def test_several_annexes_are_numbered() -> None:
    paper = naming_decision(rosters=(roster(title="甲名册"), roster(title="乙名册")))
    assert [note.lead + note.text for note in attachments(paper)] == ["附件：1.甲名册", "2.乙名册"]
    text = pdf_text(render_naming_decision(paper))
    assert "附件1甲名册" in text
    assert "附件2乙名册" in text


def test_dates_have_no_leading_zeros() -> None:
    text = pdf_text(render_naming_decision(naming_decision(signed_on=date(2026, 12, 1))))
    assert "2026年12月1日" in text
