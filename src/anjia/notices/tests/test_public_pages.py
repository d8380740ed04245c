import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_smart_ratelimit.models import RateLimitCounter

from anjia.evaluations.factories import open_cycle
from anjia.households.signals import participation_withdrawn, publication_changed
from anjia.notices.actions import answer_objection, take_down_notice
from anjia.notices.codes import code_for
from anjia.notices.enums import Finding, TakeDownReason
from anjia.notices.factories import ended_notice, objection_to, publication_consent, running_notice
from anjia.notices.models import Objection
from anjia.web.once import new_token

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-05-08 10:00 +0800", tick=False) as traveller:
        yield traveller


@pytest.fixture
def notice(world):
    return running_notice(world.group, open_cycle(world.county, year=2026), names=("王小明", "李建军"))


def page(client, name: str, *args, **query) -> str:
    response = client.get(reverse(f"notices:{name}", args=args), query)
    assert response.status_code == 200
    return response.content.decode()


def form_for(entry, **changes) -> dict:
    return {"entry": entry.pk, "ground": "wrong_data", "statement": "组别不对。", "once": new_token(), **changes}


def test_the_board_shows_names_as_families_wish_and_who_to_turn_to(client, notice):
    html = page(client, "public_notice", notice.pk)

    assert "王*明" in html
    assert "王小明" not in html
    assert "2026 年第 1 批" in html
    assert "5 个工作日" in html
    assert "12338" in html
    assert reverse("notices:object", args=[notice.pk]) in html
    assert "<svg" in html


def test_a_change_of_heart_shows_with_the_next_request(client, world, notice):
    first = notice.entries.get(shown_name="王*明")
    publication_consent(first.household)
    publication_changed.send(sender=None, ids=[first.household_id], by=world.village_officer)
    assert "王小明" in page(client, "public_notice", notice.pk)

    participation_withdrawn.send(sender=None, ids=[first.household_id], by=world.village_officer)
    html = page(client, "public_notice", notice.pk)
    assert "王" not in html.split("board-names")[1].split("</ul>")[0]
    assert "1 户" in html


def test_a_notice_that_was_taken_down_shows_why_and_nobody(client, world, notice):
    take_down_notice(notice, reason=TakeDownReason.WRONG_LIST, by=world.village_officer)

    html = page(client, "public_notice", notice.pk)
    assert "名单有误" in html
    assert "王*明" not in html
    assert str(notice.pk) not in page(client, "public_notices")
    assert client.get(reverse("notices:object", args=[notice.pk])).status_code == 404


def test_the_list_is_narrowed_by_place_and_kind(client, world, notice):
    address = str(notice.pk)
    assert address in page(client, "public_notices")
    assert address in page(client, "public_notices", place=world.town.code, kind="pre_naming")
    assert address not in page(client, "public_notices", place=world.neighbour_town.code)
    assert address not in page(client, "public_notices", kind="result")


def test_the_list_asks_as_often_for_three_notices_as_for_one(client, world, notice):
    def statements() -> int:
        with CaptureQueriesContext(connection) as queries:
            page(client, "public_notices")
        return len(queries)

    once = statements()
    running_notice(world.other_group, notice.cycle, names=("马丽",))
    running_notice(world.neighbour_group, notice.cycle, names=("胡海",))

    assert statements() == once


def test_anyone_objects_and_is_given_a_code_once(client, notice):
    entry = notice.entries.first()
    data = form_for(entry)
    response = client.post(reverse("notices:object", args=[notice.pk]), data)
    assert response.headers["Location"] == reverse("notices:objection_receipt")

    code = code_for(data["once"])
    first, again = page(client, "objection_receipt"), page(client, "objection_receipt")
    assert code in first
    assert code not in again
    assert Objection.objects.get().entry_id == entry.pk


def test_sent_twice_it_is_one_objection_with_one_code(client, notice):
    data = form_for(notice.entries.first())
    for _time in range(2):
        client.post(reverse("notices:object", args=[notice.pk]), data)

    assert Objection.objects.count() == 1
    assert code_for(data["once"]) in page(client, "objection_receipt")


def test_no_page_keeps_the_code_on_the_server(client, notice):
    data = form_for(notice.entries.first())
    client.post(reverse("notices:object", args=[notice.pk]), data)
    code = code_for(data["once"])

    with connection.cursor() as cursor:
        for table in ("web_submittedform", "notices_objection", "django_session"):
            cursor.execute(f"SELECT * FROM {table}")
            assert code not in str(cursor.fetchall())


@pytest.mark.parametrize("statement", ["这家有 家暴", "他信 教", "曾经服刑"])
def test_what_is_not_stored_here_gets_the_numbers_to_call(client, notice, statement):
    entry = notice.entries.first()
    response = client.post(reverse("notices:object", args=[notice.pk]), form_for(entry, statement=statement))

    html = response.content.decode()
    assert response.status_code == 422
    assert "请直接打电话" in html
    assert "tel:110" in html
    assert not Objection.objects.exists()


def test_an_entry_of_another_notice_cannot_be_objected_to_here(client, world, notice):
    other = ended_notice(world.neighbour_group, notice.cycle, names=("胡海",)).entries.get()
    response = client.post(reverse("notices:object", args=[notice.pk]), form_for(other))

    assert response.status_code == 422


def test_after_the_end_the_form_is_gone(client, notice, clock):
    clock.move_to("2026-05-15 08:00 +0800")

    assert "不再接收异议" in page(client, "object", notice.pk)
    assert reverse("notices:object", args=[notice.pk]) not in page(client, "public_notice", notice.pk)


def test_the_code_shows_the_answer_and_any_other_shows_nothing(client, world, notice):
    token = new_token()
    objection = objection_to(notice.entries.first(), token=token, objector_name="周来电")
    url = reverse("notices:objection_progress")
    before = client.post(url, {"code": code_for(token)}).content.decode()
    answer_objection(
        objection, finding=Finding.STAYS, answer="已到村核对。", is_unrelated=True, by=world.town_federation
    )
    after = client.post(url, {"code": code_for(token).lower()}).content.decode()
    wrong = [client.post(url, {"code": code}) for code in ("2222-3333-4444", "x")]

    assert "最迟答复" in before
    assert "已到村核对。" in after
    assert "周来电" not in after
    assert {response.status_code for response in wrong} == {200}
    assert all("没有查到" in response.content.decode() for response in wrong)
    assert client.post(url, {"code": ""}).status_code == 422


def test_guessing_codes_is_slowed_down(client, db):
    url = reverse("notices:objection_progress")
    answers = [client.post(url, {"code": f"{n:012d}"}).status_code for n in range(21)]

    assert answers == [200] * 20 + [429]
    assert RateLimitCounter.objects.count() == 1


def test_pages_speak_english_too(client, notice):
    client.cookies["django_language"] = "en"
    for name, args in (("public_notices", []), ("public_notice", [notice.pk]), ("object", [notice.pk])):
        assert client.get(reverse(f"notices:{name}", args=args)).status_code == 200
