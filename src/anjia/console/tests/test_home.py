"""What to do next: ten on the home, all on their page, counted where one stands (experience 14)."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from anjia.evaluations.enums import CandidacyState, MeetingState
from anjia.evaluations.factories import candidacies_in
from anjia.evaluations.models import GroupMeeting, PanelSeat
from anjia.notices.factories import objection_to, running_notice
from anjia.programmes.factories import open_cycle
from anjia.regions.models import HolidayOverride, Region
from anjia.regions.working_days import days_left
from anjia.web import panels
from anjia.web.panels import Task

HOME, TASKS, SWITCH = reverse("console:home"), reverse("console:tasks"), reverse("regions:switch")


@pytest.fixture
def made(monkeypatch, world, client):
    """Tasks as a test wants them, from a finder of another slice, beside one thing of a third."""
    tasks = []

    def finder(user, path):
        return tasks

    def other(user, path):
        return [Task("示范一件", HOME)]

    finder.__module__, other.__module__ = "anjia.notices.todo", "anjia.programmes.todo"
    monkeypatch.setattr(panels, "task_finders", [other, finder])
    client.force_login(world.town_federation)
    return tasks


def entries(response):
    return [str(entry["task"].title) for entry in response.context["entries"]]


@pytest.mark.parametrize(("count", "more"), [(8, 0), (9, 0), (11, 2)])
def test_the_home_shows_ten_and_leads_to_the_others(client, made, count, more):
    made += [Task(f"第 {n} 件", HOME) for n in range(count)]
    response = client.get(HOME)
    assert (len(response.context["tasks"]), response.context["more"]) == (min(count + 1, 10), more)
    assert (TASKS in response.content.decode()) == bool(more)
    assert len(entries(client.get(TASKS))) == count + 1


def test_all_tasks_are_narrowed_by_slice(client, made):
    made += [Task("异议一件", HOME)]
    assert entries(client.get(TASKS, {"kind": "notices"})) == ["异议一件"]
    assert entries(client.get(TASKS, {"kind": "programmes"})) == ["示范一件"]
    for asked in ({}, {"kind": "nothing"}):
        assert set(entries(client.get(TASKS, asked))) == {"异议一件", "示范一件"}


def test_many_tasks_come_page_by_page(client, made):
    made += [Task(f"第 {n} 件", HOME, due_on=date(2026, 1, 1)) for n in range(60)]
    first, second = client.get(TASKS), client.get(TASKS, {"page": "2"})
    assert len(entries(first)) == 50
    assert set(entries(first)).isdisjoint(entries(second))


def test_tasks_are_counted_where_one_stands_and_their_list_opens_there(client, world):
    cycle = open_cycle(world)
    for group in (world.group, Region.objects.filter(parent=world.other_village).order_by("path")[0]):
        objection_to(running_notice(group, cycle).entries.all()[0])
    client.force_login(world.town_federation)
    of = {"place": world.village.path}

    assert "有 2 条异议等待核实答复" in entries(client.get(TASKS))
    here = [e for e in client.get(TASKS, of).context["entries"] if "异议" in str(e["task"].title)]
    assert [str(entry["task"].title) for entry in here] == ["有 1 条异议等待核实答复"]
    assert client.get(here[0]["url"]).context["total"] == 1

    client.post(SWITCH, {"scope": world.village.pk, "next": HOME})
    assert "有 1 条异议等待核实答复" in client.get(HOME).content.decode()
    assert client.get(reverse("notices:objection_list")).context["total"] == 1


def test_a_place_outside_ones_scope_is_not_looked_at(client, world):
    client.force_login(world.village_officer)
    response = client.get(TASKS, {"place": world.neighbour_village.path})
    assert response.context["place"] == world.village


def test_three_tasks_of_a_kind_cost_no_more_statements_than_one(client, world):
    cycle, counts = open_cycle(world), []
    rater, now = world.town_federation, timezone.now()
    client.force_login(rater)
    frozen = {"state": MeetingState.OPEN, "held_on": now.date(), "opened_at": now}
    groups = Region.objects.filter(path__startswith=world.town.path, level=Region.Level.GROUP).order_by("path")
    for number, group in enumerate(groups[:3]):
        meeting = GroupMeeting.objects.create(
            cycle=cycle, region=group, households_total=30, quorum_needed=20, **frozen
        )
        PanelSeat.objects.create(meeting=meeting, user=rater)
        for family in candidacies_in(CandidacyState.CONSENTED, number + 1, group=group, cycle=cycle):
            family.meeting = meeting
            family.save()
        client.get(HOME)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(HOME).content.decode()
        counts.append(len(queries))
        assert page.count("户待您评分") == number + 1
        assert f"还有 {number + 1} 户待您评分" in page
    assert counts[0] == counts[2]


@pytest.mark.parametrize(
    ("due", "words", "tone"),
    [
        (date(2026, 4, 30), "剩 13 个工作日", "chip-calm"),
        (date(2026, 4, 15), "剩 2 个工作日", "chip-due"),
        (date(2026, 4, 13), "今天到期", "chip-seal"),
        (date(2026, 4, 10), "已过期 1 个工作日", "chip-seal"),
    ],
)
def test_a_deadline_counts_down_in_colour_and_words(client, world, made, time_machine, due, words, tone):
    time_machine.move_to("2026-04-13T10:00:00+08:00")
    client.force_login(world.town_federation)
    made += [Task("要办的事", HOME, due_on=due)]
    row = client.get(TASKS, {"kind": "notices"}).content.decode().split("要办的事")[1].split("</a>")[0]
    assert words in row
    assert tone in row


def test_days_left_are_read_at_once_and_a_weekend_is_not_today(db, django_assert_num_queries):
    saturday = date(2026, 4, 18)
    HolidayOverride.objects.create(date=date(2026, 4, 21), is_workday=False, note="试")
    with django_assert_num_queries(1):
        found = days_left(saturday, [saturday + timedelta(days=n) for n in (-1, 0, 1, 2, 3, 4)])
    assert [found[day] for day in sorted(found)] == [-1, 0, 1, 1, 1, 2]
    assert days_left(saturday, []) == {saturday: 0}
