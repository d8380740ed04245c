"""Where a village stands out from its town: robust, whole villages only, exact on both databases (issue 4)."""

from fractions import Fraction

import pytest

from anjia.evaluations.enums import CandidacyState as S
from anjia.evaluations.enums import StandsOut
from anjia.evaluations.factories import candidacy_in, family_in
from anjia.evaluations.models import Candidacy
from anjia.evaluations.points import shown_points
from anjia.evaluations.queries.standing_out import (
    LEAST_FAMILIES,
    LEAST_VILLAGES,
    Figures,
    compare_town,
    compared_villages,
    flagged,
    median,
)
from anjia.evaluations.reviewing import compared_here


def village(mean, spread=2, families=LEAST_FAMILIES):
    return Figures(families, Fraction(mean), Fraction(spread))


def flags(*villages):
    return {path: line.flags for path, line in compare_town(dict(enumerate(villages))).items()}


def test_one_far_from_the_others_stands_out():
    found = flags(village(92), village(93), village(92), village(91), village(99))
    assert found == {0: (), 1: (), 2: (), 3: (), 4: (StandsOut.HIGH,)}
    assert flags(*[village(92)] * 4, village(85))[4] == (StandsOut.LOW,)


def test_the_one_far_away_does_not_hide_itself():
    """A mean and a standard deviation would be drawn along by the outlier; the median is not."""
    assert flags(*[village(90)] * 4, village(0))[4] == (StandsOut.LOW,)


def test_spread_counts_by_itself():
    assert flags(*[village(92, 3)] * 4, village(92, 0))[4] == (StandsOut.NARROW,)
    assert flags(*[village(92, 1)] * 4, village(99, 6))[4] == (StandsOut.HIGH, StandsOut.WIDE)


def test_a_point_is_the_least_that_counts():
    assert flags(*[village(92)] * 4, village(93))[4] == ()
    assert flags(*[village(92)] * 4, village(Fraction(931, 10)))[4] == (StandsOut.HIGH,)


def test_small_villages_and_small_towns_are_not_compared():
    small = village(50, families=LEAST_FAMILIES - 1)
    assert flags(*[village(92)] * LEAST_VILLAGES, small)[LEAST_VILLAGES] == ()
    too_few = compare_town(dict(enumerate([*[village(92)] * (LEAST_VILLAGES - 2), village(50)])))
    assert not flagged(too_few)
    assert all(line.town_mean is None for line in too_few.values())


def test_the_median_of_even_and_odd():
    assert median([Fraction(3), Fraction(1), Fraction(2)]) == 2
    assert median([Fraction(4), Fraction(1), Fraction(2), Fraction(3)]) == Fraction(5, 2)


@pytest.mark.django_db
class TestFromTheDatabase:
    def test_mean_and_spread_are_exact_whatever_the_raters(self, world, cycle, django_assert_num_queries):
        """Means 90 (three raters) and 96 (four): mean 93, deviation 3."""
        for name, total, raters in (("甲", 540, 3), ("乙", 768, 4)):
            home = family_in(world.group, name)
            fields = {"total_half_points": total, "raters_counted": raters}
            candidacy_in(S.SCORED, group=world.group, cycle=cycle, household=home, **fields)
        with django_assert_num_queries(1):
            found = compared_villages(cycle, [world.town.path])
        figures = found[world.village.path].figures
        assert (figures.families, figures.mean, figures.spread) == (2, 93, 3)

    def test_who_left_does_not_count(self, world, cycle):
        family = candidacy_in(S.SCORED, group=world.group, cycle=cycle)
        Candidacy.objects.filter(pk=family.pk).update(state=S.WITHDRAWN)
        assert compared_villages(cycle, [world.town.path]) == {}

    def test_reviewers_alone_and_never_the_village(self, world, cycle):
        candidacy_in(S.SCORED, group=world.group, cycle=cycle)
        for role, user in world.people.items():
            sees = role in ("town_federation", "town_leading_group", "district_office")
            assert bool(compared_here(user, world.town)) is sees, role
            assert not compared_here(user, world.village), role
        assert compared_here(world.district_office, world.county)
        assert not compared_here(world.town_federation, world.neighbour_town)
        assert list(compared_here(world.town_federation, world.county)) == [world.village.path]
        assert not compared_here(world.town_federation, None)


@pytest.mark.parametrize(("points", "shown"), [(Fraction(1799, 20), "90.0"), (Fraction(92), "92.0")])
def test_shown(points, shown):
    assert shown_points(points) == shown
