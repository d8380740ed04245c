"""A survey is over: codes and batches go at once, the sums after three years."""

from datetime import date

from django.utils import timezone

from anjia.kernel.permissions import SYSTEM, Actor
from anjia.kernel.workflow import advance
from anjia.services.actions.walled import walled
from anjia.services.clock import add_months
from anjia.services.surveys.models import Survey, SurveyBatch, SurveyCode
from anjia.services.surveys.queries import to_close, to_erase
from anjia.services.surveys.workflow import SURVEY

KEPT_MONTHS = 36


@walled
def close_survey(survey: Survey, *, by: Actor, today: date | None = None) -> Survey:
    """End it: no answer comes in any more, and from now on its sums may be told."""
    day = today or timezone.localdate()
    told = {"closed_on": day, "erase_after": add_months(day, KEPT_MONTHS)}
    closed: Survey = advance(survey, SURVEY["close"], by=by, set=told)
    SurveyCode.objects.filter(survey=survey).delete()
    SurveyBatch.objects.filter(survey=survey).delete()
    return closed


@walled
def close_due(today: date | None = None) -> int:
    """Every day: surveys whose last day, and a week to type in paper, are over."""
    day = today or timezone.localdate()
    due = list(to_close(day))
    for survey in due:
        close_survey(survey, by=SYSTEM, today=day)
    return len(due)


@walled
def erase_due(today: date | None = None) -> int:
    """Every day: surveys whose time is over go, with their sums."""
    gone = to_erase(today or timezone.localdate())
    count = gone.count()
    gone.delete()
    return count
