"""What the clock of the site does for notices."""

from anjia.kernel.schedules import every
from anjia.notices.actions import check_gaps, end_notices, record_heartbeat


@every(minutes=5, name="notices.keep_time")
def keep_time() -> dict[str, int]:
    """One round: a heartbeat, then interruptions, then ends. Safe to run twice."""
    record_heartbeat()
    return {"restarted": check_gaps(), "ended": end_notices()}
