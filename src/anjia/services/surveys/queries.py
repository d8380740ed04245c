"""Reads of surveys: those of one's place and of the places around it, which one may be asked to help with."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet, Sum
from django.utils import timezone

from anjia.kernel.permissions import SYSTEM, Actor
from anjia.kernel.scope import SEGMENT, under, under_any
from anjia.regions.enums import Level
from anjia.regions.models import Region
from anjia.services.codes import ALPHABET
from anjia.services.surveys.enums import SurveyState, Verb
from anjia.services.surveys.models import Survey, SurveyCode, SurveyQuestion, SurveyTally

TYPING = timedelta(days=7)


def visible_to(user: Actor) -> QuerySet[Survey]:
    shown = Survey.objects.exclude(state=SurveyState.DROPPED)
    if user is SYSTEM:
        return shown
    paths = user.scopes(Verb.VIEW)
    above = {path[:end] for path in paths for end in range(SEGMENT, len(path), SEGMENT)}
    around = Q(region_path__in=above) & ~Q(state=SurveyState.DRAFT)
    return shown.filter(under_any("region_path", paths) | around)


def towns_of(survey: Survey) -> list[Region]:
    """The towns whose sums are kept apart."""
    here = under("path", survey.region_path)
    return list(Region.objects.filter(here, level=Level.TOWN, valid_to__isnull=True).order_by("path"))


def towns_to_fill(survey: Survey, user: Actor) -> list[Region]:
    """Those where the user types sheets in, or hands out codes."""
    towns = towns_of(survey)
    return towns if user is SYSTEM else [town for town in towns if user.may(Verb.FILL, town.path)]


def cleaned(code: str) -> str:
    """As it is kept: spaces, dashes and small letters do not matter."""
    return "".join(letter for letter in code.upper() if letter in ALPHABET)


def code_open(code: str, today: date | None = None) -> SurveyCode | None:
    """The code of a survey that runs today."""
    day = today or timezone.localdate()
    found = SurveyCode.objects.select_related("survey").filter(
        code=cleaned(code), survey__state=SurveyState.OPEN, survey__opens_on__lte=day, survey__closes_on__gte=day
    )
    return found.first()


@dataclass(frozen=True)
class Counts:
    """What was answered: for each question, town by town, how often each choice."""

    questions: list[SurveyQuestion]
    cells: dict[object, dict[str, dict[int, int]]]


def counts_of(survey: Survey) -> Counts:
    """The naked sums: for `telling` alone, never for a page."""
    questions = list(survey.questions.all())
    cells: dict[object, dict[str, dict[int, int]]] = {question.pk: {} for question in questions}
    rows = SurveyTally.objects.filter(question__survey=survey).values_list(
        "question_id", "town_path", "choice", "times"
    )
    for question_id, town, choice, times in rows:
        cells[question_id].setdefault(town, {})[choice] = times
    return Counts(questions, cells)


def sheets_of(survey: Survey) -> int:
    """How many answered so far."""
    first = survey.questions.first()
    if first is None:
        return 0
    return SurveyTally.objects.filter(question=first).aggregate(n=Sum("times"))["n"] or 0


def to_close(today: date) -> QuerySet[Survey]:
    """Those whose last day, and the week to type in what came on paper, are over."""
    return Survey.objects.filter(state=SurveyState.OPEN, closes_on__lt=today - TYPING)


def to_erase(today: date) -> QuerySet[Survey]:
    return Survey.objects.filter(erase_after__lt=today)
