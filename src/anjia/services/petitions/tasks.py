"""What time does with suggestions."""

from anjia.kernel.schedules import every
from anjia.services.petitions.actions import escalate_replies


@every(minutes=60, name="petitions.escalate_replies")
def escalate() -> int:
    """Every hour: answers that did not come in time are told to the supervisors, once."""
    return escalate_replies()
