"""The sheet of annex 2 for the five-star standard (domain A6-1, A6-2, A6-4)."""

from django.utils import timezone

from anjia.documents.render import render_grid_form, render_grid_form_docx
from anjia.documents.tests.reading import pdf_pages, pdf_text, word_text
from anjia.evaluations.annexes import SCORES, annex
from anjia.stars.actions import grade_year
from anjia.stars.annex import GIVEN
from anjia.stars.factories import closed, whole_year


def printed(household, *, filled=True):
    form = annex(SCORES, household, filled=filled, on=timezone.localdate())
    pdf, word = render_grid_form(form), render_grid_form_docx(form)
    assert len(pdf_pages(pdf)) == 1
    return pdf_text(pdf), word_text(word)


def test_a_year_of_stars_says_each_star_and_what_a_missing_one_lacks(ground):
    first, second, _third = ground.families
    whole_year(ground.cycle, ground.village, {first: (5, 5, 5, 4), second: (5, 5, 5, 5)})
    grade_year(ground.cycle, by=ground.world.district_office)
    for text in printed(first):
        assert text.count(GIVEN) == 19
        assert "四季：本季没有收到自我声明、积分或表彰" in text
        assert "全年：四星（19颗）" in text
        assert second.head_name not in text


def test_quarters_not_recorded_are_left_empty(ground):
    first = ground.families[0]
    closed(ground.cycle, ground.village, 1, {first: "ddddd"})
    assert printed(first)[1].count(GIVEN) == 5
    assert "全年：" not in printed(first)[1]


def test_the_empty_sheet_names_nobody(ground):
    first = ground.families[0]
    closed(ground.cycle, ground.village, 1, {first: "ddddd"})
    for text in printed(first, filled=False):
        assert first.head_name not in text
        assert "爱心奉献" in text
        assert "画★" in text
