"""State x transition x role; hours without a clash; the crisis protocol; who reads the notes (domain A9-4)."""

from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from anjia.accounts.factories import persona
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.permissions import grants
from anjia.kernel.workflow import advance
from anjia.regions.enums import Rule
from anjia.services.actions import (
    add_member,
    break_glass,
    close_case,
    name_concerned,
    reopen_case,
    strike_note,
    withdraw_consent,
    write_note,
)
from anjia.services.actions.closing import erase_due
from anjia.services.counselling import actions as talk
from anjia.services.counselling.enums import CounsellingState, Kept, Verb, Way
from anjia.services.counselling.factories import DANGER, a_room, going, in_an_hour, talk_case
from anjia.services.counselling.kind import acts, client_acts
from anjia.services.counselling.models import Appointment, Counselling, Crisis
from anjia.services.counselling.queries import contacts_for, counselling_of
from anjia.services.counselling.workflow import COUNSELLING
from anjia.services.enums import Duty, NoteSide, Urgency
from anjia.services.models import Case, CaseMember, Deadline

ROLES = ("case_worker", "case_supervisor", "village_officer", "town_federation", "district_office", "administrator")
SECRET = "金丝雀在咨询里说的话"


def names(found):
    return {act.name for act in found}


def test_state_by_transition_by_role(world):
    counselling = counselling_of(talk_case(world))
    held = {role: getattr(world, role) for role in ROLES}
    for state in CounsellingState:
        for step in COUNSELLING:
            for role, user in held.items():
                Counselling.objects.filter(pk=counselling.pk).update(state=state)
                counselling.refresh_from_db()
                if role not in grants.roles_with(step.permission):
                    with pytest.raises(NotPermitted):
                        advance(counselling, step, by=user)
                elif state not in step.source:
                    with pytest.raises(Conflict):
                        advance(counselling, step, by=user)
                else:
                    assert advance(counselling, step, by=user).state == step.target


def test_only_the_walled_hold_any_of_its_verbs():
    inside = {"case_worker", "case_supervisor"}
    for verb in Verb:
        assert grants.roles_with(verb) == ({"case_supervisor"} if verb == Verb.KEEP_ROOMS else inside)


def test_a_colleague_outside_the_team_does_nothing(world):
    counselling, by = going(world), persona("case_supervisor", world.county)
    hour = talk.book_hour(counselling, way=Way.PHONE, starts_at=in_an_hour(), by=world.case_worker)
    acts_of_all = (
        lambda: talk.begin_course(counselling, is_told=True, by=by),
        lambda: talk.book_hour(counselling, way=Way.PHONE, starts_at=in_an_hour(9), by=by),
        lambda: talk.say_what_became(hour, kept=Kept.CANCELLED, by=by),
        lambda: talk.finish_course(counselling, by=by),
        lambda: talk.raise_crisis(counselling, **DANGER, by=by),
        lambda: talk.contact_again(counselling, by=by),
        lambda: talk.settle_crisis(counselling, words="x", by=by),
        lambda: talk.withdraw_counselling(counselling, by=by),
    )
    for act in acts_of_all:
        with pytest.raises(NotPermitted, match="办理团队"):
            act()


def test_it_begins_with_what_stays_between_the_two(world):
    counselling = counselling_of(talk_case(world))
    with pytest.raises(Refused, match="保密"):
        talk.begin_course(counselling, is_told=False, by=world.case_worker)
    with pytest.raises(Conflict, match="只有咨询中"):
        talk.book_hour(counselling, way=Way.PHONE, starts_at=in_an_hour(), by=world.case_worker)
    assert names(acts(counselling.case, world.case_worker)) == {"begin", "crisis"}
    counselling = talk.begin_course(counselling, is_told=True, by=world.case_worker)
    assert counselling.limits_told_on == timezone.localdate()


def test_neither_room_nor_counsellor_is_in_two_places(world):
    by, room, at = world.case_worker, a_room(world), in_an_hour()
    first, second = going(world), going(world, phone="1")
    talk.book_hour(first, way=Way.ROOM, room=room, starts_at=at, by=by)
    with pytest.raises(Conflict, match="已有人用"):
        talk.book_hour(second, way=Way.ROOM, room=room, starts_at=at + timedelta(minutes=30), by=by)
    with pytest.raises(Conflict, match="您这个时间已有约"):
        talk.book_hour(second, way=Way.PHONE, starts_at=at + timedelta(minutes=59), by=by)
    assert talk.book_hour(second, way=Way.ROOM, room=room, starts_at=at + timedelta(minutes=60), by=by).pk
    assert "引航心理咨询室" in first.case.notes.get(side=NoteSide.TO).words


