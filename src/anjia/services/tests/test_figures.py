"""Figures in which nobody is found: the attack by subtraction finds no hidden cell (architecture 1; A9-1)."""

from collections import defaultdict
from datetime import date, datetime, time
from itertools import product

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from anjia.kernel.exceptions import NotPermitted
from anjia.services.factories import new_case
from anjia.services.figures import closed_quarters, counted_in, days_of, figures_of, quarter_of
from anjia.services.models import Case, SatisfactionAnswer
from anjia.services.suppression import FEWEST, Shown, suppress, suppress_together

# A machine that has much else to do draws slowly; that says nothing of the numbers.
UNHURRIED = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
COUNTS = st.dictionaries(st.integers(0, 30), st.integers(0, 12), min_size=1, max_size=9)


def attack(shown):
    """The cells an attacker can tell: a hidden one is told where it is the only unknown of a known sum, and the
    hidden ones together where their sum is below five.
    """
    hidden = [key for key, count in shown.cells.items() if count is None]
    if shown.total is None:
        return []
    left = shown.total - sum(count for count in shown.cells.values() if count is not None)
    if len(hidden) == 1 or (hidden and left < FEWEST):
        return hidden
    return []


@UNHURRIED
@given(COUNTS)
def test_no_hidden_cell_is_told_by_subtraction(counts):
    shown = suppress(counts)
    assert all(count is None or count == 0 or count >= FEWEST for count in shown.cells.values())
    assert attack(shown) == []
    if all(count == 0 or count >= FEWEST for count in counts.values()):
        assert (shown.cells, shown.total) == (counts, sum(counts.values()))


@UNHURRIED
@given(COUNTS, st.lists(st.integers(0, 3), min_size=1, max_size=6))
def test_nor_by_another_division_of_the_same_whole(counts, cuts):
    whole, parts = sum(counts.values()), {}
    for number, cut in enumerate(cuts):
        parts[number] = min(cut, whole - sum(parts.values()))
    parts["rest"] = whole - sum(parts.values())
    one, other = suppress_together(counts, parts)
    totals = {one.total, other.total}
    assert len(totals) == 1
    if totals == {None}:
        assert all(count is None for shown in (one, other) for count in shown.cells.values())
    assert attack(one) == attack(other) == []


def test_a_naive_table_would_have_been_found_out():
    """The attack itself works: against a list that hides small cells only, it finds the one."""
    counts = {"a": 9, "b": 3, "c": 7}
    naive = suppress(counts).__class__({"a": 9, "b": None, "c": 7}, 19)
    assert attack(naive) == ["b"]
    assert suppress(counts).cells == {"a": 9, "b": None, "c": None}


def smallest_beside(counts):
    """A rule that looks safe: beside small cells hide the smallest others, until there are two and five."""
    hidden = {key for key, count in counts.items() if 0 < count < FEWEST}
    rest = sorted((key for key in counts if counts[key] >= FEWEST), key=lambda key: counts[key])
    while hidden and rest and (len(hidden) < 2 or sum(counts[key] for key in hidden) < FEWEST):
        hidden.add(rest.pop(0))
    return Shown({key: None if key in hidden else count for key, count in counts.items()}, sum(counts.values()))


def told_to_who_knows_the_rule(rule, *, cells=4, most=10):
    """The strongest attack on a list: what else could have led to exactly this table? Where each table that could has
    the same number in a hidden cell, or the same numbers in all of them in whatever order, it is told. Sums that
    numbers above `most` could explain are left alone.
    """
    alike = defaultdict(list)
    for numbers in product(range(most + 1), repeat=cells):
        shown = rule(dict(enumerate(numbers)))
        alike[tuple(shown.cells.values()), shown.total].append(numbers)
    found = []
    for (table, total), led in alike.items():
        hidden = [cell for cell in range(cells) if table[cell] is None]
        if hidden and (total is None or total - sum(filter(None, table)) <= most):
            ways = [{numbers[cell] for numbers in led} for cell in hidden]
            ways.append({tuple(sorted(numbers[cell] for cell in hidden)) for numbers in led})
            found += [(table, total)] if min(map(len, ways)) == 1 else []
    return found


def test_nor_is_one_told_to_somebody_who_knows_the_rule():
    assert told_to_who_knows_the_rule(suppress) == []


def test_hiding_the_smallest_others_would_have_been_found_out():
    """4, 6 and 6: of the hidden two the greater is at most the 6 that is shown, so the other is 4."""
    assert ((None, None, 6, 0), 16) in told_to_who_knows_the_rule(smallest_beside)


def noon(day):
    return timezone.make_aware(datetime.combine(day, time(12)))


def test_what_was_told_of_a_quarter_never_changes(world, time_machine):
    """The attack by time: an older letter entered afterwards shows in no quarter that was told, but is counted."""
    quarter, settled = "2026Q2", date(2026, 7, 11)

    def told(day, of=quarter):
        time_machine.move_to(noon(day))
        return figures_of(world.case_supervisor, world.county, of, kind="petition").total

    def enters(day, received):
        time_machine.move_to(noon(day))
        case = new_case(world.village)
        Case.objects.filter(pk=case.pk).update(received_on=received)

    for _n in range(5):
        enters(date(2026, 5, 4), date(2026, 5, 4))
    enters(date(2026, 7, 10), date(2026, 6, 30))
    with pytest.raises(ValueError, match="not over"):
        told(date(2026, 7, 10))
    before = told(settled)
    enters(settled, date(2026, 6, 30))
    assert (before, told(date(2026, 7, 12)), told(date(2026, 11, 1))) == (6, 6, 6)
    for _n in range(4):
        enters(date(2026, 8, 3), date(2026, 8, 3))
    assert told(date(2026, 11, 1), "2026Q3") == 5
    assert sum(Case.objects.filter(counted_in(q)).count() for q in ("2026Q2", "2026Q3")) == Case.objects.count()


def test_quarters():
    assert quarter_of(date(2026, 3, 31)) == "2026Q1"
    assert days_of("2026Q4") == (date(2026, 10, 1), date(2027, 1, 1))
    assert closed_quarters(date(2026, 2, 3), most=2) == ["2025Q4", "2025Q3"]


def test_a_quarter_is_told_once_it_is_over_by_town_and_topic_apart(world):
    quarter = closed_quarters()[0]
    first, _after = days_of(quarter)
    for place, count in ((world.village, 7), (world.neighbour_village, 3)):
        for _n in range(count):
            new_case(place)
    Case.objects.update(received_on=first, created_at=noon(first))
    with pytest.raises(NotPermitted):
        figures_of(world.district_office, world.county, quarter, kind="petition")
    with pytest.raises(ValueError, match="not over"):
        figures_of(world.case_supervisor, world.county, quarter_of(timezone.localdate()), kind="petition")
    told = figures_of(world.case_supervisor, world.county, quarter, kind="petition")
    assert dict(told.towns) == {"贺家土街道": None, "建设街道": None}
    assert (dict(told.topics)["土地承包与征地补偿"], told.total) == (10, 10)
    assert told.marks is None
    for _n in range(5):
        SatisfactionAnswer.objects.create(
            kind="petition", county_path=world.county.path, quarter=quarter, heard=5, told=4, helped=3
        )
    told = figures_of(world.case_supervisor, world.county, quarter, kind="petition")
    assert told.marks == {"heard": 5, "told": 4, "helped": 3}
