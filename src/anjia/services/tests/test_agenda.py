"""What is to be done by its day and, where a law or an appointment counts in hours, by its hour."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from anjia.regions.enums import Rule
from anjia.services.actions import escalate_overdue, set_task, start_clock
from anjia.services.agenda import entries_of, split
from anjia.services.clock import hours_left
from anjia.services.counselling.actions import book_hour
from anjia.services.counselling.enums import Way
from anjia.services.counselling.factories import a_room, going
from anjia.services.factories import case_of

HERE = ZoneInfo("Asia/Shanghai")


def at(*parts):
    return datetime(2026, *parts, tzinfo=HERE)


def protect(world):
    return case_of(world.village, world.case_worker, world.case_supervisor, kind="protection")


def case_page(world, case):
    browser = Browser()
    browser.force_login(world.case_worker)
    return browser.get(reverse("services:case", args=[case.pk])).content.decode()


@pytest.mark.parametrize(("now", "hours"), [((3, 2, 9, 30), 0), ((3, 2, 4), 6), ((3, 2, 10, 1), -1), ((3, 1, 10), 24)])
def test_hours_are_counted_whole_and_below_zero_when_it_is_over(time_machine, now, hours):
    time_machine.move_to(at(*now))
    assert hours_left(at(3, 2, 10)) == hours
    assert hours_left(None) is None


def test_a_period_in_hours_is_shown_by_day_and_hour(world, time_machine):
    time_machine.move_to(at(3, 1, 10, 30), tick=False)
    case = protect(world)
    start_clock(case, Rule.ORDER_DECIDE_URGENT, start=at(3, 1, 10))
    seen = case_page(world, case)
    assert "3月1日 10:00起算，24 小时，到 2026年3月2日 10:00" in seen
    assert "剩 23 小时" in seen
    time_machine.move_to(at(3, 2, 12), tick=False)
    assert "已过期 2 小时" in case_page(world, case)


def test_what_is_over_at_an_hour_is_overdue_on_its_day_and_told_upward(world, time_machine):
    time_machine.move_to(at(3, 1, 8), tick=False)
    case = protect(world)
    start_clock(case, Rule.ORDER_DECIDE_URGENT, start=at(3, 1, 8))
    time_machine.move_to(at(3, 2, 7), tick=False)
    assert escalate_overdue() == 0
    assert len(split(entries_of(world.case_worker), timezone.localdate())["today"]) == 1
    time_machine.move_to(at(3, 2, 9), tick=False)
    assert at(3, 2, 8) in {
        entry.due_at for entry in split(entries_of(world.case_worker), timezone.localdate())["overdue"]
    }
    assert escalate_overdue() == 1


def test_of_a_quiet_kind_two_things_of_one_day_are_one_line(world):
    case, today = protect(world), timezone.localdate()
    before = len(entries_of(world.case_worker))
    for words in ("问安不安全", "问孩子在哪里"):
        set_task(case, words, due_on=today + timedelta(days=9), by=world.case_worker)
    assert len(entries_of(world.case_worker)) == before + 1
    loud = case_of(world.village, world.case_worker, world.case_supervisor)
    before = len(entries_of(world.case_worker))
    for words in ("约时间", "看材料"):
        set_task(loud, words, due_on=today + timedelta(days=9), by=world.case_worker)
    assert len(entries_of(world.case_worker)) == before + 2


def test_an_hour_agreed_on_stands_on_the_counsellors_home_and_calendar(world, time_machine):
    time_machine.move_to(at(3, 2, 9))
    counselling = going(world)
    book_hour(counselling, way=Way.ROOM, room=a_room(world), starts_at=at(3, 4, 15), by=world.case_worker)
    (entry,) = [one for one in entries_of(world.case_worker) if one.is_event]
    assert (entry.text, entry.hours) == ("15:00 · 到咨询室 · 引航心理咨询室", None)
    browser = Browser()
    browser.force_login(world.case_worker)
    home = browser.get(reverse("services:home")).content.decode()
    assert "15:00 · 到咨询室" in home
    assert "没有期限在走" not in home, "something is planned in the case"
    assert "15:00 · 到咨询室" in browser.get(reverse("services:calendar")).content.decode()
    time_machine.move_to(at(3, 4, 16, 30))
    browser.force_login(world.case_worker)
    assert "请记下结果" in browser.get(reverse("services:home")).content.decode()
