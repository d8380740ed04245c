"""Volunteers: who offers on line, and that nobody who judges families goes to see them (A13-2; frame F4)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from anjia.accounts.actions import end_membership
from anjia.accounts.factories import persona
from anjia.accounts.models import Message
from anjia.kernel import jobs
from anjia.kernel.exceptions import Refused
from anjia.services.care import actions
from anjia.services.care.enums import VolunteerState
from anjia.services.care.factories import volunteer_in
from anjia.services.care.models import Volunteer
from anjia.services.codes import WALLED
from anjia.services.enums import Given
from anjia.services.people import judges_families


def offer(client, world, status=302, **changes):
    told = {"region": world.village.pk, "name": "田大姐", "phone": "137 1234 0001", "languages": ["miao"]}
    said = {**told, "times": ["weekend"], "of_age": "on", "consents": "on", **changes}
    answer = client.post(reverse("care:offer"), {key: value for key, value in said.items() if value})
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer


def test_anybody_offers_and_is_vetted_afterwards(client, world):
    assert "来做志愿者" in client.get(reverse("services:ask")).content.decode()
    assert "没有报酬" in client.get(reverse("care:offer")).content.decode()
    done = offer(client, world)
    assert "不一定会请您" in client.get(done["Location"]).content.decode()
    held = Volunteer.objects.get()
    assert (held.state, held.given, held.entered_by_id) == (VolunteerState.OFFERED, Given.ONLINE, None)
    jobs.work_off(WALLED)
    chief = world.case_supervisor
    client.force_login(chief)
    assert "本人网上报名" in client.get(reverse("care:vet", args=[held.pk])).content.decode()
    vetted = actions.vet_volunteer(held, checked_on=timezone.localdate(), judges_nobody=True, by=chief)
    assert vetted.state == VolunteerState.VETTED


def test_the_supervisor_is_told_that_something_waits(client, world):
    chief = world.case_supervisor
    offer(client, world)
    jobs.work_off(WALLED)
    assert Message.objects.filter(user=chief, kind="services.waits").exists()


def test_whoever_is_on_the_roster_gets_the_same_answer(client, world):
    first = offer(client, world)
    again = offer(client, world, phone="13712340001", name="别人")
    assert again["Location"] == first["Location"]
    assert Volunteer.objects.get().name == "田大姐"


@pytest.mark.parametrize("missing", ["name", "phone", "languages", "times", "of_age", "consents"])
def test_nobody_is_entered_without_age_consent_or_a_name(client, world, missing):
    offer(client, world, status=422, **{missing: ""})
    assert not Volunteer.objects.exists()


def test_an_action_asks_for_age_and_consent_too(world):
    told = {"name": "田", "phone": "137", "languages": ["miao"], "times": ["weekend"]}
    for said in ({"of_age": False, "consents": True}, {"of_age": True, "consents": False}):
        with pytest.raises(Refused, match="十八周岁"):
            actions.offer_self(world.village, **told, **said)
    with pytest.raises(Refused, match="没有本人同意"):
        actions.enter_volunteer(world.village, **told, given=Given.ONLINE, by=world.case_worker)


def test_who_was_not_taken_is_forgotten(client, world):
    offer(client, world)
    today = timezone.localdate()
    assert actions.erase_volunteers(today + timedelta(days=180)) == 0
    assert actions.erase_volunteers(today + timedelta(days=190)) == 0
    held = Volunteer.objects.get()
    assert held.state == VolunteerState.LEFT
    assert actions.erase_volunteers(held.left_on + timedelta(days=33)) == 1
    held.refresh_from_db()
    assert (held.name, held.phone, held.phone_index) == ("", "", "")


def test_who_judges_families_there_is_refused_in_words(world):
    judge = persona("village_panel_member", world.village)
    phone = f"{judge.username[:3]} {judge.username[3:]}"
    entered = volunteer_in(world.village, world.case_worker, phone=phone)
    told = {"checked_on": timezone.localdate(), "by": world.case_supervisor}
    with pytest.raises(Refused, match="问过本人"):
        actions.vet_volunteer(entered, judges_nobody=False, **told)
    with pytest.raises(Refused, match="不能是同一个人"):
        actions.vet_volunteer(entered, judges_nobody=True, **told)
    for held in judge.memberships.all():
        end_membership(held, by=world.administrator)
    assert actions.vet_volunteer(entered, judges_nobody=True, **told).state == VolunteerState.VETTED


def test_nor_are_they_sent_where_they_judge(world, care):
    """Vetted in another village of the district, they judge families in the one of the case."""
    judge = persona("village_panel_member", world.village)
    held = volunteer_in(world.neighbour_village, world.case_worker, world.case_supervisor, phone=judge.username)
    with pytest.raises(Refused, match="不能是同一个人"):
        actions.propose_pair(care, held, every_days=14, by=world.case_worker)


def test_a_phone_of_nobody_or_of_somebody_who_judges_elsewhere(world):
    judge = persona("village_panel_member", world.village)
    assert judges_families(judge.username, world.village.path)
    assert judges_families(judge.username, world.town.path), "the place around it"
    assert not judges_families(judge.username, world.neighbour_village.path)
    assert not judges_families("", world.village.path)
    assert not judges_families(world.case_worker.username, world.village.path)
