"""The inbox: unread first, opened where the matter is, by kind on and off (experience 15)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from anjia.accounts import messages
from anjia.accounts.actions import open_message, tell
from anjia.accounts.messages import Kind
from anjia.accounts.models import Message, MutedKind
from anjia.accounts.queries import inbox_of, unread_count

PLAIN = Kind("tests.plain", "平常事", "平常的事。", "第 %(n)d 件")
DUTY = Kind("tests.duty", "法定事", "法定的事。", "期限 %(n)d", duty="期限由规定确定。")
INBOX, KINDS, READ = (reverse(f"console:{name}") for name in ("inbox", "inbox_kinds", "inbox_read"))


@pytest.fixture(autouse=True)
def kinds(monkeypatch):
    monkeypatch.setattr(messages, "_kinds", {kind.name: kind for kind in (PLAIN, DUTY)})


@pytest.fixture
def reader(world, client):
    client.force_login(world.village_officer)
    return world.village_officer


def say(reader, n, kind=PLAIN):
    tell([reader], kind.name, url=reverse("console:home"), key=str(n), facts={"n": n})
    return inbox_of(reader).get(kind=kind.name, key=str(n))


def titles(response):
    return [message.title for message in response.context["rows"]]


def test_unread_come_first_the_newest_on_top(client, reader):
    newest = [say(reader, n) for n in (1, 2, 3)][-1]
    open_message(newest, by=reader)

    response = client.get(INBOX)
    assert titles(response) == ["第 2 件", "第 1 件", "第 3 件"]
    assert "2 条未读" in response.content.decode()


def test_the_bar_says_how_many_are_unread_on_every_page(client, reader):
    assert "count num" not in client.get(KINDS).content.decode().split("</header>")[0].split("bar-inbox")[1]
    say(reader, 1)
    bar = client.get(reverse("console:home")).content.decode().split("bar-inbox")[1].split("</a>")[0]
    assert "收件" in bar
    assert "1</span>" in bar


def test_a_message_opens_where_the_matter_is_and_is_read(client, reader):
    message = say(reader, 1)

    response = client.post(reverse("console:inbox_open", args=[message.pk]))
    assert (response.status_code, response.url) == (302, reverse("console:home"))
    assert unread_count(reader) == 0


def test_somebody_elses_message_is_absent(client, world, reader):
    message = say(world.town_federation, 1)

    assert client.post(reverse("console:inbox_open", args=[message.pk])).status_code == 404
    assert titles(client.get(INBOX)) == []
    assert unread_count(world.town_federation) == 1


def test_a_get_reads_nothing(client, reader):
    message = say(reader, 1)
    assert client.get(reverse("console:inbox_open", args=[message.pk])).status_code == 405
    assert client.get(READ).status_code == 405
    assert unread_count(reader) == 1


def test_filters_by_kind_and_by_read(client, reader):
    say(reader, 1), say(reader, 2, DUTY)
    open_message(say(reader, 3), by=reader)

    assert titles(client.get(INBOX, {"kind": DUTY.name})) == ["期限 2"]
    assert titles(client.get(INBOX, {"read": "yes"})) == ["第 3 件"]
    assert titles(client.get(INBOX, {"read": "no", "kind": PLAIN.name})) == ["第 1 件"]
    assert titles(client.get(INBOX, {"read": "perhaps", "kind": "nothing"})) == ["期限 2", "第 1 件", "第 3 件"]


def test_all_are_marked_read_or_all_of_a_kind(client, world, reader):
    say(reader, 1), say(reader, 2, DUTY), say(world.town_federation, 3)

    client.post(READ, {"kind": DUTY.name})
    assert unread_count(reader) == 1
    assert client.post(READ).url == INBOX
    assert unread_count(reader) == 0
    assert unread_count(world.town_federation) == 1


def test_a_kind_is_switched_off_where_it_is_no_duty(client, reader):
    page = client.get(KINDS).content.decode()
    assert "平常事" in page
    assert "期限由规定确定" in page

    client.post(KINDS, {})
    assert list(MutedKind.objects.values_list("kind", flat=True)) == [PLAIN.name]
    assert client.get(KINDS).context["form"].initial["tests-plain"] is False

    client.post(KINDS, {"tests-plain": "on"})
    assert not MutedKind.objects.exists()


def test_an_empty_inbox_says_what_will_come(client, reader):
    assert "还没有消息" in client.get(INBOX).content.decode()
    assert "没有符合条件" in client.get(INBOX, {"read": "no"}).content.decode()


def test_the_inbox_asks_the_database_as_often_for_three_as_for_one(client, reader):
    say(reader, 1)
    client.get(INBOX)
    with CaptureQueriesContext(connection) as one:
        client.get(INBOX)
    say(reader, 2), say(reader, 3, DUTY)
    with CaptureQueriesContext(connection) as three:
        client.get(INBOX)
    assert len(one) == len(three)


def test_a_bar_with_more_than_99_says_so(client, reader):
    Message.objects.bulk_create(
        [Message(user=reader, kind=PLAIN.name, key=str(n), facts={"n": n}, url="/") for n in range(120)]
    )
    assert "99+" in client.get(INBOX).content.decode()
