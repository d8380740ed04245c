"""Guardians agree for children under fourteen; from fourteen on the young people themselves (domain B9, B10)."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from anjia.households.actions import save_member
from anjia.households.actions.minors import forget_unconsented, record_minor_consent
from anjia.households.age import born_since, is_under, turns
from anjia.households.enums import MinorConsentKind
from anjia.households.factories import family
from anjia.households.models import HouseholdMember, MinorConsent
from anjia.households.queries.minors import to_ask
from anjia.households.tests.test_consents import scan
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused

BEIJING = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def clock():
    with time_machine.travel(datetime(2026, 11, 22, 9, tzinfo=BEIJING), tick=False) as traveller:
        yield traveller


@pytest.fixture
def row(world, clock):
    return family(world.group)


def child(row, world, birth="2012-11", name="何豆"):
    member = HouseholdMember(household=row, name=name, kinship="20", birth=birth)
    return save_member(member, by=world.village_officer)


def agree(member, world, **fields):
    told = {"guardian_name": "李梅", "guardian": "mother", "witness": "张见证", "given_on": timezone.localdate()}
    return record_minor_consent(member, by=world.village_officer, **{**told, **fields})


@pytest.mark.parametrize(
    ("birth", "day", "under"),
    [
        ("2012-11-23", date(2026, 11, 22), True),
        ("2012-11-23", date(2026, 11, 23), False),
        ("2012-11", date(2026, 11, 30), True),
        ("2012-11", date(2026, 12, 1), False),
        ("2012-12", date(2026, 12, 31), True),
        ("2012-12", date(2027, 1, 1), False),
        ("2012-02-29", date(2026, 2, 28), True),
        ("2012-02-29", date(2026, 3, 1), False),
        ("", date(2026, 1, 1), False),
    ],
)
def test_who_may_still_be_thirteen_is_thirteen(birth, day, under):
    assert is_under(14, birth, day) is under


def test_months_compare_as_the_law_does():
    for month in range(1, 13):
        day = date(2026, month, 15)
        for year in (2011, 2012, 2013):
            for born in range(1, 13):
                birth = f"{year}-{born:02d}"
                assert (birth >= born_since(14, day)) == is_under(14, birth, day), (birth, day)
    assert turns(14, "") is None


def test_a_child_waits_for_the_guardian_until_a_day(world, row):
    member = child(row, world)
    assert member.consent_due_on == date(2026, 12, 22)
    assert child(row, world, "1990-01", "何军").consent_due_on is None
    assert list(to_ask(world.village_officer)) == [member]
    consent = agree(member, world)
    assert (consent.kind, consent.guardian_name, consent.proof.witness) == (MinorConsentKind.GUARDIAN, "李梅", "张见证")
    assert not to_ask(world.village_officer).exists()
    with pytest.raises(Conflict, match="已经登记过"):
        agree(member, world)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"guardian_name": " "}, "写明监护人"),
        ({"guardian": ""}, "写明监护人"),
        ({"witness": ""}, "见证人"),
        ({"given_on": date(2026, 11, 23)}, "还没有到"),
    ],
)
def test_a_consent_names_the_guardian_and_its_proof(world, row, fields, words):
    member = child(row, world)
    with pytest.raises(Refused, match=words):
        agree(member, world, **fields)
    with pytest.raises(Refused, match="见证人不能是经办人"):
        agree(member, world, witness=str(world.village_officer))
    assert not MinorConsent.objects.exists()


def test_a_scan_proves_it_too_and_strangers_may_not(world, row):
    member = child(row, world)
    for user in (world.group_leader, world.neighbour_village_officer, world.district_office):
        with pytest.raises(NotPermitted):
            record_minor_consent(member, given_on=timezone.localdate(), by=user)
    assert agree(member, world, witness="", scan=scan(), scan_name="同意书.png").proof.file_id


def test_without_a_birth_nobody_knows_who_agrees(world, row):
    with pytest.raises(Refused, match="出生年月"):
        agree(child(row, world, ""), world)


def test_a_child_without_consent_is_forgotten_after_the_day_and_not_before(world, row, clock):
    waiting, agreed = child(row, world), child(row, world, name="何苗")
    agree(agreed, world)
    clock.move_to(datetime(2026, 12, 22, 9, tzinfo=BEIJING))
    HouseholdMember.objects.update(birth="2015-05")
    assert forget_unconsented() == 0
    clock.shift(timedelta(days=1))
    assert forget_unconsented() == 1
    assert list(row.members.all()) == [agreed]
    assert not HouseholdMember.objects.filter(pk=waiting.pk).exists()
    row.refresh_from_db()
    assert row.household_size == 3


def test_children_entered_before_the_rule_get_their_day_first(world, row, clock):
    old = HouseholdMember.objects.create(household=row, name="何豆", kinship="20", birth="2015-05")
    assert forget_unconsented() == 0
    old.refresh_from_db()
    assert old.consent_due_on == date(2026, 12, 22)


def test_the_fourteenth_birthday_in_mid_cycle_asks_the_young_person(client, world, row, clock):
    member = child(row, world)
    agree(member, world)
    client.force_login(world.village_officer)
    home = reverse("console:home")
    clock.move_to(datetime(2026, 11, 30, 9, tzinfo=BEIJING))
    assert "已满 14 周岁" not in client.get(home).content.decode()
    clock.move_to(datetime(2026, 12, 1, 9, tzinfo=BEIJING))
    client.force_login(world.village_officer)
    assert "1 名家庭成员已满 14 周岁" in client.get(home).content.decode()
    own = agree(member, world)
    assert (own.kind, own.guardian_name) == (MinorConsentKind.OWN, "")
    assert "已满 14 周岁" not in client.get(home).content.decode()


def test_grown_ups_are_not_asked(world, row):
    child(row, world, "2008-10", "何军")
    assert not to_ask(world.village_officer).exists()


def url(name, *args):
    return reverse(f"households:{name}", args=args)


def test_the_list_and_the_form(client, world, row):
    member = child(row, world)
    client.force_login(world.village_officer)
    assert "为 1 名不满 14 周岁的孩子" in client.get(reverse("console:home")).content.decode()
    assert client.get(url("minors")).context["total"] == 1
    page = url("minor_consent", row.pk, member.pk)
    assert "2026-12-22" in client.get(page).content.decode()
    data = {"guardian_name": "李梅", "guardian": "mother", "given_on": "2026-11-22", "witness": "张见证"}
    assert client.post(page, {**data, "witness": ""}).status_code == 422
    assert client.post(page, data).status_code == 302
    assert client.get(url("minors")).context["total"] == 0
    client.force_login(world.neighbour_village_officer)
    assert client.get(page).status_code == 404
    client.force_login(world.group_leader)
    assert client.get(page).status_code == 403


def test_the_list_asks_as_many_questions_for_three_as_for_one(client, world, row):
    client.force_login(world.village_officer)
    child(row, world)
    client.get(url("minors"))
    with CaptureQueriesContext(connection) as one:
        client.get(url("minors"))
    for name in ("何苗", "何芽"):
        child(row, world, name=name)
    with CaptureQueriesContext(connection) as three:
        assert client.get(url("minors")).context["total"] == 3
    assert len(one) == len(three)
