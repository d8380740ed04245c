"""Stars as they are typed and as they are kept (domain A6-1, A6-7; issue 4, bad input)."""

import pytest

from anjia.kernel.exceptions import Refused
from anjia.stars.marks import check_marks, stars_of, typed


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("5", "ddddd"),
        ("５", "ddddd"),
        ("0", "NNNNN"),
        ("11011", "ddNdd"),
        ("1 1 0 1 1", "ddNdd"),
        ("√√×√√", "ddNdd"),
        ("是是否是是", "ddNdd"),
        ("★★☆★★", "ddNdd"),
    ],
)
def test_what_may_be_typed(text, marks):
    assert typed(text) == marks


def test_a_credit_is_what_a_star_rests_on_where_there_is_one():
    assert typed("5", credited={0, 3}) == "cddcd"
    assert typed("01111", credited={0, 3}) == "Nddcd"


@pytest.mark.parametrize("text", ["21", "-1", "1.5", "6", "111111", "1101", "", "很好", "1.5.1"])
def test_what_is_no_number_of_stars_is_said_in_words(text):
    with pytest.raises(Refused, match="0 到 5 颗整星"):
        typed(text)


@pytest.mark.parametrize("text", ["1", "2", "3", "４"])
def test_some_stars_have_to_say_which(text):
    with pytest.raises(Refused, match="哪几颗"):
        typed(text)


@pytest.mark.parametrize("marks", ["dddd", "dddddd", "", None, 5, 1.5, -1])
def test_a_quarter_has_five(marks):
    with pytest.raises(Refused, match="五颗"):
        check_marks(marks)


@pytest.mark.parametrize("marks", ["ddddx", "dddd1", "DDDDD"])
def test_every_star_rests_on_something_or_misses_for_a_reason(marks):
    with pytest.raises(Refused, match="依据"):
        check_marks(marks)


def test_what_counts():
    assert [stars_of(marks) for marks in ("dcmdc", "NNNNN", "dFUNc")] == [5, 0, 2]
