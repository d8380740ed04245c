"""A year's grades (domain A6-3 V, A6-4), the same whole and in part."""

import uuid
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from anjia.evaluations.factories import open_cycle as points_cycle
from anjia.kernel.exceptions import NotPermitted, Refused
from anjia.kernel.ids import uuid7
from anjia.stars import grading
from anjia.stars.actions import close_quarter, correct_quarter, grade_year, leave_stars
from anjia.stars.actions.leave import adopt_stars
from anjia.stars.factories import closed, consenting, recorded, star_cycle, whole_year
from anjia.stars.models import StarCorrection, StarQuarter, StarRecord, StarYear, YearGrade

# Domain A6-3 V: every number of stars from 0 to 20, and its level.
LEVELS = {**dict.fromkeys(range(11), 1), 11: 2, 12: 2, 13: 2, 14: 3, 15: 3, 16: 3, 17: 4, 18: 4, 19: 4, 20: 5}


def quarters_of(stars):
    """So many stars in four quarters, the first ones full."""
    return tuple(max(0, min(5, stars - 5 * at)) for at in range(4))


def test_every_number_of_stars_has_its_level(ground):
    """A6-3 V: 20→5; 19–17→4; 16–14→3; 13–11→2; 10…0→1, ten included (民法典 1259)."""
    homes = {consenting(ground.world.group, f"{stars}颗"): stars for stars in LEVELS}
    whole_year(ground.cycle, ground.village, {home: quarters_of(stars) for home, stars in homes.items()})
    assert grade_year(ground.cycle, by=ground.world.district_office) == 21
    assert {g.stars: g.level for g in YearGrade.objects.all()} == LEVELS
    assert str(YearGrade.objects.get(stars=18)) == "四星（18 颗）"


def test_only_with_four_scored_quarters(ground):
    """A6-4: joined in mid-year, a missing quarter."""
    home, other, third = ground.families
    whole_year(ground.cycle, ground.village, {home: (5, 5, 5, None), other: (None, None, None, 3), third: (5, 5, 5, 5)})
    grade_year(ground.cycle, by=ground.world.district_office)
    told = {g.household_id: (g.stars, g.quarters, g.level, str(g)) for g in YearGrade.objects.all()}
    assert told[home.pk] == (15, 3, None, "15/15 颗（3 季），不评年度星级")
    assert told[other.pk] == (3, 1, None, "3/5 颗（1 季），不评年度星级")
    assert told[third.pk][2] == 5


def test_run_again_it_writes_only_what_changed(ground):
    home, other, _third = ground.families
    office = ground.world.district_office
    whole_year(ground.cycle, ground.village, {home: (5, 5, 5, 5), other: (5, 5, 5, 4)})
    assert grade_year(ground.cycle, by=office) == 2
    assert grade_year(ground.cycle, by=office) == 0
    assert grading.grade(ground.cycle) == 0
    assert set(YearGrade.objects.values_list("version", flat=True)) == {1}
    StarRecord.objects.filter(household=other, quarter=4).update(stars=5, marks="ddddd")
    assert grading.grade(ground.cycle) == 1
    assert YearGrade.objects.get(household=other).version == 2


def test_the_corrected_are_found_without_looking_at_the_others(ground):
    home, other, _third = ground.families
    office, officer = ground.world.district_office, ground.world.village_officer
    whole_year(ground.cycle, ground.village, {home: (5, 5, 5, 5), other: (5, 5, 5, 4)})
    grade_year(ground.cycle, by=office)
    StarQuarter.objects.update(closed_on=date(ground.cycle.year, 12, 31))
    correct_quarter(StarQuarter.objects.get(number=4), {other.pk: "ddddd"}, reason="typing", by=officer)
    YearGrade.objects.update(stars=0, level=1)
    assert grading.grade_corrected(ground.cycle, StarYear.objects.get().graded_at) == 1
    assert dict(YearGrade.objects.values_list("household", "level")) == {home.pk: 1, other.pk: 5}
    YearGrade.objects.filter(household=other).update(stars=0, level=1)
    assert grade_year(ground.cycle, by=office) == 1
    assert YearGrade.objects.get(household=other).level == 5


