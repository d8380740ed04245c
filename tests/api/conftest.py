"""The typed client, made from the schema as it stands, against the application in this process."""

import importlib
import json
import sys

import httpx
import pytest
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections

from anjia.accounts.factories import secret_for
from anjia.web.api.site import schema
from tools.client import PACKAGE, generate


@pytest.fixture(scope="session")
def package(tmp_path_factory):
    """The generated package, importable as `anjia_client`."""
    folder = tmp_path_factory.mktemp("client")
    document = folder / "openapi.json"
    document.write_text(json.dumps(schema()))
    generate(document, folder)
    sys.path.insert(0, str(folder))
    yield importlib.import_module(PACKAGE)
    sys.path.remove(str(folder))


@pytest.fixture(autouse=True)
def _connection_stays():
    """The application is called in the test's own thread and transaction: it may not close its connection."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


class Caller:
    """`caller("households.household_list", q="王")`: the parsed answer of an operation of the typed client."""

    def __init__(self, package, secret):
        self.package = package
        headers = {"Authorization": f"Bearer {secret}"} if secret else {}
        self.client = package.Client(base_url="http://testserver", raise_on_unexpected_status=True)
        transport = httpx.WSGITransport(app=get_wsgi_application())
        self.client.set_httpx_client(httpx.Client(base_url="http://testserver", transport=transport, headers=headers))

    def ask(self, name, *args, **kwargs):
        """The whole response: status, headers, parsed."""
        operation = importlib.import_module(f"{PACKAGE}.api.{name}")
        return operation.sync_detailed(*args, client=self.client, **kwargs)

    def __call__(self, name, *args, **kwargs):
        response = self.ask(name, *args, **kwargs)
        assert response.status_code < 400, response.parsed
        return response.parsed


@pytest.fixture
def caller(package, db):
    """`caller(user)` or `caller(user, verb, …)`; without a user nobody."""

    def make(user=None, *verbs):
        return Caller(package, secret_for(user, *verbs) if user else "")

    return make


@pytest.fixture
def models(package):
    """What is sent: `models.MeetingIn(…)`."""
    return importlib.import_module(f"{PACKAGE}.models")
