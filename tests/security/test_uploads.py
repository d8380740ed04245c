"""Uploads that are too large, or never end (quality 3, check 12)."""

import http.client
import os
import socket
import time

import pytest
from django.urls import reverse

from anjia.kernel.ids import uuid7
from tools.processes import end
from tools.serve import _answers, _server, free_port

MANY = 40
PATIENCE = 30


@pytest.mark.django_db
def test_anybody_may_send_little(client):
    answer = client.post(
        reverse("account_login"), b"", content_type="text/plain", headers={"Content-Length": "3000000"}
    )
    assert answer.status_code == 413
    assert "一次最多发送 2 兆字节" in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(("length", "status"), [("104857601", 413), ("一百", 413), ("-1", 413), ("", 422)])
def test_an_office_may_send_more_but_not_anything(client, world, length, status):
    client.force_login(world.village_officer)
    address = reverse("households:import_upload")
    answer = client.post(address, {"once": str(uuid7())}, headers={"Content-Length": length} if length else {})
    assert answer.status_code == status


@pytest.mark.django_db
def test_a_program_is_told_in_its_own_way(client):
    answer = client.post("/api/v1/", b"", content_type="application/json", headers={"Content-Length": "3000000"})
    assert answer.status_code == 413
    assert answer.headers["Content-Type"].startswith("application/problem+json")


@pytest.fixture
def server(tmp_path):
    port = free_port(None, "127.0.0.1")
    env = {**os.environ, "ANJIA_DATA": str(tmp_path), "ANJIA_STATIC": str(tmp_path), "PYTHONPATH": "src:."}
    env.pop("ANJIA_POSTGRES", None)
    env["DJANGO_SETTINGS_MODULE"] = "anjia.config.settings"
    process = _server("127.0.0.1", port, env)
    deadline = time.monotonic() + PATIENCE
    while not _answers(port):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    yield port
    end(process)


@pytest.mark.slow
def test_forty_uploads_that_never_end_keep_nobody_waiting(server):
    head = (
        b"POST /accounts/sign-in/ HTTP/1.1\r\nHost: localhost\r\n"
        b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000000\r\n\r\nlogin="
    )
    held = [socket.create_connection(("127.0.0.1", server)) for _n in range(MANY)]
    try:
        for connection in held:
            connection.sendall(head)
        for _n in range(20):
            other = http.client.HTTPConnection("127.0.0.1", server, timeout=10)
            other.request("GET", "/health/live")
            assert other.getresponse().status == 200
            other.close()
    finally:
        for connection in held:
            connection.close()
