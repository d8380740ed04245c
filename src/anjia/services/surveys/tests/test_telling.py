"""What is told of a survey: shares by the rule, and nobody found, also not by subtraction (A8-22, A9-1)."""

from dataclasses import dataclass, field

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from anjia.services.suppression import FEWEST
from anjia.services.surveys.queries import Counts
from anjia.services.surveys.telling import tell, towns_apart, unnamed

pytestmark = pytest.mark.filterwarnings("ignore::hypothesis.errors.NonInteractiveExampleWarning")
TOWNS = ("a", "b", "c", "d")


@dataclass
class Question:
    pk: int
    place: int = 1
    words: str = "好吗"
    choices: list = field(default_factory=lambda: [(1, "是"), (2, "不是"), (0, "不想回答")])


def told(*questions):
    """Each question as town → (yes, no, left out)."""
    rows = [Question(number) for number, _cells in enumerate(questions)]
    cells = {
        number: {town: dict(zip((1, 2, 0), row, strict=True)) for town, row in one.items()}
        for number, one in enumerate(questions)
    }
    return tell(Counts(rows, cells), {town: town.upper() for town in TOWNS})


def lines(shown):
    return [(line.words, line.times, line.share) for line in shown]


def test_shares_are_of_all_sheets():
    sheets, (one,) = told({"a": (7, 5, 0), "b": (8, 20, 6)})
    assert sheets == 46
    assert lines(one.lines) == [("是", 15, "32.6%"), ("不是", 25, "54.3%"), ("不想回答", 6, "13.0%")]
    assert [town for town, _lines in one.towns] == ["A", "B"]
    assert lines(one.towns[0][1]) == [("是", 7, "58.3%"), ("不是", 5, "41.7%"), ("不想回答", 0, "0.0%")]


def test_fewer_than_five_sheets_tell_nothing():
    assert told({"a": (2, 1, 0), "b": (1, 0, 0)}) == (None, [])
    assert tell(Counts([], {}), {}) == (None, [])


def test_a_small_answer_hides_with_another():
    _sheets, (one,) = told({"a": (3, 20, 9)})
    assert lines(one.lines) == [("是", None, "—"), ("不是", 20, "62.5%"), ("不想回答", None, "—")]
    assert one.towns == []


def test_a_town_that_would_give_away_another_is_not_told():
    """B's one would be the whole less A: so A is not told apart either."""
    _sheets, (one,) = told({"a": (9, 9, 0), "b": (9, 1, 0)})
    assert lines(one.lines)[1] == ("不是", 10, "35.7%")
    assert one.towns == []


def test_towns_with_few_sheets_are_told_of_in_no_question():
    """D's three sheets and C's seven, the next: otherwise the number of D's sheets would be the rest."""
    one = {"a": (20, 20, 0), "b": (10, 10, 0), "c": (7, 0, 0), "d": (3, 0, 0)}
    other = {"a": (40, 0, 0), "b": (20, 0, 0), "c": (7, 0, 0), "d": (3, 0, 0)}
    for shown in told(one, other)[1]:
        assert [town for town, _lines in shown.towns] == ["A", "B"]


ROWS = st.fixed_dictionaries({town: st.tuples(*[st.integers(0, 12)] * 3) for town in TOWNS})


@settings(max_examples=300, deadline=None)
@given(ROWS)
def test_nobody_is_found_by_subtraction(rows):
    sheets, shown = told(rows)
    if sheets is None:
        return
    (one,) = shown
    whole = {line.words: line.times for line in one.lines}
    apart = [{line.words: line.times for line in town} for _name, town in one.towns]
    hidden = [words for words, times in whole.items() if times is None]
    assert len(hidden) != 1, "one hidden answer would be the total less the others"
    assert not (hidden and apart)
    for words, times in whole.items():
        rest = (times or 0) - sum(town[words] for town in apart)
        assert not 0 < (times or 0) < FEWEST
        assert times is None or not 0 < rest < FEWEST, "what is left over by the towns told apart"
        assert all(not 0 < town[words] < FEWEST for town in apart)


@given(ROWS)
def test_the_rest_hides_how_many_sheets_a_small_town_had(rows):
    counted = {town: sum(row) for town, row in rows.items()}
    lost = unnamed(counted)
    small = {town for town, n in counted.items() if 0 < n < FEWEST}
    assert small <= lost
    assert not lost or len(lost) > 1 or sum(counted.values()) < FEWEST
    if small and sum(counted.values()) >= FEWEST:
        assert sum(counted[town] for town in lost) >= FEWEST


def test_the_naive_rule_would_have_been_found_out():
    """Without looking at what is left over, every town without a small answer would be told."""
    rows = {"a": {1: 9, 2: 9}, "b": {1: 9, 2: 1}}
    assert towns_apart(rows, {1: 18, 2: 10}, ()) == set()
    assert towns_apart({"a": rows["a"], "b": {1: 9, 2: 0}}, {1: 18, 2: 9}, ()) == {"a", "b"}
