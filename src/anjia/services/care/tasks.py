"""What time does in care."""

from anjia.kernel.schedules import every
from anjia.services.care.actions import erase_volunteers, lapse_checks, miss_overdue


@every(minutes=60, name="care.miss_overdue")
def miss() -> int:
    """Every hour: visits whose day is over."""
    return miss_overdue()


@every(minutes=24 * 60, name="care.lapse_checks")
def lapse() -> int:
    """Once a day: checks that are over."""
    return lapse_checks()


@every(minutes=24 * 60, name="care.erase_volunteers")
def erase() -> int:
    """Once a day: who left a year ago."""
    return erase_volunteers()
