"""A cycle, its issued decision, a letter drafted because one of its names was wrong; the clock of earlier titles."""

import pytest
import time_machine

from anjia.honours.factories import issued_decision
from anjia.honours.models import Erratum
from anjia.honours.tests.correcting import rename
from anjia.programmes.factories import open_cycle


@pytest.fixture
def cycle(world):
    return open_cycle(world)


@pytest.fixture
def decision(world, cycle):
    return issued_decision(world, cycle, names=("王小明", "李建军", "陈红"))


@pytest.fixture
def drafted(world, decision):
    rename("王小明", "王晓明", world.village_officer)
    return Erratum.objects.select_related("decision__region", "decision__cycle").get()


@pytest.fixture
def clock():
    with time_machine.travel("2026-05-15 10:00 +0800", tick=False) as traveller:
        yield traveller
