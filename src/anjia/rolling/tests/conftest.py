import pytest
import time_machine

from anjia.kernel.ids import uuid7
from anjia.kernel.permissions import SYSTEM
from anjia.programmes.actions import place_holds, release_holds
from anjia.programmes.enums import HeldStep, HoldOutcome
from anjia.programmes.factories import open_cycle
from anjia.rolling.factories import reviewers, titles_of


@pytest.fixture(autouse=True)
def clock():
    """A day on which a title of 15 May 2025 is looked at again; one of 2024 comes to its end."""
    with time_machine.travel("2026-05-15 10:00 +0800", tick=False) as traveller:
        yield traveller


@pytest.fixture
def cycle(world):
    return open_cycle(world)


@pytest.fixture
def panel(world, cycle):
    return reviewers(world, cycle)


@pytest.fixture
def title(world, cycle):
    """王小明's, named a year ago."""
    return titles_of(world, cycle)[0]


@pytest.fixture
def old_title(world, cycle):
    """王小明's, named two years ago."""
    return titles_of(world, cycle, ago=730)[0]


class Contested:
    """Appeals as the slice above would file them: what goes against the family stands still."""

    def __init__(self) -> None:
        self.source = uuid7()

    def add(self, title) -> None:
        steps = [(HeldStep.RECHECK, title.pk), (HeldStep.REVOCATION, title.pk)]
        place_holds(title.household, steps, ground="x", source_id=self.source, by=SYSTEM)

    def clear(self) -> None:
        release_holds(self.source, outcome=HoldOutcome.STANDS, by=SYSTEM)
        self.source = uuid7()


@pytest.fixture
def contested():
    return Contested()
