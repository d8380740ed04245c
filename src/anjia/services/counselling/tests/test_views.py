"""The pages of counselling: by the team, by the code, and absent for everybody else."""

from datetime import timedelta

import pytest
from django.db import connections
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from anjia.services.codes import WALLED, code_for
from anjia.services.counselling.actions import book_hour
from anjia.services.counselling.enums import Way
from anjia.services.counselling.factories import DANGER, a_room, going, in_an_hour, talk_case
from anjia.services.counselling.models import Appointment, CounsellingRoom, CrisisContact
from anjia.services.factories import NAME
from anjia.web.once import new_token


def browser_of(user):
    browser = Browser()
    browser.force_login(user)
    return browser


@pytest.fixture
def worker(world):
    return browser_of(world.case_worker)


@pytest.fixture
def chief(world):
    return browser_of(world.case_supervisor)


def page(browser, name, /, *args, status=200):
    answer = browser.get(reverse(name, args=args))
    assert answer.status_code == status, name
    return answer.content.decode()


def send(browser, name, /, *args, status=302, **data):
    answer = browser.post(reverse(name, args=args), {"once": new_token(), **data})
    assert answer.status_code == status, answer.content.decode()[:3000]
    return answer.content.decode()


def act(browser, case, name, /, status=302, **data):
    return send(browser, "counselling:act", case.pk, name, status=status, **data)


def test_from_the_first_word_to_the_close(world, worker, chief):
    room, case = a_room(world), talk_case(world)
    assert "保密的例外" in page(worker, "services:case", case.pk)
    act(worker, case, "begin", status=422)
    act(worker, case, "begin", is_told="on")
    tomorrow = timezone.localdate() + timedelta(days=1)
    page(worker, "counselling:act", case.pk, "book")
    told = {"way": "room", "room": room.pk, "day": tomorrow, "hour": "15:00", "minutes": 60}
    act(worker, case, "book", **told)
    act(worker, case, "book", status=409, **told)
    hour = Appointment.objects.get()
    assert "15:00" in page(worker, "services:case", case.pk)
    assert "15:00" in page(worker, "counselling:rooms")
    assert NAME not in page(worker, "counselling:rooms")
    page(worker, "counselling:became", hour.pk)
    send(worker, "counselling:became", hour.pk, status=422, kept="kept")
    send(worker, "counselling:became", hour.pk, kept="cancelled")
    act(worker, case, "crisis", **{**DANGER, "is_accompanied": "on"})
    shown = page(chief, "services:case", case.pk)
    assert "不让本人独处" in shown
    assert "12356" in shown
    act(worker, case, "contact")
    act(worker, case, "settle", words="家人陪着")
    act(worker, case, "finish")
    send(worker, "services:close", case.pk)


def test_the_person_reads_the_hour_and_says_no_more_by_the_code(client, world):
    token = new_token()
    counselling = going(world, token=token)
    book_hour(counselling, way=Way.PHONE, starts_at=in_an_hour(), by=world.case_worker)
    code = code_for(token)
    assert "约好" in send(client, "services:follow", status=200, code=code)
    send(client, "counselling:client_act", "gossip", status=404, code=code)
    assert "随时可以再来" in send(client, "counselling:client_act", "withdraw", status=200, code=code)
    send(client, "counselling:client_act", "withdraw", status=409, code=code)


def test_rooms_duty_contacts_groups(world, worker, chief):
    assert "没有排值班" in page(worker, "counselling:rooms")
    for name in ("new_room", "duty", "new_contact"):
        page(worker, f"counselling:{name}", status=403)
        page(chief, f"counselling:{name}")
    send(chief, "counselling:new_room", name="引航心理咨询室", address="二楼", is_open="on")
    room = CounsellingRoom.objects.get()
    assert "二楼" in page(chief, "counselling:room", room.pk)
    send(chief, "counselling:new_room", status=409, name="引航心理咨询室", is_open="on")
    send(chief, "counselling:room", room.pk, name="引航心理咨询室", address="三楼")
    send(chief, "counselling:duty", day=timezone.localdate(), person=world.case_worker.pk)
    send(chief, "counselling:new_contact", place=1, label="区热线", number="0731-2800000")
    page(chief, "counselling:remove_contact", CrisisContact.objects.get().pk)
    shown = page(worker, "counselling:rooms")
    for words in ("三楼", "停用", world.case_worker.display_name, "区热线"):
        assert words in shown
    send(chief, "counselling:remove_contact", CrisisContact.objects.get().pk)
    page(worker, "counselling:group")
    send(
        worker, "counselling:group", held_on=timezone.localdate(), institution="某小学", theme="说出来", persons=30
    )  # fmt: skip
    assert "30 人次" in page(worker, "counselling:rooms")


def test_a_case_asks_as_much_for_three_hours_as_for_one(world, worker):
    counselling = going(world)
    case = counselling.case

    def questions():
        page(worker, "services:case", case.pk)
        with CaptureQueriesContext(connections[WALLED]) as asked:
            page(worker, "services:case", case.pk)
        return len(asked)

    rooms = [a_room(world, name) for name in "甲乙丙"]
    book_hour(counselling, way=Way.ROOM, room=rooms[0], starts_at=in_an_hour(1), by=world.case_worker)
    one = questions()
    for number in (1, 2):
        at = in_an_hour(2 * number + 2)
        book_hour(counselling, way=Way.ROOM, room=rooms[number], starts_at=at, by=world.case_worker)
    assert questions() == one


@pytest.mark.parametrize("role", ["village_officer", "town_federation", "district_office", "administrator"])
def test_nobody_else_finds_a_page_of_it(world, role):
    case, browser = talk_case(world), browser_of(getattr(world, role))
    for name, *args in (("act", case.pk, "begin"), ("rooms",), ("duty",), ("group",)):
        assert browser.get(reverse(f"counselling:{name}", args=args)).status_code in {403, 404}
