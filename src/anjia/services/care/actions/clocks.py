"""Periods that come again: the visit, the parents' weekly contact."""

from datetime import date

from anjia.regions.enums import Rule
from anjia.services.actions import start_clock
from anjia.services.models import Case, Deadline


def renew_clock(case: Case, rule: Rule, *, start: date, length: int | None = None) -> Deadline:
    """Let it run anew, in the caller's transaction. The one before goes: when somebody came, or did not, the visits
    and contacts themselves tell, and a year of weeks would bury the page.
    """
    Deadline.objects.filter(case=case, rule=rule).delete()
    return start_clock(case, rule, start=start, length=length)