def test_an_hour_that_cannot_be(world):
    by, room, counselling = world.case_worker, a_room(world), going(world)
    elsewhere = talk.keep_room(
        world.neighbour_county, name="别处", by=persona("case_supervisor", world.neighbour_county)
    )
    bad = (
        {"way": "pigeon"},
        {"minutes": 7},
        {"starts_at": timezone.now()},
        {"way": Way.ROOM},
        {"room": room},
        {"way": Way.ROOM, "room": elsewhere},
    )
    for change in bad:
        with pytest.raises(Refused):
            talk.book_hour(counselling, **{"way": Way.PHONE, "starts_at": in_an_hour(), **change}, by=by)
    assert not Appointment.objects.exists()


def test_an_hour_is_kept_missed_or_called_off(world, time_machine):
    by, counselling, room = world.case_worker, going(world), a_room(world)
    hour = talk.book_hour(counselling, way=Way.ROOM, room=room, starts_at=in_an_hour(), by=by)
    with pytest.raises(Refused, match="不能停用"):
        talk.keep_room(world.county, name=room.name, is_open=False, room=room, by=world.case_supervisor)
    with pytest.raises(Refused, match="还没有到"):
        talk.say_what_became(hour, kept=Kept.KEPT, by=by)
    with pytest.raises(Refused, match="还有约好"):
        talk.finish_course(counselling, by=by)
    talk.say_what_became(hour, kept=Kept.CANCELLED, by=by)
    again = talk.book_hour(counselling, way=Way.ROOM, room=room, starts_at=in_an_hour(), by=by)
    time_machine.move_to(timezone.now() + timedelta(hours=3))
    with pytest.raises(Refused, match="列表"):
        talk.say_what_became(again, kept=Kept.PLANNED, by=by)
    talk.say_what_became(again, kept=Kept.KEPT, by=by)
    with pytest.raises(Conflict, match="已经记下"):
        talk.say_what_became(again, kept=Kept.MISSED, by=by)
    counselling = talk.finish_course(counselling, by=by)
    assert client_acts(counselling.case) == []
    close_case(counselling.case, by=by)
    reopen_case(Case.objects.get(pk=counselling.case_id), by=by)
    assert counselling_of(counselling.case).state == CounsellingState.RECEIVED


def test_in_danger_whoever_is_on_duty_joins_and_it_is_asked_again_within_a_day(world, time_machine):
    by, chief, duty = world.case_worker, world.case_supervisor, persona("case_worker", world.county)
    talk.set_duty(world.county, day=timezone.localdate(), person=duty, by=chief)
    counselling = going(world)
    with pytest.raises(Refused, match="没有人陪着"):
        talk.raise_crisis(counselling, words="x", called="nobody", by=by)
    for words, called in (("", "public_security"), ("x", "neighbour")):
        with pytest.raises(Refused):
            talk.raise_crisis(counselling, words=words, called=called, by=by)
    crisis = talk.raise_crisis(counselling, **DANGER, by=by)
    case = Case.objects.get(pk=counselling.case_id)
    assert (crisis.duty_id, case.urgency) == (duty.pk, Urgency.DANGER)
    assert CaseMember.objects.get(case=case, user_id=duty.pk).duty == Duty.MEMBER
    clock = Deadline.objects.get(case=case, rule=Rule.CRISIS_CONTACT, met_on__isnull=True)
    assert clock.due_at - crisis.created_at < timedelta(hours=24, seconds=5)
    assert names(acts(case, duty)) == {"contact", "settle"}
    counselling = counselling_of(case)
    with pytest.raises(Refused, match="还没有再次联系"):
        talk.settle_crisis(counselling, words="好多了", by=duty)
    with pytest.raises(Conflict):
        talk.finish_course(counselling, by=by)
    time_machine.move_to(timezone.now() + timedelta(hours=20))
    assert talk.contact_again(counselling, by=duty).contacted_at
    assert Deadline.objects.filter(case=case, met_on__isnull=True).count() == 1
    with pytest.raises(Refused, match="怎样解除"):
        talk.settle_crisis(counselling, words=" ", by=duty)
    counselling = talk.settle_crisis(counselling, words="姐姐陪着，情绪平稳", by=duty)
    assert counselling.state == CounsellingState.ACTIVE
    assert Case.objects.get(pk=case.pk).urgency == ""
    assert not Deadline.objects.filter(case=case, met_on__isnull=True).exists()
    with pytest.raises(Conflict, match="没有正在处置"):
        talk.contact_again(counselling, by=by)


