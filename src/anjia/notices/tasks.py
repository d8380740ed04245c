"""Jobs of notices, and when they run."""

from typing import Any

from anjia.kernel.jobs import Progress, job
from anjia.notices.actions import check_gaps, end_notices, record_heartbeat


@job("notices.keep_time")
def keep_time(progress: Progress) -> dict[str, Any]:
    """One round: a heartbeat, then interruptions, then ends."""
    return tick()


def tick() -> dict[str, Any]:
    """Called by the scheduler every five minutes."""
    record_heartbeat()
    return {"restarted": check_gaps(), "ended": end_notices()}
