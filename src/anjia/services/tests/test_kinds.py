"""What a kind of case may add to the shared pages: pages of its own, words for its events, shorter periods."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse

from anjia.regions.enums import Rule
from anjia.services import kinds
from anjia.services.actions import start_clock
from anjia.services.actions.walled import note
from anjia.services.enums import Verb
from anjia.services.factories import case_of
from anjia.services.kinds import Room, kind_of
from anjia.services.timeline import timeline_of


@pytest.fixture
def richer(monkeypatch):
    """Petitions with two pages of their own, and a word for an event."""
    rooms = (Room("接访日", "services:calendar", Verb.WORK), Room("接访人", "services:figures", Verb.VIEW_FIGURES))
    monkeypatch.setitem(
        kinds._kinds, "petition", replace(kind_of("petition"), rooms=rooms, words={"tea": "请喝一杯茶"})
    )


def test_pages_of_a_kind_are_offered_to_who_holds_the_verb(world, richer):
    for person, shown in ((world.case_worker, False), (world.case_supervisor, True)):
        browser = Browser()
        browser.force_login(person)
        home = browser.get(reverse("services:home")).content.decode()
        assert "接访日" in home
        assert ("接访人" in home) is shown


def test_an_event_of_a_kind_has_its_word(world, richer):
    case = case_of(world.village, world.case_worker, world.case_supervisor)
    note(Verb.WORK, case, by=world.case_worker, tea=1)
    assert timeline_of(case)[-1]["label"] == "请喝一杯茶"


def test_less_may_be_agreed_than_the_rule_says(world):
    case = case_of(world.village, world.case_worker, world.case_supervisor)
    deadline = start_clock(case, Rule.CARE_VISIT, start=date(2026, 3, 2), length=9)
    assert (deadline.length, deadline.literal_on) == (9, date(2026, 3, 2) + timedelta(days=9))
