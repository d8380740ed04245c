"""What time does for this slice."""

from anjia.kernel.schedules import every
from anjia.supervision.actions import forget_answered


@every(minutes=24 * 60, name="supervision.forget")
def forget() -> int:
    """Once a day: what was answered a year ago."""
    return forget_answered()
