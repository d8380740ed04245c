"""Surveys for tests and the demonstration, made by the same actions that people use."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from anjia.accounts.models import User
from anjia.regions.models import Region
from anjia.services.surveys.actions import add_question, make_survey, open_survey
from anjia.services.surveys.enums import Asked, Shape
from anjia.services.surveys.models import Survey

TITLE = "2026年秋季问卷"


def draft(region: Region, by: User, *, questions: int = 2, **changes: Any) -> Survey:
    """A survey of yes-or-no questions."""
    survey = make_survey(region, **{"title": TITLE, "asked": Asked.PUPILS, **changes}, by=by)
    for number in range(1, questions + 1):
        add_question(survey, words=f"放学后有人陪吗{number}", shape=Shape.YES_NO, by=by)
    return survey


def running(region: Region, by: User, **changes: Any) -> Survey:
    """One that is open for a month from today."""
    today = timezone.localdate()
    days = {"opens_on": today, "closes_on": today + timedelta(days=30)}
    return open_survey(draft(region, by, **changes), **days, guardians_told=True, by=by)
