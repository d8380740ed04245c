"""The demonstration of nameless surveys: one that is over with enough answers, one that runs; made up."""

import random
from datetime import timedelta

from django.utils import timezone

from anjia.accounts.models import User
from anjia.console.demo.ground import Ground
from anjia.services.surveys.actions import close_survey, make_codes, make_survey, open_survey, type_sheets
from anjia.services.surveys.enums import Asked
from anjia.services.surveys.models import Survey
from anjia.services.surveys.queries import towns_of

PER_TOWN = 70


def bring_surveys(ground: Ground, worker: User, chief: User) -> None:
    """Children were asked in spring, and the sums may be looked at; guardians are being asked now."""
    chance = random.Random(6)
    over = _open(ground, "留守儿童问卷（春季）", Asked.PUPILS, chief)
    for town in towns_of(over)[:4]:
        type_sheets(over, town, [_sheet(over, chance) for _n in range(PER_TOWN)], by=worker)
    close_survey(over, by=chief)
    runs = _open(ground, "监护人问卷（秋季）", Asked.GUARDIANS, chief)
    first = towns_of(runs)[0]
    make_codes(runs, town=first, most=45, how_many=2, by=worker)
    type_sheets(runs, first, [_sheet(runs, chance) for _n in range(12)], by=worker)


def _open(ground: Ground, title: str, asked: Asked, chief: User) -> Survey:
    today = timezone.localdate()
    survey = make_survey(ground.district, title=title, asked=asked, with_ready=True, by=chief)
    days = {"opens_on": today, "closes_on": today + timedelta(days=21)}
    return open_survey(survey, **days, guardians_told=True, by=chief)


def _sheet(survey: Survey, chance: random.Random) -> tuple[int, ...]:
    """Most answer one of the first choices; hardly anybody leaves a question out."""
    rows = [[number for number, _words in question.choices] for question in survey.questions.all()]
    return tuple(chance.choices(row, weights=[*range(len(row) + 2, 3, -1), 1])[0] for row in rows)