def test_a_city_takes_as_many_statements_as_a_street(ground):
    def run(count):
        homes = [consenting(ground.world.group, f"第{count}批{n}") for n in range(count)]
        for number in (1, 2, 3, 4):
            StarRecord.objects.bulk_create(
                StarRecord(
                    household=home, cycle=ground.cycle, region=home.region, quarter=number, stars=5, marks="ddddd"
                )
                for home in homes
            )
        assert ground.cycle.standard_version.bands
        with CaptureQueriesContext(connection) as seen:
            assert grading.grade(ground.cycle) == count
        return len(seen)

    assert run(2) == run(40) == 2


def test_ids_are_in_order_and_whole(ground):
    homes = dict.fromkeys(ground.families, (5, 5, 5, 5))
    whole_year(ground.cycle, ground.village, homes)
    grade_year(ground.cycle, by=ground.world.district_office)
    ids = sorted(YearGrade.objects.values_list("pk", flat=True))
    assert len(set(ids)) == 3
    assert all(isinstance(pk, uuid.UUID) and pk < uuid7() for pk in ids)


def test_a_village_that_has_not_closed_is_named(ground):
    whole_year(ground.cycle, ground.village, {ground.families[0]: (5, 5, 5, 5)})
    StarQuarter.objects.filter(number=4).update(state="recording", closed_on=None, issue=0)
    with pytest.raises(Refused, match=f"还有 1 个季度没有结季：{ground.village.name}"):
        grade_year(ground.cycle, by=ground.world.district_office)
    close_quarter(StarQuarter.objects.get(number=4), by=ground.world.town_federation)
    assert grade_year(ground.cycle, by=ground.world.district_office) == 1


def test_not_before_the_year_is_over_nor_for_points(ground, world):
    with time_machine.travel(date(ground.cycle.year, 12, 31)), pytest.raises(Refused, match="还没有过完"):
        grade_year(ground.cycle, by=world.district_office)
    with pytest.raises(Refused, match="百分制"):
        grade_year(points_cycle(world.county, year=ground.cycle.year - 1), by=world.district_office)


@pytest.mark.parametrize("who", ["village_officer", "town_federation", "city_office", "inspector"])
def test_the_district_grades(ground, who):
    with pytest.raises(NotPermitted):
        grade_year(ground.cycle, by=getattr(ground.world, who))


def test_who_withdraws_is_gone_at_once(ground):
    """Frame F1: no quarter, no year, no correction, no reason; the village's number of then stays a number."""
    home, other, _third = ground.families
    whole_year(ground.cycle, ground.village, {home: (5, 5, 5, 5), other: (5, 5, 5, 5)})
    grade_year(ground.cycle, by=ground.world.district_office)
    quarter = StarQuarter.objects.get(number=1)
    correct_quarter(quarter, {home.pk: "ddddN"}, reason="typing", by=ground.world.village_officer)
    leave_stars([home.pk], by=ground.world.village_officer)
    for model in (StarRecord, YearGrade, StarCorrection):
        assert not model.objects.filter(household=home).exists()
    assert YearGrade.objects.filter(household=other).exists()
    assert StarQuarter.objects.get(number=1).families == 2


def test_two_rows_of_one_family_become_one(ground):
    keep, gone, _third = ground.families
    closed(ground.cycle, ground.village, 1, {keep: "ddddd", gone: "NNNNN"})
    recorded(ground.cycle, ground.village, 2, {gone: "ddddN"})
    adopt_stars(keep, gone)
    assert dict(StarRecord.objects.filter(household=keep).values_list("quarter", "stars")) == {1: 5, 2: 4}
    assert not StarRecord.objects.filter(household=gone).exists()


def test_two_years_stand_apart(ground, world):
    other = star_cycle(world.county, year=ground.cycle.year - 1)
    home = ground.families[0]
    whole_year(ground.cycle, ground.village, {home: (5, 5, 5, 5)})
    for number in (1, 2, 3, 4):
        StarRecord.objects.create(
            household=home, cycle=other, region=home.region, quarter=number, stars=4, marks="ddddN"
        )
    assert (grading.grade(ground.cycle), grading.grade(other)) == (1, 1)
    assert dict(YearGrade.objects.values_list("cycle__year", "level")) == {ground.cycle.year: 5, other.year: 3}
