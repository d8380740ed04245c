"""Webhooks: signed, with ids and figures only; a receiver that fails, hangs or leads inside harms nobody."""

import hashlib
import hmac
import json
import socket
import threading
import time
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from anjia.accounts import delivery
from anjia.accounts.actions.webhooks import (
    BACKOFF,
    PAUSE_AFTER,
    add_endpoint,
    announce,
    deliver_due,
    pause_endpoint,
    replay_delivery,
    resume_endpoint,
)
from anjia.accounts.enums import DeliveryState
from anjia.accounts.models import Message, WebhookDelivery, WebhookEndpoint
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.ids import uuid7
from anjia.kernel.jobs import run_pending

pytestmark = pytest.mark.django_db
KINDS = ["notice_published", "decision_signed"]


class Receiver:
    """Another system on this machine: answers with `status`, after `delay` seconds; remembers what came."""

    def __init__(self):
        self.status, self.delay, self.headers, self.seen = 204, 0, {}, []
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.seen.append((dict(self.headers), body))
                time.sleep(receiver.delay)
                self.send_response(receiver.status)
                for name, value in receiver.headers.items():
                    self.send_header(name, value)
                self.end_headers()

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"


@pytest.fixture
def receiver(settings):
    settings.ANJIA_WEBHOOK_LOOPBACK = True
    made = Receiver()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def endpoint(world, receiver):
    return add_endpoint(world.county, name="平台", url=receiver.url, kinds=KINDS, by=world.district_office)


def tell(world, kind="notice_published"):
    return announce(kind, object_id=uuid7(), region_path=world.village.path, families=32)


def state():
    return WebhookDelivery.objects.values_list("state", "attempts", "error").get()


def test_an_event_arrives_signed_with_ids_and_figures(world, endpoint, receiver):
    assert tell(world) == 1
    assert run_pending() == 1
    (headers, body), (made, secret) = receiver.seen[0], endpoint
    at, seal = (part.split("=", 1)[1] for part in headers["Anjia-Signature"].split(","))
    assert seal == hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    told = json.loads(body)
    assert set(told) == {"id", "kind", "at", "object", "region", "figures"}
    assert (told["figures"], headers["Anjia-Event-Id"]) == ({"families": 32}, told["id"])
    assert state() == (DeliveryState.DELIVERED, 1, "")
    assert secret not in str(WebhookEndpoint.objects.extra(select={"raw": "secret"}).values_list("raw", flat=True)[0])
    assert made.misses == 0


def test_only_who_asked_hears_of_it(world, endpoint, receiver):
    assert tell(world, "objection_answered") == 0
    elsewhere = announce("notice_published", object_id=uuid7(), region_path=world.neighbour_county.path)
    assert elsewhere == 0
    assert deliver_due() == 0


@pytest.mark.parametrize(
    ("status", "headers", "error"),
    [(500, {}, "500"), (404, {}, "404"), (302, {"Location": "http://169.254.169.254/"}, "redirect")],
)
def test_what_is_not_taken_comes_again_later(world, endpoint, receiver, status, headers, error):
    receiver.status, receiver.headers = status, headers
    tell(world)
    assert deliver_due() == 1
    assert state() == (DeliveryState.WAITING, 1, error)
    assert deliver_due() == 0
    receiver.status, receiver.headers = 200, {}
    with time_machine.travel(timezone.now() + BACKOFF[0], tick=True):
        assert deliver_due() == 1
    assert state() == (DeliveryState.DELIVERED, 2, "")
    first, again = (headers["Anjia-Event-Id"] for headers, _body in receiver.seen)
    assert first == again


def test_who_answers_500_for_ever_is_paused_and_the_owner_told(world, endpoint, receiver):
    receiver.status = 500
    tell(world)
    at = timezone.now()
    for wait in [timedelta(), *BACKOFF]:
        at += wait + timedelta(seconds=1)
        with time_machine.travel(at, tick=True):
            deliver_due()
    made = WebhookEndpoint.objects.get()
    assert (made.misses, state()[0]) == (PAUSE_AFTER, DeliveryState.FAILED)
    assert made.paused_at is not None
    assert Message.objects.filter(user=world.district_office, kind="webhook_paused").count() == 1
    tell(world)
    with time_machine.travel(at + timedelta(days=1), tick=True):
        assert deliver_due() == 0
        receiver.status = 204
        resume_endpoint(made, by=world.district_office)
        assert run_pending() >= 1
    assert set(WebhookDelivery.objects.values_list("state", flat=True)) == {DeliveryState.DELIVERED}


