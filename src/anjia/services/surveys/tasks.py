"""What time does to surveys."""

from anjia.kernel.schedules import every
from anjia.services.surveys.actions import close_due, erase_due


@every(minutes=60, name="surveys.close")
def close() -> int:
    """Every hour: those whose last day, and a week to type in paper, are over."""
    return close_due()


@every(minutes=24 * 60, name="surveys.erase")
def erase() -> int:
    """Once a day: those whose time is over."""
    return erase_due()
