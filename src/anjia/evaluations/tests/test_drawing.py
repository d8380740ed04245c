"""The draw is arithmetic: a test vector anybody can work out again, sizes, and the circle of villages."""

from datetime import date

import pytest

from anjia.evaluations.agreement import Agreement, compare, rate
from anjia.evaluations.drawing import Lot, code_of, numbers_drawn, round_from, size_of

LOT = Lot("407", date(2026, 11, 25))
# printf '407|2026-11-25|0001' | sha256sum
FIRST = "9c6d30235d7f52c965adb2c2b17662db36d425dbfa51ac4cfbb4db81387ad693"
VECTOR = ["0008", "0005", "0009", "0011"]


def test_the_vector_of_the_manual():
    codes = [f"{number:04d}" for number in range(1, 13)]
    assert LOT.drawn(codes, 4) == VECTOR
    assert LOT.digest("0001") == FIRST
    assert LOT.drawn(list(reversed(codes)), 4) == VECTOR


def test_each_village_is_drawn_from_its_own_numbers():
    """Anybody does it again with the villages' codes and how many stand on each list."""
    drawn = numbers_drawn(LOT, {"430203001901": 12, "430203001902": 2}, percent=10, least=3)
    codes = sorted((LOT.digest(code_of("430203001901", n)), n) for n in range(1, 13))
    assert drawn["430203001901"] == [number for _digest, number in codes[:3]]
    assert sorted(drawn["430203001902"]) == [1, 2]


def test_seed_and_day_both_count():
    codes = [f"{number:04d}" for number in range(1, 13)]
    others = [Lot("408", LOT.day), Lot(LOT.seed, date(2026, 11, 26)), Lot("407 ", LOT.day)]
    assert all(lot.ordered(codes) != LOT.ordered(codes) for lot in others)


@pytest.mark.parametrize(
    ("families", "percent", "least", "drawn"),
    [(100, 10, 3, 10), (101, 10, 3, 11), (12, 10, 3, 3), (2, 10, 3, 2), (5, 100, 1, 5), (1, 1, 1, 1)],
)
def test_how_many_are_drawn(families, percent, least, drawn):
    assert size_of(families, percent, least) == drawn


def test_the_next_village_rates_and_nobody_rates_their_own():
    circle = ["甲", "乙", "丙"]
    assert [round_from(village, circle)[0] for village in circle] == ["乙", "丙", "甲"]
    assert all(village not in round_from(village, circle) for village in circle)


def test_agreement_is_compared_exactly():
    """Means 10, 9.5 and 8 first; blind the same, exactly one point less, and a little more than one point less."""
    first, blind = (60, 57, 48), [(20, 17, 14), (20, 17, 14), (20, 17, 13)]
    assert compare(first, 3, blind, pass_mark=50) == Agreement(families=1, criteria=3, exact=1, near=2, same_side=1)
    assert compare(first, 3, blind, pass_mark=52).same_side == 0


def test_different_numbers_of_raters_are_compared_by_their_means():
    assert compare((36,), 2, [(18,), (18,), (18,)], 0).exact == 1
    assert compare((36,), 2, [(16,), (16,), (16,)], 0).near == 1
    assert compare((36,), 2, [(16,), (16,), (15,)], 0).near == 0


@pytest.mark.parametrize(("part", "whole", "shown"), [(0, 0, "—"), (1, 3, "33.3%"), (2, 3, "66.7%"), (7, 7, "100.0%")])
def test_rates(part, whole, shown):
    assert rate(part, whole) == shown
