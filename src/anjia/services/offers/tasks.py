"""What time does with offers."""

from anjia.kernel.schedules import every
from anjia.services.offers.actions import close_over


@every(minutes=24 * 60, name="services.close_offers")
def close() -> int:
    """Once a day: offers whose last day is over."""
    return close_over()
