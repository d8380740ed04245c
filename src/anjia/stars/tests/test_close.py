"""A quarter closes once, after its last day: by the village, and after the deadline by the town (domain A6-5)."""

from datetime import date

import pytest
import time_machine

from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.permissions import SYSTEM
from anjia.stars.actions import close_quarter
from anjia.stars.enums import QuarterState
from anjia.stars.factories import recorded
from anjia.stars.models import StarQuarter
from anjia.stars.permissions import closing_fault
from anjia.stars.signals import quarter_closed


@pytest.fixture
def heard():
    told = []

    def hear(sender, quarter, by, **kwargs):
        told.append((quarter.number, quarter.state, by.pk))

    quarter_closed.connect(hear, weak=False)
    yield told
    quarter_closed.disconnect(hear)


def a_quarter(ground, number=2):
    marks = {ground.families[0]: "ddddd", ground.families[1]: "dddNN"}
    return recorded(ground.cycle, ground.village, number, marks)


def test_closed_it_is_counted_and_told(ground, heard):
    officer = ground.world.village_officer
    quarter = close_quarter(a_quarter(ground), by=officer, expected=2)
    assert (quarter.state, quarter.families, quarter.stars, quarter.full) == (QuarterState.CLOSED, 2, 8, 1)
    assert (quarter.issue, quarter.closed_by_id) == (1, officer.pk)
    assert heard == [(2, QuarterState.CLOSED, officer.pk)]
    with pytest.raises(Conflict, match="已经结季"):
        close_quarter(quarter, by=officer)


def test_what_somebody_was_shown_must_still_hold(ground):
    with pytest.raises(Conflict, match="现在是 2 户"):
        close_quarter(a_quarter(ground), by=ground.world.village_officer, expected=3)


def test_nothing_recorded_nothing_closed(ground):
    quarter = StarQuarter.objects.create(cycle=ground.cycle, region=ground.village, number=3)
    with pytest.raises(Refused, match="一户也没有记"):
        close_quarter(quarter, by=ground.world.village_officer)


@pytest.mark.parametrize(
    "who", ["village_panel_member", "district_office", "group_leader", "neighbour_village_officer"]
)
def test_others_do_not_close(ground, who):
    quarter = a_quarter(ground)
    with pytest.raises(NotPermitted):
        close_quarter(quarter, by=getattr(ground.world, who))


def test_the_village_closes_from_the_last_day_on_and_the_town_after_the_deadline(ground):
    year = ground.cycle.year
    quarter = StarQuarter.objects.create(cycle=ground.cycle, region=ground.village, number=2)
    village, town = ground.world.village_officer, ground.world.town_federation
    assert "06-30" in closing_fault(quarter, village, date(year, 6, 29))
    assert closing_fault(quarter, village, date(year, 6, 30)) == ""
    assert "07-15" in closing_fault(quarter, town, date(year, 7, 15))
    assert closing_fault(quarter, town, date(year, 7, 16)) == ""
    assert closing_fault(quarter, SYSTEM, date(year, 6, 30)) == ""


def test_before_its_last_day_it_stays_open(ground):
    quarter = a_quarter(ground, number=4)
    with time_machine.travel(date(ground.cycle.year, 12, 30)), pytest.raises(Refused, match="12-31"):
        close_quarter(quarter, by=ground.world.village_officer)
    assert close_quarter(quarter, by=ground.world.town_federation).is_closed
