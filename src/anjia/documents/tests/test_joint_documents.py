"""Documents that several organs issue together: mark, number, signatures (domain A13-13; GB/T 9704-2012)."""

import pytest

from anjia.documents.factories import certificate, naming_decision
from anjia.documents.render import render_certificate, render_naming_decision, render_naming_decision_docx
from anjia.documents.render.writing import joint_mark, joint_signature
from anjia.documents.tests.reading import pdf_pages, pdf_text, squashed, word_text

MAIN, SECOND, THIRD = "荷塘区妇女联合会", "荷塘区委政法委", "荷塘区民政局"
LONG = "中共株洲市荷塘区委政法委员会"


def joint(*others: str, main: str = MAIN):
    return naming_decision(organ=main, joint=others, printed_by=f"{main}办公室")


def test_short_names_sign_two_in_a_row_and_the_last_stands_over_the_date():
    signed = joint_signature(joint(SECOND, THIRD))
    assert signed.rows == [[f"{MAIN}（盖章）", f"{SECOND}（盖章）"], ["", f"{THIRD}（盖章）"]]
    assert signed.date == "2026年5月6日"


def test_long_names_sign_one_under_the_other():
    assert joint_signature(joint(LONG)).rows == [[f"{MAIN}（盖章）"], [f"{LONG}（盖章）"]]


def test_one_organ_alone_is_set_as_before():
    paper = naming_decision()
    assert (joint_mark(paper), joint_signature(paper)) == ([], None)


@pytest.mark.parametrize("others", [(SECOND,), (SECOND, THIRD), (LONG,)], ids=len)
def test_word_and_pdf_name_all_organs_the_main_one_first_and_one_number(others):
    paper = joint(*others)
    pdf, word = pdf_text(render_naming_decision(paper)), word_text(render_naming_decision_docx(paper))
    for text in (pdf, word):
        marked = [text.index(squashed(organ)) for organ in paper.organs]
        signed = [text.index(squashed(f"{organ}（盖章）")) for organ in paper.organs]
        assert marked == sorted(marked)
        assert signed == sorted(signed)
        assert marked[-1] < text.index(squashed(paper.number)) < signed[0]
        assert text.count(squashed(paper.number)) == 1
        assert text.index("2026年5月6日", signed[-1]) > signed[-1]
        assert text.index(squashed(f"{paper.organ}办公室")) > signed[-1], "the main organ prints it"
    assert sorted(pdf) == sorted(word), "the same characters, whatever the order within a row"


def test_a_certificate_names_all_organs_on_its_one_page():
    (page,) = pdf_pages(render_certificate(certificate(organ=MAIN, joint=(SECOND, THIRD))))
    text = squashed(page)
    places = [text.index(f"{organ}（盖章）") for organ in (MAIN, SECOND, THIRD)]
    assert places == sorted(places)
