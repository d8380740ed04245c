"""Beginning, ending and refusing rehearsals; what they leave behind is asked in tests/access/test_rehearsals.py."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from anjia.kernel.context import rehearsal
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.permissions import SYSTEM
from anjia.programmes.actions import discard_rehearsal, expire_rehearsals, start_rehearsal
from anjia.programmes.enums import CycleState
from anjia.programmes.factories import open_cycle, standard_version
from anjia.programmes.guide import steps_of
from anjia.programmes.models import ProgrammeCycle
from anjia.programmes.queries import current_cycle, visible_to
from anjia.programmes.queries.rehearsals import rehearsals_visible_to
from anjia.programmes.tasks import expire

PAGE = "programmes:rehearsal_"


def rehearsed():
    with rehearsal():
        return list(ProgrammeCycle.objects.order_by("region__path"))


def test_it_runs_beside_the_real_cycle_by_the_same_settings_and_needs_no_authorisation(world):
    real = open_cycle(world, pass_mark_half_points=172, notice_working_days=7)
    cycle = start_rehearsal(world.village, by=world.village_officer)
    assert (cycle.state, cycle.pass_mark_half_points, cycle.notice_working_days) == (CycleState.OPEN, 172, 7)
    assert (cycle.authorising_body, cycle.authorisation_valid_to) == ("", None)
    assert cycle.expires_on == timezone.localdate() + timedelta(days=30)
    assert (current_cycle(world.village), list(visible_to(SYSTEM))) == (real, [real])
    with rehearsal():
        assert (current_cycle(world.group), list(visible_to(SYSTEM))) == (cycle, [cycle])


def test_where_no_cycle_runs_it_takes_the_standard_in_force(world):
    with pytest.raises(Refused, match="还没有施行的评议标准"):
        start_rehearsal(world.village, by=world.village_officer)
    version = standard_version()
    cycle = start_rehearsal(world.town, by=world.town_federation)
    assert (cycle.standard_version, cycle.pass_mark_half_points) == (version, 180)


def test_nobody_rehearses_twice_at_once(world):
    standard_version()
    start_rehearsal(world.village, by=world.village_officer)
    for place, by in ((world.village, world.village_officer), (world.town, world.town_federation)):
        with pytest.raises(Conflict, match="正在演练"):
            start_rehearsal(place, by=by)
    start_rehearsal(world.neighbour_town, by=world.neighbour_town_federation)
    with pytest.raises(Conflict):
        start_rehearsal(world.neighbour_village, by=world.neighbour_village_officer)
    assert [c.region for c in rehearsed()] == sorted([world.village, world.neighbour_town], key=lambda r: r.path)


def test_two_at_the_same_moment_are_kept_apart_by_the_database(world):
    cycle = start_rehearsal(world.village, by=SYSTEM) if standard_version() else None
    ProgrammeCycle.objects.create(
        region=world.village,
        year=cycle.year,
        title="x",
        standard_version=cycle.standard_version,
        naming_day=cycle.naming_day,
        submission_deadline=cycle.naming_day,
        issuing_organ="x",
        organ_word="x",
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        ProgrammeCycle.objects.create(
            region=world.village,
            year=cycle.year,
            title="x",
            standard_version=cycle.standard_version,
            naming_day=cycle.naming_day,
            submission_deadline=cycle.naming_day,
            issuing_organ="x",
            organ_word="x",
            is_rehearsal=True,
            rehearsed_by_id=world.village.pk,
            expires_on=cycle.expires_on,
        )


def test_only_villages_and_towns_and_only_in_ones_own(world):
    standard_version()
    with pytest.raises(NotPermitted):
        start_rehearsal(world.neighbour_village, by=world.village_officer)
    for place in (world.county, world.group):
        with pytest.raises(Refused, match="一个村（社区）或乡镇"):
            start_rehearsal(place, by=SYSTEM)


def test_throwing_away_is_for_its_own_people_and_never_for_a_real_cycle(world):
    real = open_cycle(world)
    cycle = start_rehearsal(world.village, by=world.village_officer)
    with pytest.raises(NotPermitted):
        discard_rehearsal(cycle, by=world.neighbour_village_officer)
    with pytest.raises(Refused, match="正式周期"):
        discard_rehearsal(real, by=SYSTEM)
    assert discard_rehearsal(cycle, by=world.village_officer) == {"programmes.ProgrammeCycle": 1}
    with pytest.raises(Conflict, match="已经清除"):
        discard_rehearsal(cycle, by=world.village_officer)
    assert ProgrammeCycle.objects.get() == real


def test_after_thirty_days_it_ends_by_itself(world):
    standard_version()
    last = start_rehearsal(world.village, by=world.village_officer).expires_on
    with time_machine.travel(f"{last} 12:00+08:00"):
        assert expire_rehearsals() == 0
    with time_machine.travel(f"{last + timedelta(days=1)} 12:00+08:00"):
        assert expire() == {"expired": 1}
    assert rehearsed() == []


def test_who_sees_which(world):
    standard_version()
    cycle = start_rehearsal(world.village, by=world.village_officer)
    for person in (world.village_officer, world.town_federation, world.district_office):
        assert list(rehearsals_visible_to(person)) == [cycle]
    for person in (world.neighbour_village_officer, world.neighbour_town_federation, world.group_leader):
        assert not rehearsals_visible_to(person)
    assert list(rehearsals_visible_to(SYSTEM)) == [cycle]


def test_a_village_starts_follows_the_steps_and_throws_away(world, as_user):
    open_cycle(world)
    client = as_user(world.village_officer)
    assert "现在没有演练" in client.get(reverse(PAGE + "list")).content.decode()
    answer = client.post(reverse(PAGE + "start"), {"region": world.village.pk})
    (cycle,) = rehearsed()
    guide = f"/rehearsal{reverse(PAGE + 'detail', args=[cycle.pk])}"
    assert answer.url == guide
    body = client.get(guide).content.decode()
    assert "演练 · 不作数" in body
    assert all(str(step.title) in body for step in steps_of(world.village_officer, cycle))
    assert guide in client.get(reverse(PAGE + "list")).content.decode()
    discard = f"{guide}discard/"
    assert "不能恢复" in client.get(discard).content.decode()
    assert client.post(discard).url == reverse(PAGE + "list")
    assert rehearsed() == []


def test_a_second_start_says_why_not(world, as_user):
    open_cycle(world)
    start_rehearsal(world.village, by=world.village_officer)
    answer = as_user(world.village_officer).post(reverse(PAGE + "start"), {"region": world.village.pk})
    assert (answer.status_code, "正在演练" in answer.content.decode()) == (409, True)


def test_only_those_who_may_rehearse_can_throw_away(world, as_user):
    open_cycle(world)
    cycle = start_rehearsal(world.village, by=world.village_officer)
    address = f"/rehearsal{reverse(PAGE + 'discard', args=[cycle.pk])}"
    assert as_user(world.group_leader).post(address).status_code == 403
    assert as_user(world.neighbour_village_officer).post(address).status_code == 404
    assert len(rehearsed()) == 1


def test_the_list_asks_the_same_whatever_its_length(world, as_user):
    standard_version()
    client, asked = as_user(world.district_office), []
    client.get(reverse(PAGE + "list"))
    for place in (world.village, world.neighbour_village):
        start_rehearsal(place, by=SYSTEM)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(reverse(PAGE + "list")).content.decode().count("演练中") == len(rehearsed())
        asked.append(len(seen))
    assert asked[0] == asked[1]
