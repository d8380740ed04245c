"""Each channel by its own measure, and nobody found in any of it, not by subtraction either (A8-1 to A8-4; A9-2)."""

from collections import Counter
from datetime import date

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from anjia.kernel.exceptions import NotPermitted, Refused
from anjia.services.actions import enter_outside, remove_outside
from anjia.services.enums import Unit
from anjia.services.figures import closed_quarters, days_of
from anjia.services.mediation.enums import Channel, Dispute, Outcome
from anjia.services.mediation.factories import mediation_case
from anjia.services.mediation.figures import own_figures, summary_of
from anjia.services.mediation.models import Ending
from anjia.services.mediation.queries import mediation_of
from anjia.services.models import OutsideFigure
from anjia.services.queries import outside_figures
from anjia.services.shares import share
from anjia.services.suppression import FEWEST

CELLS = [(channel, dispute, outcome) for channel in Channel for dispute in Dispute for outcome in Outcome]
COUNTS = st.lists(st.tuples(st.sampled_from(CELLS), st.integers(1, 9)), max_size=14)


def rows(*counts):
    return [(channel, Dispute.NEIGHBOUR, outcome, n) for channel, outcome, n in counts]


def test_the_three_channels_keep_their_own_measures():
    """A8-1 to A8-4: 264/245, 99/99, 909/756; and no share of 1272/1100, which would mix two measures."""
    told = summary_of(
        rows(
            (Channel.PEOPLE, Outcome.AGREED, 245), (Channel.PEOPLE, Outcome.FAILED, 19),
            (Channel.ADMINISTRATIVE, Outcome.AGREED, 99),
            (Channel.JUDICIAL, Outcome.AGREED, 756), (Channel.JUDICIAL, Outcome.FAILED, 153),
        )
    )  # fmt: skip
    assert [(tally.taken, tally.done, tally.share, tally.measure) for tally in told.tallies] == [
        (264, 245, "92.8%", "调解成功率"),
        (99, 99, "100%", "调解成功率"),
        (909, 756, "83.2%", "调解结案率"),
    ]
    assert (told.taken, told.done, told.is_mixed) == (1272, 1100, True)
    assert not hasattr(told, "share")
    assert 97 + 659 == 756


@pytest.mark.parametrize(
    ("part", "whole", "written"),
    [(1, 8, "12.5%"), (9285, 10000, "92.9%"), (0, 0, "—"), (None, 5, "—"), (5, None, "—"), (9999, 10000, "100.0%")],
)
def test_shares_are_rounded_half_up_and_a_whole_hundred_is_whole(part, whole, written):
    """A8-22."""
    assert share(part, whole) == written


def attack(told, total):
    """Which channels' settled or unsettled an attacker knows who also knows the whole, from what is shown."""
    hidden = [tally for tally in told.tallies if tally.taken is None]
    if not hidden or total is None:
        return []
    left = total - sum(tally.taken for tally in told.tallies if tally.taken is not None)
    return hidden if left < FEWEST else []


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(COUNTS)
def test_no_small_number_is_told_by_subtraction(counts):
    counted = Counter()
    for cell, n in counts:
        counted[cell] += n
    told = summary_of([(*cell, n) for cell, n in counted.items()])
    for tally in told.tallies:
        assert tally.taken is None or all(n == 0 or n >= FEWEST for n in (tally.done, tally.taken - tally.done))
    shown = [n for _name, n in told.disputes if n is not None]
    assert all(n == 0 or n >= FEWEST for n in shown)
    assert attack(told, told.total) == []
    if told.total is None:
        assert {tally.taken for tally in told.tallies} == {None}, "zeroes are hidden too"
    else:
        hidden = sum(n is None for _name, n in told.disputes)
        assert hidden != 1
        assert not hidden or told.total - sum(shown) >= FEWEST


def test_a_quarter_is_told_when_it_is_over_and_counts_what_ended_in_it(world):
    quarter = closed_quarters()[0]
    first, after = days_of(quarter)
    mediation = mediation_of(mediation_case(world))
    told = {"mediation": mediation, "channel": Channel.PEOPLE, "dispute": Dispute.FAMILY, "outcome": Outcome.AGREED}
    for on in [first] * 6 + [after] * 7:
        Ending.objects.create(region_path=world.village.path, on=on, **told)
    with pytest.raises(NotPermitted):
        own_figures(world.district_office, world.county, quarter)
    with pytest.raises(ValueError, match="not over"):
        own_figures(world.case_supervisor, world.county, f"{timezone.localdate().year + 1}Q1")
    found = own_figures(world.case_supervisor, world.county, quarter)
    assert (found.tallies[0].taken, found.tallies[0].share, found.total) == (6, "100%", 6)
    assert dict(found.disputes)["婚姻家庭"] == 6


COURT = {
    "kind": "mediation", "body": "区人民法院", "measure": "调解结案率", "whole": 909, "part": 756,
    "remark": "含撤诉 659 件", "source": "年度工作报告", "begins_on": date(2025, 1, 1), "ends_on": date(2025, 12, 31),
}  # fmt: skip


def test_the_courts_figures_stand_beside_ours_with_their_source(world):
    by = world.case_supervisor
    made = enter_outside(world.county, **COURT, by=by)
    assert (made.share, made.measure, made.get_unit_display()) == ("83.2%", "调解结案率", "件")
    beside = outside_figures(by, "mediation", date(2025, 10, 1), date(2026, 1, 1))
    assert list(beside) == [made]
    assert not outside_figures(by, "mediation", date(2026, 1, 1), date(2026, 4, 1))
    assert not outside_figures(world.district_office, "mediation", date(2025, 10, 1), date(2026, 1, 1))
    # Never merged: nothing of ours knows of it.
    assert own_figures(by, world.county, closed_quarters()[0]).total in {0, None}
    remove_outside(made, by=by)
    assert not OutsideFigure.objects.exists()


def test_an_outside_figure_says_who_counted_what_and_where_it_stands(world):
    for wrong in (
        {"body": " "}, {"measure": ""}, {"source": " "}, {"part": 910}, {"part": -1}, {"unit": "heads"},
        {"ends_on": date(2024, 12, 31)},
    ):  # fmt: skip
        with pytest.raises(Refused):
            enter_outside(world.county, **{**COURT, **wrong}, by=world.case_supervisor)
    for role in ("case_worker", "district_office", "town_federation"):
        with pytest.raises(NotPermitted):
            enter_outside(world.county, **COURT, by=getattr(world, role))
    about = {**COURT, "whole": None, "part": 100, "unit": Unit.TIMES, "is_approximate": True}
    assert enter_outside(world.county, **about, by=world.case_supervisor).share == "—"
    with pytest.raises(NotPermitted):
        remove_outside(OutsideFigure.objects.get(), by=world.case_worker)
