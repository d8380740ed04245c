"""A cycle in the world of two towns, a group whose meeting is open, and a complete village panel."""

import pytest
from django.utils import timezone

from anjia.evaluations.actions import count_others, open_meeting, plan_meeting, seat_panel
from anjia.evaluations.enums import CandidacyState as S
from anjia.evaluations.factories import candidacy_in, family_in, open_cycle, panel_of


@pytest.fixture
def cycle(world):
    return open_cycle(world.county)


@pytest.fixture
def panel(world, cycle):
    return panel_of(cycle, world.village, world.village_panel_member, world.village_officer)


@pytest.fixture
def raters(world):
    return [world.federation_exec_member, world.resident_representative, world.village_panel_member]


@pytest.fixture
def planned(world, cycle, raters):
    meeting = plan_meeting(world.group, cycle=cycle, held_on=timezone.localdate(), by=world.group_leader)
    seat_panel(meeting, raters, by=world.group_leader)
    return meeting


@pytest.fixture
def families(world, cycle):
    return [
        candidacy_in(S.CONSENTED, group=world.group, cycle=cycle, household=family_in(world.group, name))
        for name in ("王秀英", "李小明")
    ]


@pytest.fixture
def meeting(world, planned, families):
    count_others(planned, number=20, by=world.group_leader)
    opened = open_meeting(planned, by=world.group_leader)
    for family in families:
        family.refresh_from_db()
    return opened