def test_a_receiver_that_hangs_holds_nobody_up_for_long(world, endpoint, receiver, monkeypatch):
    """Three events to one that hangs and one to one that answers: all in one timeout, then one call a turn."""
    monkeypatch.setattr(delivery, "TIMEOUT", 0.4)
    monkeypatch.setattr("anjia.accounts.actions.webhooks.TIMEOUT", 0.4)
    other = Receiver()
    add_endpoint(world.county, name="好的", url=other.url, kinds=KINDS, by=world.district_office)
    receiver.delay = 3
    for _n in range(3):
        tell(world)
    begun = time.monotonic()
    assert deliver_due() == 6
    assert time.monotonic() - begun < 2.5
    assert len(other.seen) == 3
    assert WebhookDelivery.objects.filter(error="timeout").count() == 3
    with time_machine.travel(timezone.now() + BACKOFF[0], tick=True):
        assert deliver_due() == 1
    other.server.shutdown()
    other.server.server_close()


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/", "https://10.1.2.3/", "https://192.168.1.1/x", "https://169.254.169.254/latest",
        "https://[::1]/", "https://[fe80::1]/", "https://[::ffff:10.0.0.1]/", "https://0.0.0.0/", "http://8.8.8.8/",
        "ftp://8.8.8.8/", "https://user:word@8.8.8.8/", "https:///x", "https://[::1", "https://8.8.8.8:99999/",
    ],
)  # fmt: skip
def test_addresses_inside_are_refused(world, settings, url):
    settings.ANJIA_WEBHOOK_LOOPBACK = False
    with pytest.raises(Refused):
        add_endpoint(world.county, name="x", url=url, kinds=KINDS, by=world.district_office)


def test_a_name_that_leads_inside_later_is_refused_at_the_call(world, settings, monkeypatch):
    """DNS rebinding: the name is looked up once for each call, and the address that was judged is called."""
    settings.ANJIA_WEBHOOK_LOOPBACK = False
    where = ["93.184.216.34"]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: [(2, 1, 6, "", (where[0], 443))])
    add_endpoint(world.county, name="x", url="https://hook.example/", kinds=KINDS, by=world.district_office)
    tell(world)
    where[0] = "10.0.0.8"
    deliver_due()
    assert state()[2] == "forbidden"


def test_networks_of_ones_own_can_be_allowed(settings):
    settings.ANJIA_WEBHOOK_NETWORKS = ["10.1.0.0/16"]
    assert delivery.judged("https://10.1.2.3/")[0] == "10.1.2.3"
    with pytest.raises(Refused):
        delivery.judged("https://10.2.2.3/")


def test_who_may(world, endpoint, receiver):
    made, _secret = endpoint
    with pytest.raises(NotPermitted):
        add_endpoint(world.county, name="x", url=receiver.url, kinds=KINDS, by=world.town_federation)
    with pytest.raises(NotPermitted):
        pause_endpoint(made, by=world.town_federation)
    with pytest.raises(Refused, match="至少选一种"):
        add_endpoint(world.county, name="x", url=receiver.url, kinds=["nonsense"], by=world.district_office)
    pause_endpoint(made, by=world.district_office)
    with pytest.raises(Conflict):
        pause_endpoint(made, by=world.district_office)
    resume_endpoint(made, by=world.district_office)
    with pytest.raises(Conflict):
        resume_endpoint(made, by=world.district_office)


def test_the_pages_show_the_log_and_send_again(client, world, receiver):
    client.force_login(world.district_office)
    data = {"name": "平台", "url": receiver.url, "kinds": KINDS, "once": str(uuid7())}
    page = client.post(reverse("accounts:add_webhook"), data)["Location"]
    assert "请现在复制签名密钥" in client.get(page).content.decode()
    assert "请现在复制签名密钥" not in client.get(page).content.decode()
    assert "平台" in client.get(reverse("accounts:webhooks")).content.decode()
    tell(world)
    deliver_due()
    assert "已送达" in client.get(page).content.decode()
    again = reverse("accounts:replay_delivery", args=[WebhookDelivery.objects.get().pk])
    assert client.get(again).status_code == 200
    assert client.post(again, {"once": str(uuid7())}).status_code == 302
    run_pending()
    assert len(receiver.seen) == 2
    for expected in ("推送已暂停", "推送记录"):
        assert client.get(f"{page}pause/").status_code == 200
        assert client.post(f"{page}pause/", {"once": str(uuid7())}).status_code == 302
        assert expected in client.get(page).content.decode()
    client.force_login(world.administrator)
    assert client.get(page).status_code == 200
    client.force_login(world.town_federation)
    assert client.get(page).status_code in {403, 404}
    with pytest.raises(NotPermitted):
        replay_delivery(WebhookDelivery.objects.get(), by=world.town_federation)


def test_the_list_asks_as_many_questions_for_three_as_for_one(client, world, receiver):
    def add(name):
        data = {"name": name, "url": receiver.url, "kinds": KINDS, "once": str(uuid7())}
        assert client.post(reverse("accounts:add_webhook"), data).status_code == 302

    client.force_login(world.district_office)
    page = reverse("accounts:webhooks")
    add("平台一")
    client.get(page)
    with CaptureQueriesContext(connection) as one:
        client.get(page)
    add("平台二")
    add("平台三")
    with CaptureQueriesContext(connection) as three:
        assert client.get(page).context["total"] == 3
    assert len(one) == len(three)
