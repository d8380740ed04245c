"""The calendar's part, once a day: what is due is marked, and nothing else is done by itself (domain A5-8)."""

from django.utils import timezone

from anjia.honours.workflow import TITLE
from anjia.kernel.permissions import SYSTEM
from anjia.kernel.workflow import advance_many
from anjia.rolling.messages import tell_due
from anjia.rolling.queries import looked_after


def mark_due() -> int:
    """Mark the titles whose review has come; returns how many. A fixed number of statements, whatever the number."""
    today = timezone.localdate()
    come = looked_after().filter(review_due_on__lte=today)
    marked = advance_many(come, TITLE["fall_due"], by=SYSTEM)
    if marked:
        tell_due(marked, on=today)
    return len(marked)
