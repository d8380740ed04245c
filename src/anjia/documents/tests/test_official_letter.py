"""A letter between organs: what it says, the same in both files, its measures, and text that tries to break out."""

from datetime import date

from anjia.documents.papers import OfficialLetter
from anjia.documents.render import render_official_letter, render_official_letter_docx
from anjia.documents.tests.reading import part, pdf_pages, pdf_text, picture, squashed, word_text

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def letter(**changes):
    said = {
        "organ": "荷塘区妇女联合会",
        "number": "荷妇函〔2026〕3号",
        "title": "关于公开征地补偿发放进度的建议",
        "addressee": "荷塘区自然资源局",
        "paragraphs": ("一、情况。近两个季度这类咨询较多。", "二、建议。按月公开进度。", "请于2026年12月31日前函复。"),
        "signed_on": date(2026, 11, 25),
    }
    return OfficialLetter(**{**said, **changes})


def test_both_files_say_the_same():
    for text in (
        pdf_text(render_official_letter(letter())),
        squashed(word_text(render_official_letter_docx(letter()))),
    ):
        for said in (
            "荷妇函〔2026〕3号",
            "荷塘区自然资源局：",
            "二、建议。",
            "荷塘区妇女联合会（盖章）",
            "2026年11月25日",
        ):
            assert said in text


def test_page_one_has_no_number_and_the_next_has():
    pages = pdf_pages(render_official_letter(letter(paragraphs=("按月公开进度。" * 60,) * 4)))
    assert len(pages) > 1
    assert ["—" in page for page in pages] == [False, *[True] * (len(pages) - 1)]
    assert "盖章" in pages[-1]


def test_the_rules_stand_where_the_standard_puts_them():
    """The lower one 20 mm from the foot of the page, 170 mm wide, found in the picture itself."""
    page = picture(render_official_letter(letter()))
    row = round(page.height * (297 - 20.5) / 297)
    inked = [x for x in range(page.width) if min(page.getpixel((x, y)) for y in range(row - 6, row + 6)) < 200]
    assert abs((inked[-1] - inked[0]) / page.width * 210 - 170) < 1
    section = part(render_official_letter_docx(letter()), "word/document.xml").find(f".//{W}sectPr")
    assert section.find(f"{W}pgMar").get(f"{W}top") == str(round(30 * 1440 / 25.4))


def test_text_stays_text():
    hostile = letter(title='#panic("x")', note="<w:p/>$x$", number="")
    assert '#panic("x")' in pdf_text(render_official_letter(hostile))
    assert "<w:p/>$x$" in word_text(render_official_letter_docx(hostile))
