"""A family contests a star it did not get; upheld, it has the star, a new notice and its level (domain A6-5)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from anjia.appeals.actions import decide_appeal
from anjia.appeals.enums import AppealState as A
from anjia.appeals.factories import appeal_of
from anjia.appeals.models import AppealRecusal
from anjia.kernel.exceptions import NotPermitted
from anjia.notices.enums import NoticeState
from anjia.notices.models import PublicNotice
from anjia.stars.actions import close_quarter, grade_year
from anjia.stars.factories import consenting, panel, recorded, star_cycle, whole_year
from anjia.stars.models import StarQuarter, YearGrade


@pytest.fixture
def cycle(world):
    made = star_cycle(world.county)
    panel(made, world.village, world.village_officer, world.federation_exec_member)
    return made


@pytest.fixture
def home(world):
    return consenting(world.group, "王秀英")


def answer(appeal, *, by, is_upheld=True):
    return decide_appeal(
        appeal, is_upheld=is_upheld, answer="声明当季已经交到村里。", is_unrelated=True, parts=list(appeal.parts), by=by
    )


def test_upheld_star_notice_and_level_are_mended(world, cycle, home):
    whole_year(cycle, world.village, {home: (5, 5, 5, 4)})
    grade_year(cycle, by=world.district_office)
    appeal = answer(appeal_of(home, by=world.village_officer), by=world.town_leading_group)
    assert (appeal.state, appeal.about) == (A.UPHELD, f"{cycle.year} 年第 4 季度：得 4 颗星，缺 1 颗")
    grade = YearGrade.objects.get()
    assert (grade.stars, grade.level) == (20, 5)
    old, new = PublicNotice.objects.filter(quarter__number=4).order_by("batch")
    assert (old.state, new.state, new.correction) == (NoticeState.TAKEN_DOWN, NoticeState.RUNNING, "appeal")


def test_rejected_the_star_stays_missing(world, cycle, home):
    whole_year(cycle, world.village, {home: (5, 5, 5, 4)})
    answer(appeal_of(home, by=world.village_officer), by=world.town_leading_group, is_upheld=False)
    assert StarQuarter.objects.get(number=4).issue == 1


def test_whoever_closed_the_quarter_does_not_answer(world, cycle, home):
    close_quarter(recorded(cycle, world.village, 1, {home: "ddddN"}), by=world.town_federation)
    appeal = appeal_of(home, by=world.village_officer)
    assert AppealRecusal.objects.filter(appeal=appeal, user=world.town_federation).exists()
    with pytest.raises(NotPermitted):
        answer(appeal, by=world.town_federation)


def test_out_of_time_it_is_answered_in_words_and_nothing_changes(world, cycle, home):
    whole_year(cycle, world.village, {home: (5, 5, 5, 4)})
    StarQuarter.objects.update(closed_on=timezone.localdate() - timedelta(days=90))
    appeal = appeal_of(home, by=world.village_officer)
    assert appeal.state == A.LATE
    assert "超过" in appeal.answer
    assert StarQuarter.objects.get(number=4).issue == 1
