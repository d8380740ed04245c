"""Lives of cases for the tests of the wall."""

import pytest

from anjia.accounts.factories import persona
from anjia.services.actions import assign_case
from anjia.services.care.factories import care_case
from anjia.services.kinds import all_kinds
from anjia.services.offers.factories import asked, opened
from tests.security import lives


@pytest.fixture
def running(world):
    """Two cases of every kind, one over and one that runs, and workers of the services who are on no team."""
    lives.staffed(world)
    for kind in all_kinds():
        lives.LIVES[kind.key](world)
        if kind.key == "care":
            care_case(world.village, world.case_worker, world.case_supervisor)
        elif kind.key == "offer":
            request = asked(opened(world.county, world.case_worker, world.case_supervisor))
            assign_case(request, world.case_worker, by=world.case_supervisor)
        else:
            lives.begun(world, kind.key, **lives.FURTHER.get(kind.key, {}))
    for role in ("case_worker", "case_supervisor"):
        world.people[f"another_{role}"] = persona(role, world.county)
        world.people[f"elsewhere_{role}"] = persona(role, world.tree.neighbour_county)
    return world