def test_whom_the_case_is_about_is_not_called_in_by_duty(world):
    duty = persona("case_worker", world.county)
    talk.set_duty(world.county, day=timezone.localdate(), person=duty, by=world.case_supervisor)
    counselling = going(world)
    name_concerned(counselling.case, duty, by=world.case_worker)
    assert talk.raise_crisis(counselling, **DANGER, by=world.case_worker).duty_id is None
    assert not CaseMember.objects.filter(case=counselling.case, user_id=duty.pk).exists()


def test_notes_are_read_by_the_counsellor_and_the_supervisor_alone(world):
    counselling, helper = going(world), persona("case_worker", world.county)
    case, outsider = counselling.case, persona("case_worker", world.county)
    written = write_note(case, SECRET, number=case.number, by=world.case_worker)
    add_member(case, helper, duty=Duty.MEMBER, by=world.case_worker)
    break_glass(case, reason="danger", words="急", by=outsider)
    for user, reads in (
        (world.case_worker, True), (world.case_supervisor, True), (helper, False), (outsider, False),
    ):  # fmt: skip
        browser = Browser()
        browser.force_login(user)
        answer = browser.get(reverse("services:case", args=[case.pk]))
        assert answer.status_code == 200
        assert (SECRET in answer.content.decode()) == reads, user
    with pytest.raises(NotPermitted, match="只有主办和督导"):
        write_note(case, "x", number=case.number, by=helper)
    with pytest.raises(NotPermitted):
        strike_note(written, reason="mistake", by=helper)


def test_without_consent_it_ends_and_its_words_go(world, time_machine):
    counselling = going(world)
    talk.book_hour(counselling, way=Way.PHONE, starts_at=in_an_hour(), by=world.case_worker)
    talk.raise_crisis(counselling, **DANGER, by=world.case_worker)
    withdraw_consent(counselling.case, purpose="handle")
    assert counselling_of(counselling.case).state == CounsellingState.WITHDRAWN
    assert Appointment.objects.get().kept == Kept.CANCELLED
    time_machine.move_to(timezone.now() + timedelta(days=32))
    assert erase_due() == 1
    assert not Crisis.objects.exists()
    assert not Appointment.objects.exists()


def test_rooms_duty_contacts_and_groups_are_the_districts(world):
    chief, worker, today = world.case_supervisor, world.case_worker, timezone.localdate()
    room = a_room(world)
    contact = {"place": 1, "label": "区心理援助热线", "number": "0731-2800000"}
    group = {"held_on": today, "institution": "某小学", "theme": "说出来", "persons": 30}
    for act in (
        lambda: talk.keep_room(world.county, name="x", by=worker),
        lambda: talk.set_duty(world.county, day=today, person=worker, by=worker),
        lambda: talk.keep_contact(world.county, **contact, by=worker),
    ):
        with pytest.raises(NotPermitted):
            act()
    for act in (
        lambda: talk.keep_room(world.county, name=" ", by=chief),
        lambda: talk.set_duty(world.county, day=today - timedelta(days=1), person=worker, by=chief),
        lambda: talk.set_duty(world.county, day=today, person=world.village_officer, by=chief),
        lambda: talk.keep_contact(world.county, **{**contact, "number": "打给我"}, by=chief),
        lambda: talk.count_group(world.county, **{**group, "persons": 0}, by=worker),
        lambda: talk.count_group(world.county, **{**group, "held_on": today + timedelta(days=1)}, by=worker),
    ):
        with pytest.raises(Refused):
            act()
    with pytest.raises(Conflict, match="同名"):
        talk.keep_room(world.county, name=room.name, by=chief)
    assert contacts_for(world.village.path)[0] == ("120", "急救")
    held = talk.keep_contact(world.county, **contact, by=chief)
    assert contacts_for(world.village.path) == [("0731-2800000", "区心理援助热线")]
    talk.remove_contact(held, by=chief)
    assert talk.count_group(world.county, **group, by=worker).persons == 30
    talk.set_duty(world.county, day=today, person=worker, by=chief)
    assert talk.set_duty(world.county, day=today, person=chief, by=chief).user_id == chief.pk
