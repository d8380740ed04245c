from dataclasses import dataclass

import pytest

from anjia.accounts.testing import World
from anjia.households.models import Household
from anjia.programmes.models import ProgrammeCycle
from anjia.stars.factories import consenting, panel, star_cycle


@dataclass
class Ground:
    """A cycle of last year with a complete panel in `world.village`, and three families of its first group."""

    world: World
    cycle: ProgrammeCycle
    families: list[Household]

    @property
    def village(self):
        return self.world.village


@pytest.fixture
def ground(world):
    cycle = star_cycle(world.county)
    people = (world.village_officer, world.federation_exec_member, world.village_panel_member)
    panel(cycle, world.village, *people, world.resident_representative)
    families = [consenting(world.group, name) for name in ("王秀英", "李建军", "陈红")]
    return Ground(world, cycle, families)
