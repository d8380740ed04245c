"""What time does with suggestions, and with bodies that were required to act."""

from anjia.kernel.schedules import every
from anjia.services.petitions.actions import escalate_demands, escalate_replies


@every(minutes=60, name="petitions.escalate_replies")
def escalate() -> int:
    """Every hour: answers that did not come in time are told to the supervisors, once."""
    return escalate_replies()


@every(minutes=60, name="petitions.escalate_demands")
def escalate_bodies() -> int:
    """Every hour: bodies that were required to act and did not answer in time."""
    return escalate_demands()
