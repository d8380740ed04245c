"""A corrected name on a notice: a dated note, and days that begin anew where nobody could recognise the family."""

import doctest
from datetime import date

import pytest
import time_machine
from django.utils import timezone

from anjia.evaluations.factories import open_cycle
from anjia.evaluations.models import Candidacy
from anjia.households.actions import correct_name, withdraw_publication
from anjia.households.models import Household
from anjia.households.signals import participation_withdrawn
from anjia.kernel.models import AuditEvent
from anjia.kernel.permissions import SYSTEM
from anjia.kernel.workflow import advance
from anjia.notices import clock as notice_clock
from anjia.notices.actions import take_down_notice
from anjia.notices.board import board_of
from anjia.notices.enums import TakeDownReason
from anjia.notices.factories import publication_consent, running_notice
from anjia.notices.models import NoticeEntry
from anjia.notices.queries import cleared_candidacies, is_open
from anjia.notices.workflow import NOTICE

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    """Published on 8 May 2026, over after the 14th (domain B13 V)."""
    with time_machine.travel("2026-05-08 10:00 +0800", tick=False) as traveller:
        yield traveller


@pytest.fixture
def notice(world):
    cycle = open_cycle(world.county, year=2026)
    return running_notice(world.group, cycle, names=("王小明", "欧阳春兰"))


def entry_of(name: str) -> NoticeEntry:
    entries = NoticeEntry.objects.select_related("notice__cycle", "notice__region", "household__region")
    return entries.get(household__head_name=name)


def rename(name: str, to: str, by) -> NoticeEntry:
    household = Household.objects.select_related("region").get(head_name=name)
    correct_name(household, name=to, version=household.version, by=by)
    return entry_of(to)


def end(notice) -> None:
    advance(notice, NOTICE["end"], by=SYSTEM, set={"ended_at": timezone.now()})


@pytest.mark.parametrize(
    ("before", "after", "anew"),
    [
        ("王小明", "王小明", False),
        ("王小明", "王晓明", False),
        ("王*明", "王*民", False),
        ("王小明", "汪小明", True),
        ("王小明", "王大力", True),
        ("陈*", "陈*红", True),
        ("", "王*明", True),
    ],
)
def test_when_a_line_runs_anew(before, after, anew):
    assert doctest.testmod(notice_clock).failed == 0
    assert notice_clock.runs_anew(before, after) is anew


def test_a_line_that_everybody_recognised_goes_on_with_a_dated_note(clock, world, notice):
    publication_consent(Household.objects.get(head_name="王小明"))
    NoticeEntry.objects.filter(household__head_name="王小明").update(shown_name="王小明")
    clock.move_to("2026-05-12 10:00 +0800")
    entry = rename("王小明", "王晓明", world.village_officer)

    assert (entry.shown_name, entry.corrected_from, entry.corrected_on) == ("王晓明", "王小明", date(2026, 5, 12))
    assert entry.ends_on is None
    shown = [line["group"] for line in board_of(notice).names if line["name"] == "王晓明"]
    assert "5月12日更正，原写作“王小明”" in shown[0]


def test_a_line_whose_shown_part_does_not_change_gets_no_note(world, notice):
    entry = rename("王小明", "王晓明", world.village_officer)
    assert (entry.shown_name, entry.corrected_on, entry.corrected_from) == ("王*明", None, "")


def test_a_line_nobody_recognised_runs_anew_for_this_family_alone(clock, world, notice):
    clock.move_to("2026-05-13 10:00 +0800")
    entry = rename("王小明", "汪小明", world.village_officer)
    assert (entry.shown_name, entry.ends_on) == ("汪*明", date(2026, 5, 20))
    assert AuditEvent.objects.get(verb="notices.restart").object_id == entry.pk

    clock.move_to("2026-05-15 10:00 +0800")
    end(notice)
    cleared = cleared_candidacies(notice.cycle, world.village)
    assert set(cleared.values_list("household__head_name", flat=True)) == {"欧阳春兰"}
    assert is_open(entry_of("汪小明"))
    clock.move_to("2026-05-21 10:00 +0800")
    assert cleared_candidacies(notice.cycle, world.village).count() == 2


def test_after_the_end_the_line_still_runs_anew_until_the_family_is_named(clock, world, notice):
    clock.move_to("2026-05-15 10:00 +0800")
    end(notice)
    entry = rename("王小明", "汪小明", world.village_officer)
    assert entry.ends_on == date(2026, 5, 22)
    Candidacy.objects.filter(household__head_name="欧阳春兰").update(state="withdrawn")
    assert rename("欧阳春兰", "欧阳秋兰", world.village_officer).ends_on is None


def test_on_the_first_day_the_notice_itself_is_long_enough(world, notice):
    assert rename("王小明", "汪小明", world.village_officer).ends_on is None


def test_a_notice_that_was_taken_down_shows_the_right_name_when_it_is_put_up_again(world, notice):
    take_down_notice(notice, reason=TakeDownReason.WRONG_LIST, by=world.village_officer)
    entry = rename("王小明", "汪小明", world.village_officer)
    assert (entry.shown_name, entry.ends_on) == ("汪*明", None)


def test_a_name_taken_back_leaves_the_note_without_it(world, notice):
    household = Household.objects.get(head_name="王小明")
    publication_consent(household)
    NoticeEntry.objects.filter(household=household).update(shown_name="王小明")
    rename("王小明", "王晓明", world.village_officer)
    withdraw_publication(Household.objects.get(pk=household.pk), by=world.village_officer)
    assert (entry_of("王晓明").shown_name, entry_of("王晓明").corrected_from) == ("王*明", "")

    participation_withdrawn.send(sender=Household, ids=[household.pk], by=world.village_officer)
    assert not NoticeEntry.objects.exclude(corrected_from="").exists()
