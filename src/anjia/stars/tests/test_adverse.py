"""What of the stars a family may contest, who then keeps away from the answer, and how it is mended (frame F6)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from anjia.kernel.exceptions import Refused
from anjia.kernel.permissions import SYSTEM
from anjia.programmes.adverse import find, step_of
from anjia.programmes.enums import CycleState, HeldStep
from anjia.programmes.models import Credit, ProgrammeCycle
from anjia.stars.actions import close_quarter, correct_quarter, grade_year, record_stars
from anjia.stars.actions.leave import adopt_stars
from anjia.stars.actions.record import Entry
from anjia.stars.factories import closed, recorded, whole_year
from anjia.stars.models import StarCorrection, StarQuarter, StarRecord, YearGrade
from anjia.stars.queries import criteria_of

STEP = "stars.missed"


def contested(household):
    return step_of(STEP).against([household.pk])


def test_a_missing_star_of_a_closed_quarter_can_be_contested_criterion_by_criterion(ground):
    home, full, _third = ground.families
    recorded(ground.cycle, ground.village, 2, {home: "ddNdU", full: "ddddd"})
    assert contested(home) == []
    close_quarter(StarQuarter.objects.get(), by=SYSTEM)
    (adverse,) = contested(home)
    assert (adverse.household_id, adverse.done_on) == (home.pk, timezone.localdate())
    assert adverse.what == f"{ground.cycle.year} 年第 2 季度：得 3 颗星，缺 2 颗"
    titles = [criterion.title for criterion in criteria_of(ground.cycle)]
    assert [(part.key, part.label) for part in adverse.step.parts(adverse)] == [
        ("2", f"“{titles[2]}”：本季没有收到自我声明、积分或表彰"),
        ("4", f"“{titles[4]}”：自查表或活动记录还没有交齐"),
    ]
    assert find(home.pk, adverse.key) == adverse
    assert find(full.pk, adverse.key) is None
    assert contested(full) == []


def test_a_correction_starts_the_time_anew(ground):
    home = ground.families[0]
    quarter = closed(ground.cycle, ground.village, 1, {home: "ddddd"})
    long_ago = timezone.localdate() - timedelta(days=90)
    StarQuarter.objects.update(closed_on=long_ago)
    correct_quarter(quarter, {home.pk: "ddddN"}, reason="typing", by=ground.world.village_officer)
    assert [adverse.done_on for adverse in contested(home)] == [timezone.localdate()]


def test_of_a_cycle_that_has_ended_what_is_still_in_time(ground):
    home = ground.families[0]
    closed(ground.cycle, ground.village, 4, {home: "ddddN"})
    ProgrammeCycle.objects.update(state=CycleState.CLOSED)
    (adverse,) = contested(home)
    StarQuarter.objects.update(closed_on=timezone.localdate() - timedelta(days=90))
    assert adverse.until > adverse.done_on
    assert contested(home) == []


def test_who_recorded_corrected_or_closed_it_took_part(ground):
    world, home = ground.world, ground.families[0]
    entry = Entry(home.pk, "dddNN")
    quarter = record_stars(ground.cycle, ground.village, 1, [entry], by=world.federation_exec_member)
    quarter = close_quarter(quarter, by=world.town_federation)
    correct_quarter(quarter, {home.pk: "ddddN"}, reason="typing", by=world.village_officer)
    (adverse,) = contested(home)
    people = {world.federation_exec_member.pk, world.town_federation.pk, world.village_officer.pk}
    assert adverse.step.took_part(adverse) == people
    assert adverse.step.freezes(adverse) == [(HeldStep.CLOSING, ground.cycle.pk)]


def test_upheld_the_star_is_written_and_the_year_follows(ground):
    home, other, _third = ground.families
    whole_year(ground.cycle, ground.village, {home: (5, 5, 5, 3), other: (5, 5, 5, 5)})
    grade_year(ground.cycle, by=ground.world.district_office)
    (adverse,) = contested(home)
    fifth = criteria_of(ground.cycle)[4]
    Credit.objects.create(household=home, cycle=ground.cycle, criterion=fifth)
    adverse.step.undo(adverse, parts=["4"], by=ground.world.town_leading_group)
    record, quarter = StarRecord.objects.get(pk=adverse.object_id), StarQuarter.objects.get(number=4)
    assert (record.marks, record.stars, quarter.issue, quarter.stars) == ("dddNc", 4, 2, 9)
    grade = YearGrade.objects.get(household=home)
    assert (grade.stars, grade.level) == (19, 4)
    noted = StarCorrection.objects.get()
    assert (noted.reason, noted.corrected_by_id) == ("appeal", ground.world.town_leading_group.pk)
    assert [part.key for part in adverse.step.parts(adverse)] == ["3"]


def test_what_was_given_meanwhile_is_not_issued_again(ground):
    home = ground.families[0]
    quarter = closed(ground.cycle, ground.village, 1, {home: "ddddN"})
    (adverse,) = contested(home)
    correct_quarter(quarter, {home.pk: "ddddm"}, reason="late_evidence", by=ground.world.village_officer)
    adverse.step.undo(adverse, parts=["4"], by=ground.world.town_leading_group)
    assert StarRecord.objects.get().marks == "ddddm"
    assert StarQuarter.objects.get().issue == 2


def test_a_record_that_went_with_a_merge_is_refused_in_words(ground):
    """Both entries had the quarter: the kept one stays, and the appeal against the other cannot write anything."""
    keep, gone, _third = ground.families
    closed(ground.cycle, ground.village, 1, {keep: "ddddd", gone: "ddddN"})
    (adverse,) = contested(gone)
    adopt_stars(keep, gone)
    assert StarRecord.objects.filter(household=gone).count() == 0
    with pytest.raises(Refused, match="已经合并"):
        adverse.step.undo(adverse, parts=["4"], by=ground.world.town_leading_group)
    assert StarRecord.objects.get().marks == "ddddd"
