"""What the clock of the site does for cycles."""

from anjia.kernel.schedules import every
from anjia.programmes.actions import expire_rehearsals


@every(minutes=60, name="programmes.expire_rehearsals")
def expire() -> dict[str, int]:
    """Rehearsals end by themselves. Safe to run twice."""
    return {"expired": expire_rehearsals()}
