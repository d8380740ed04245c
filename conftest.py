"""What every test gets: a folder of its own for files, no undefined template variables, no silent skips in CI.

The database is chosen in `anjia.config.settings_test`, which pytest-django loads before this file.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from django.db.backends.postgresql.creation import DatabaseCreation
from django.test import TransactionTestCase
from django.utils import translation
from pytest_django import DjangoDbBlocker, Settings

from anjia.config.routing import WALLED
from anjia.kernel.triggers import TABLES, lift_append_only, make_append_only

pytest_plugins = ["anjia.accounts.testing"]
# Of the real one; the test database is called otherwise.
WALLED_NAME = settings.DATABASES[WALLED]["NAME"]
_OWNER = os.environ.get("PYTEST_XDIST_WORKER") is None


@pytest.fixture(autouse=True)
def _own_files(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.SERVICES_DATA = tmp_path / "services"


@pytest.fixture(autouse=True)
def _speaks_chinese() -> Iterator[None]:
    """A page asked for in English leaves its language behind in the thread; every test begins in Chinese."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


def change_all(change: Callable[[str], Any], alias: str) -> None:
    with connections[alias].schema_editor() as editor:
        for table in TABLES:
            change(table)(None, editor)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The walled test database is made without migrations, so the triggers of its trail are put there by hand.

    It is made only where one of the tests to be run asks for it.
    """
    with django_db_blocker.unblock():
        if connections[WALLED].settings_dict["NAME"] != WALLED_NAME:
            change_all(lift_append_only, WALLED)
            change_all(make_append_only, WALLED)


@pytest.fixture(autouse=True, scope="session")
def _append_only_tables_can_be_flushed() -> Iterator[None]:
    """A test that commits is cleaned up by emptying every table: only then the audit's triggers stand aside."""
    flush = TransactionTestCase._fixture_teardown

    def teardown(self: TransactionTestCase) -> None:
        for change in (lift_append_only, make_append_only):
            for alias in self._databases_names(include_mirrors=False):
                change_all(change, alias)
            if change is lift_append_only:
                flush(self)

    TransactionTestCase._fixture_teardown = teardown
    yield
    TransactionTestCase._fixture_teardown = flush


@pytest.fixture(autouse=True, scope="session")
def _nobody_keeps_the_database() -> None:
    """A thread that outlives its test keeps a connection; PostgreSQL would not let the database go."""
    destroy = DatabaseCreation._destroy_test_db

    def after_the_last(self: DatabaseCreation, name: str, verbosity: int) -> None:
        with self.connection._nodb_cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
        destroy(self, name, verbosity)

    DatabaseCreation._destroy_test_db = after_the_last


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """In CI a skipped test is a failure: nothing may pass by not being run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter and _OWNER else []
    if os.environ.get("CI") == "true" and skipped and exitstatus == pytest.ExitCode.OK:
        reporter.write_line(f"{len(skipped)} skipped: in CI that is a failure", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
