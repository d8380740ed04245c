"""Leave cover: dated, ends by itself, stands under the substitute's own name, and is nobody's to pass on (issue 3)."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from anjia.accounts.actions import (
    arrange_cover,
    close_account,
    end_cover,
    end_membership,
    hand_over_role,
    invite_person,
)
from anjia.accounts.factories import persona
from anjia.accounts.models import Membership, Message, User
from anjia.accounts.queries import covers_of
from anjia.kernel import audit
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.models import AuditEvent
from anjia.kernel.permissions import SYSTEM

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)
LAST = date(2026, 12, 3)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-11-25 09:00+08:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def held(world):
    return world.town_federation.memberships.select_related("user", "region").get()


@pytest.fixture
def substitute(world):
    return persona("town_leading_group", world.town)


def fresh(user):
    return User.objects.get(pk=user.pk)


def cover(held, substitute, by, first=TODAY, last=LAST):
    return arrange_cover(held, substitute, starts_on=first, last_day=last, by=by)


def test_it_begins_ends_by_itself_and_is_shown(world, held, substitute, clock):
    made = cover(held, substitute, world.town_federation, first=TODAY + timedelta(days=1))
    assert made.title == "代理 乡镇（街道）妇联（至 12月3日）"
    assert not fresh(substitute).holds("town_federation")
    clock.move_to("2026-11-26 00:00+08:00")
    assert fresh(substitute).holds("town_federation")
    assert fresh(world.town_federation).holds("town_federation")
    clock.move_to("2026-12-03 23:59+08:00")
    assert fresh(substitute).holds("town_federation")
    clock.move_to("2026-12-04 00:00+08:00")
    assert not fresh(substitute).holds("town_federation")
    assert Message.objects.get(user=substitute).kind == "accounts.cover"


def test_what_the_substitute_does_stands_under_their_name_with_whom_they_cover(world, held, substitute):
    cover(held, substitute, world.town_federation)
    person = fresh(substitute)
    invite_person(username="13812345678", display_name="李", role="group_leader", region=world.group, by=person)
    event = AuditEvent.objects.get(verb="accounts.invite")
    assert event.actor_id == person.pk
    assert event.note == f"代理 {world.town_federation}"
    audit.record("honours.decide", None, by=person, region_path=world.town.path, note="会议")
    assert AuditEvent.objects.get(verb="honours.decide").note == "会议"
    audit.record("accounts.invite", None, by=person, region_path=world.town.path, note="急")
    assert AuditEvent.objects.get(note__endswith="急").note == f"代理 {world.town_federation} · 急"
    assert person.acting_note("accounts.invite", world.neighbour_town.path) == ""
    assert fresh(world.town_federation).acting_note("accounts.invite", world.town.path) == ""


@pytest.mark.parametrize(
    ("first", "last", "why"),
    [
        (TODAY, TODAY - timedelta(days=1), "早于"),
        (TODAY - timedelta(days=1), LAST, "过去"),
        (TODAY, TODAY + timedelta(days=93), "三个月"),
    ],
)
def test_days_that_make_no_sense(world, held, substitute, first, last, why):
    with pytest.raises(Refused, match=why):
        cover(held, substitute, world.town_federation, first, last)


def test_not_longer_than_the_role_itself(world, held, substitute):
    Membership.objects.filter(pk=held.pk).update(ends_on=LAST)
    with pytest.raises(Refused, match="不能更长"):
        cover(held, substitute, world.town_federation)
    assert cover(held, substitute, world.town_federation, last=LAST - timedelta(days=1))


def test_one_at_a_time(world, held, substitute):
    cover(held, substitute, world.town_federation)
    other = persona("town_leading_group", world.town)
    with pytest.raises(Conflict, match="已由"):
        cover(held, other, world.town_federation, first=LAST, last=LAST)
    assert cover(held, other, world.town_federation, first=LAST + timedelta(days=1), last=LAST + timedelta(days=2))


def test_who_cannot_stand_in(world, held, substitute):
    with pytest.raises(Refused, match="给自己"):
        cover(held, world.town_federation, world.town_federation)
    with pytest.raises(Refused, match="不在本地"):
        cover(held, world.neighbour_town_leading_group, world.town_federation)
    close_account(substitute, by=world.district_office)
    with pytest.raises(Refused, match="已停用"):
        cover(held, fresh(substitute), world.town_federation)
    office = world.city_office.memberships.select_related("user", "region").get()
    with pytest.raises(Refused, match="不能兼任"):
        cover(office, world.auditor, world.city_office)


def test_nobody_else_arranges_it(world, held, substitute):
    for by in (substitute, world.neighbour_town_federation, world.group_leader):
        with pytest.raises(NotPermitted):
            cover(held, substitute, by)


def test_a_cover_is_nobodys_to_pass_on(world, held, substitute):
    made = cover(held, substitute, world.town_federation)
    third = persona("town_leading_group", world.town)
    for by in (substitute, world.district_office):
        with pytest.raises(Refused, match="不能转交"):
            hand_over_role(made, third, by=by)
        with pytest.raises(Refused, match="不能转交"):
            cover(made, third, by)
    with pytest.raises(Refused, match="结束代理"):
        end_membership(made, by=world.district_office)


@pytest.mark.parametrize("who", ["town_federation", "substitute", "district_office"])
def test_it_can_end_early(world, held, substitute, who):
    made = cover(held, substitute, world.town_federation)
    by = substitute if who == "substitute" else getattr(world, who)
    with pytest.raises(NotPermitted):
        end_cover(made, by=world.group_leader)
    end_cover(made, by=by)
    assert not fresh(substitute).holds("town_federation")
    with pytest.raises(Conflict):
        end_cover(made, by=by)


def test_one_that_has_not_begun_falls_away(world, held, substitute):
    made = cover(held, substitute, world.town_federation, first=LAST, last=LAST)
    end_cover(made, by=world.town_federation)
    assert made.starts_on == made.ends_on
    assert not covers_of(world.town_federation).exists()


@pytest.mark.parametrize("how", ["ended", "handed over"])
def test_it_ends_with_the_role_it_covers(world, held, substitute, how):
    made = cover(held, substitute, world.town_federation)
    if how == "ended":
        end_membership(held, by=world.district_office)
    else:
        hand_over_role(held, persona("town_leading_group", world.town), by=world.district_office)
    made.refresh_from_db()
    assert made.ends_on == TODAY
    assert not fresh(substitute).holds("town_federation")


def test_the_substitute_may_become_the_successor(world, held, substitute):
    cover(held, substitute, world.town_federation)
    hand_over_role(held, substitute, by=world.district_office)
    assert [m.title for m in fresh(substitute).memberships_now if m.role == "town_federation"] == ["乡镇（街道）妇联"]


def test_a_substitute_proves_twice_who_they_are(world):
    leader = persona("group_leader", world.group)
    officer = world.village_officer.memberships.select_related("user", "region").get()
    cover(officer, leader, world.village_officer)
    client = Client()
    client.force_login(fresh(leader))
    assert client.get(reverse("accounts:me"))["Location"] == reverse("accounts:security")


def test_the_database_wants_an_end(world, held, substitute):
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(user=substitute, role=held.role, region=held.region, covers=held)
    assert SYSTEM.pk is None


def test_the_pages(world, held, substitute):
    client = Client()
    client.force_login(world.town_federation)
    address = reverse("accounts:cover", args=[held.pk])
    assert client.get(address).status_code == 200
    data = {"substitute": substitute.pk, "starts_on": "2026-11-25", "last_day": "2026-11-24"}
    assert "不能早于" in client.post(address, data).content.decode()
    client.post(address, {**data, "last_day": "2026-12-03"})
    me = client.get(reverse("accounts:me")).content.decode()
    assert "代理 乡镇（街道）妇联（至 12月3日）" in me
    made = Membership.objects.get(covers=held)
    assert "代理 乡镇（街道）妇联（至 12月3日）" in client.get(reverse("accounts:people")).content.decode()
    end = reverse("accounts:end_cover", args=[made.pk])
    assert client.get(end).status_code == 200
    client.post(end)
    made.refresh_from_db()
    assert made.ends_on == TODAY
    assert Client().get(end).status_code == 302
