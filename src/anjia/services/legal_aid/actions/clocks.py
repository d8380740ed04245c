"""The seven days stand still while the person brings what is lacking; what was left of them runs on afterwards."""

from datetime import date

from django.utils import timezone

from anjia.regions.enums import Rule
from anjia.regions.legal import number
from anjia.regions.working_days import next_workday
from anjia.services.actions import meet_clock
from anjia.services.models import Case, Deadline


def is_near(until: date, day: date) -> bool:
    """Whether the end of a limitation is less than a week off (法律援助法 44): aid may come before the examination."""
    return (until - day).days < number(Rule.AID_LIMITATION, day)


def pause_decision(case: Case) -> None:
    """Kept as met on the day the person was told."""
    meet_clock(case, Rule.AID_DECIDE)


def resume_decision(case: Case) -> None:
    """The last day moves by as many days as the person took."""
    held = Deadline.objects.filter(case=case, rule=Rule.AID_DECIDE, met_on__isnull=False).last()
    if held is None or held.met_on is None:
        return
    literal = held.literal_on + (timezone.localdate() - held.met_on)
    moved = {"literal_on": literal, "due_on": next_workday(literal), "met_on": None, "escalated_at": None}
    Deadline.objects.filter(pk=held.pk).update(**moved, updated_at=timezone.now())
