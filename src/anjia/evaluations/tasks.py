"""Background work of the slice."""

import uuid
from typing import Any

from anjia.evaluations.actions.rosters import JOB
from anjia.evaluations.models import StepRoster
from anjia.kernel.jobs import Progress, job


@job(JOB)
def draw_roster(progress: Progress, roster_id: str) -> dict[str, Any]:
    """Set a step's roster and keep it as files; done twice, it is there once."""
    roster = StepRoster.objects.get(pk=uuid.UUID(roster_id))
    return {"families": roster.families}
