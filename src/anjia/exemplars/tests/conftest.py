"""Fixtures of the slice's tests."""

import pytest


@pytest.fixture
def clock(time_machine):
    """A day on which titles of last year still hold."""
    time_machine.move_to("2026-05-15T09:00:00+08:00", tick=False)
