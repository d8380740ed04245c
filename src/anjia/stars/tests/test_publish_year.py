"""Grading and publishing are two acts: the district looks over what it graded (domain A6-4, A6-5)."""

import pytest

from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.stars.actions import grade_year, publish_year
from anjia.stars.factories import whole_year
from anjia.stars.models import StarQuarter, StarRecord
from anjia.stars.queries import changed_villages, levels_in, publishable_year
from anjia.stars.signals import year_published


@pytest.fixture
def heard():
    told = []

    def hear(sender, cycle, villages, by, **kwargs):
        told.append(villages)

    year_published.connect(hear, weak=False)
    yield told
    year_published.disconnect(hear)


def test_after_grading_once_and_by_the_district(ground, heard):
    office = ground.world.district_office
    with pytest.raises(Refused, match="还没有评定"):
        publish_year(ground.cycle, by=office)
    whole_year(ground.cycle, ground.village, {ground.families[0]: (5, 5, 5, 5)})
    grade_year(ground.cycle, by=office)
    with pytest.raises(NotPermitted):
        publish_year(ground.cycle, by=ground.world.town_federation)
    assert publish_year(ground.cycle, by=office).published_on
    with pytest.raises(Conflict, match="已经公布"):
        publish_year(ground.cycle, by=office)
    assert heard == [None]


def test_a_later_run_publishes_only_the_villages_that_changed(ground, heard):
    office, home = ground.world.district_office, ground.families[0]
    whole_year(ground.cycle, ground.village, {home: (5, 5, 5, 5)})
    grade_year(ground.cycle, by=office)
    publish_year(ground.cycle, by=office)
    assert grade_year(ground.cycle, by=office) == 0
    StarRecord.objects.filter(household=home, quarter=1).update(stars=4, marks="ddddN")
    assert grade_year(ground.cycle, by=office) == 1
    assert heard == [None, [ground.village.path]]
    assert changed_villages(ground.cycle, StarQuarter.objects.first().created_at) == [ground.village.path]


def test_what_may_be_published(ground):
    first, second, third = ground.families
    stars = {first: (5, 5, 5, 5), second: (5, 5, 5, 2), third: (4, 4, 4, 4)}
    whole_year(ground.cycle, ground.village, stars)
    grade_year(ground.cycle, by=ground.world.district_office)
    assert {grade.household for grade in publishable_year(ground.cycle)} == {first, second}
    counted = levels_in(ground.cycle, ground.village.path)
    assert counted == {"families": 3, "graded": 3, "five": 1, "four": 1, "stars": 53}
