"""A closed quarter is corrected: dated, with a reason, told, and the year with it (domain A6-5)."""

import pytest
from django.utils import timezone

from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.models import AuditEvent
from anjia.stars.actions import correct_quarter, declare_star_recusal, grade_year, publish_year
from anjia.stars.enums import CorrectionReason, QuarterState
from anjia.stars.factories import closed, recorded, whole_year
from anjia.stars.models import StarCorrection, StarQuarter, StarRecord, YearGrade
from anjia.stars.signals import quarter_corrected, year_published


@pytest.fixture
def heard():
    told = []

    def corrected(sender, quarter, reason, by, **kwargs):
        told.append((quarter.number, quarter.issue, reason))

    def graded(sender, cycle, villages, by, **kwargs):
        told.append(("year", villages))

    quarter_corrected.connect(corrected, weak=False)
    year_published.connect(graded, weak=False)
    yield told
    quarter_corrected.disconnect(corrected)
    year_published.disconnect(graded)


def test_dated_reasoned_counted_and_told(ground, heard):
    home, other, missed = ground.families
    officer = ground.world.village_officer
    quarter = closed(ground.cycle, ground.village, 1, {home: "dddNN", other: "ddddd"})
    marks = {home.pk: "dddmN", missed.pk: "ddddd"}
    quarter = correct_quarter(quarter, marks, reason="late_evidence", note="表彰决定补交", by=officer)
    assert (quarter.state, quarter.corrected_on) == (QuarterState.CORRECTED, timezone.localdate())
    assert (quarter.families, quarter.stars, quarter.full, quarter.issue) == (3, 14, 2, 2)
    assert heard == [(1, 2, CorrectionReason.LATE_EVIDENCE)]
    told = {c.household_id: (c.marks_before, c.marks_after, c.note) for c in StarCorrection.objects.all()}
    assert told == {home.pk: ("dddNN", "dddmN", "表彰决定补交"), missed.pk: ("", "ddddd", "表彰决定补交")}
    event = AuditEvent.objects.filter(verb="stars.correct", object_id=StarRecord.objects.get(household=home).pk).get()
    assert (event.before["marks"], event.after["marks"]) == ("dddNN", "dddmN")


def test_corrected_twice_it_is_issued_a_third_time(ground):
    home = ground.families[0]
    quarter = closed(ground.cycle, ground.village, 1, {home: "dddNN"})
    officer = ground.world.village_officer
    quarter = correct_quarter(quarter, {home.pk: "ddddN"}, reason="typing", by=officer)
    assert correct_quarter(quarter, {home.pk: "ddddd"}, reason="appeal", by=officer).issue == 3


def test_a_graded_year_follows(ground, heard):
    home, other, _third = ground.families
    whole_year(ground.cycle, ground.village, {home: (5, 5, 5, 4), other: (5, 5, 5, 5)})
    grade_year(ground.cycle, by=ground.world.district_office)
    publish_year(ground.cycle, by=ground.world.district_office)
    assert YearGrade.objects.get(household=home).level == 4
    quarter = StarQuarter.objects.get(number=4)
    correct_quarter(quarter, {home.pk: "ddddd"}, reason="typing", by=ground.world.village_officer)
    grade = YearGrade.objects.get(household=home)
    assert (grade.stars, grade.level, grade.version) == (20, 5, 2)
    assert YearGrade.objects.get(household=other).version == 1
    assert heard[-1] == ("year", [ground.village.path])


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"reason": "dislike"}, "更正原因"),
        ({"note": "这家上访过"}, "上访"),
        ({"marks": "ddddd"}, "没有要更正的"),
        ({"marks": "dddddd"}, "五颗"),
        ({"marks": "ddddc"}, "积分"),
    ],
)
def test_what_is_refused(ground, changes, words):
    home = ground.families[0]
    quarter = closed(ground.cycle, ground.village, 1, {home: "ddddd"})
    given = {"reason": "typing", "note": "", "marks": "ddddN"} | changes
    marks = {home.pk: given.pop("marks")}
    with pytest.raises(Refused, match=words):
        correct_quarter(quarter, marks, by=ground.world.village_officer, **given)
    assert not StarCorrection.objects.exists()


def test_while_it_is_recorded_it_is_not_corrected(ground):
    home = ground.families[0]
    quarter = recorded(ground.cycle, ground.village, 1, {home: "ddddd"})
    with pytest.raises(Conflict, match="还没有结季"):
        correct_quarter(quarter, {home.pk: "ddddN"}, reason="typing", by=ground.world.village_officer)


def test_kin_and_others_do_not_correct(ground, world):
    home = ground.families[0]
    quarter = closed(ground.cycle, ground.village, 1, {home: "ddddd"})
    for who in (world.village_panel_member, world.town_federation, world.neighbour_village_officer):
        with pytest.raises(NotPermitted):
            correct_quarter(quarter, {home.pk: "ddddN"}, reason="typing", by=who)
    declare_star_recusal(ground.cycle, home, world.village_officer, kind="kin", by=world.village_officer)
    with pytest.raises(NotPermitted, match="回避"):
        correct_quarter(quarter, {home.pk: "ddddN"}, reason="typing", by=world.village_officer)
