"""A family that lost two points with each of three raters, and is nominated."""

from datetime import timedelta

import pytest
from django.utils import timezone

from anjia.appeals.factories import deducted
from anjia.evaluations.enums import CandidacyState as S
from anjia.evaluations.enums import MeetingState
from anjia.evaluations.factories import candidacy_in, open_cycle, panel_of
from anjia.evaluations.models import GroupMeeting
from anjia.households.factories import consent, family


@pytest.fixture
def cycle(world):
    return open_cycle(world.county)


@pytest.fixture
def panel(world, cycle):
    return panel_of(cycle, world.village, world.village_panel_member, world.village_officer)


@pytest.fixture
def household(world):
    found = family(world.group, "王秀英")
    consent(found, proven=True)
    return found


@pytest.fixture
def raters(world):
    return [world.federation_exec_member, world.resident_representative, world.village_panel_member]


@pytest.fixture
def meeting(world, cycle):
    day = timezone.localdate() - timedelta(days=1)
    return GroupMeeting.objects.create(
        cycle=cycle, region=world.group, held_on=day, state=MeetingState.CLOSED, chaired_by=world.group_leader,
        opened_at=timezone.now(), closed_at=timezone.now(), households_total=30, quorum_needed=20,
    )  # fmt: skip


@pytest.fixture
def candidacy(world, cycle, household, meeting, raters):
    found = candidacy_in(S.NOMINATED, group=world.group, cycle=cycle, household=household, meeting=meeting)
    deducted(found, raters)
    return found
