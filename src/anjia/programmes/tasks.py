"""What the clock of the site does for cycles."""

from anjia.kernel.schedules import every
from anjia.programmes.actions import expire_rehearsals, put_due_in_force


@every(minutes=60, name="programmes.expire_rehearsals")
def expire() -> dict[str, int]:
    """Rehearsals end by themselves. Safe to run twice."""
    return {"expired": expire_rehearsals()}


@every(minutes=30, name="programmes.put_standards_in_force")
def put_in_force() -> dict[str, int]:
    """Adopted standards begin to hold on their day. Safe to run twice."""
    return {"in_force": put_due_in_force()}
