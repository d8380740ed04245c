"""A real Chromium against the real server, with the clock in the test's hand."""

import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings as django_settings
from playwright.sync_api import Browser, sync_playwright

from tests.browser.people import Cast

# Playwright's driver runs an event loop in this thread; the database calls of the tests are synchronous all the same.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
SHANGHAI = ZoneInfo("Asia/Shanghai")
PICTURES = Path(django_settings.ROOT) / "docs" / "manual" / "images"


class Clock:
    """The time of the server and the test. It ticks on; `pass_days` jumps."""

    def __init__(self, start: datetime):
        self._traveller = time_machine.travel(start, tick=True)
        self._coordinates = self._traveller.start()

    def go_to(self, moment: datetime) -> None:
        self._coordinates.move_to(moment)

    def pass_time(self, **delta: float) -> None:
        self._coordinates.shift(timedelta(**delta))

    def stop(self) -> None:
        self._traveller.stop()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def clock() -> Iterator[Clock]:
    """Begins on Monday 13 April 2026, ten in the morning: within the stage of naming (domain A4-3)."""
    made = Clock(datetime(2026, 4, 13, 10, 0, tzinfo=SHANGHAI))
    yield made
    made.stop()


@pytest.fixture
def cast(transactional_db: None, settings, clock: Clock, live_server, chromium: Browser) -> Iterator[Cast]:
    """Everybody of the demonstration, ready to be called by role and place."""
    settings.DEMO = True
    made = Cast(chromium, live_server.url, PICTURES if os.environ.get("ANJIA_PICTURES") else None)
    yield made
    made.leave()
