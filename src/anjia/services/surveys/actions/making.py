"""A survey is put together, opened for a span of days, and its codes are handed out."""

import secrets
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.kernel import audit
from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.permissions import Actor, require
from anjia.kernel.workflow import advance
from anjia.regions.enums import Level
from anjia.regions.models import Region
from anjia.services.actions.walled import walled
from anjia.services.clock import add_months
from anjia.services.codes import ALPHABET
from anjia.services.suppression import FEWEST
from anjia.services.surveys.enums import Asked, Shape, SurveyState, Verb
from anjia.services.surveys.models import Survey, SurveyCode, SurveyQuestion
from anjia.services.surveys.queries import towns_of
from anjia.services.surveys.ready import QUESTIONS
from anjia.services.surveys.workflow import SURVEY
from anjia.web.guarded import validate_guarded

MOST_QUESTIONS, MOST_OPTIONS, LONGEST = 20, 8, timedelta(days=92)
MOST_CODES, MOST_SHEETS, CODE_LENGTH = 60, 500, 8


@walled
def make_survey(region: Region, *, title: str, asked: str, with_ready: bool = False, by: Actor) -> Survey:
    """Begin a survey of a district or a town, empty or with questions that stand ready."""
    require(by, Verb.MAKE, region.path)
    if region.level not in {Level.COUNTY, Level.TOWN} or asked not in Asked.values or not title.strip():
        raise Refused(_("请选择区县或乡镇（街道）、谁来答，并写名称。"))
    place = {"region_id": region.pk, "region_path": region.path, "made_by_id": by.pk}
    made = Survey.objects.create(title=title.strip(), asked=asked, **place)
    if with_ready:
        rows = enumerate(QUESTIONS[asked], start=1)
        SurveyQuestion.objects.bulk_create(
            SurveyQuestion(survey=made, place=n, words=words, shape=shape, options=options)
            for n, (words, shape, options) in rows
        )
    audit.record(Verb.MAKE, made, by=by, after={"asked": asked}, region_path=made.region_path)
    return made


@walled
def add_question(survey: Survey, *, words: str, shape: str, options: str = "", by: Actor) -> SurveyQuestion:
    """Ask one thing more. Raises Refused (guarded words, too few or too many answers), Conflict (no draft)."""
    _require_draft(survey, by)
    listed = list(dict.fromkeys(line.strip() for line in options.splitlines() if line.strip()))
    if not words.strip() or shape not in Shape.values:
        raise Refused(_("请写明问什么、怎样回答。"))
    if shape == Shape.OWN and not 2 <= len(listed) <= MOST_OPTIONS:
        raise Refused(_("自己写的选项，一行一个，二到 %(n)d 个。") % {"n": MOST_OPTIONS})
    _refuse_guarded(f"{words}\n{options}")
    last = survey.questions.aggregate(last=Max("place"))["last"] or 0
    if survey.questions.count() >= MOST_QUESTIONS:
        raise Refused(_("一份问卷最多 %(n)d 题：题目越少，答得越真。") % {"n": MOST_QUESTIONS})
    told = {"words": words.strip(), "shape": shape, "options": "\n".join(listed) if shape == Shape.OWN else ""}
    made = SurveyQuestion.objects.create(survey=survey, place=last + 1, **told)
    audit.record(Verb.MAKE, survey, by=by, after={"question": str(made.pk)}, region_path=survey.region_path)
    return made


def _refuse_guarded(text: str) -> None:
    try:
        validate_guarded(text)
    except ValidationError as error:
        raise Refused(error.messages[0]) from None


def _require_draft(survey: Survey, by: Actor) -> None:
    require(by, Verb.MAKE, survey.region_path)
    if not Survey.objects.filter(pk=survey.pk, state=SurveyState.DRAFT).exists():
        raise Conflict(_("问卷已经开始，题目不能再改。"), who=_("要改的，结束以后另做一份。"))


@walled
def remove_question(question: SurveyQuestion, *, by: Actor) -> None:
    """Leave a question out of a draft; those after it move up."""
    survey = question.survey
    _require_draft(survey, by)
    audit.record(Verb.MAKE, survey, by=by, before={"question": str(question.pk)}, region_path=survey.region_path)
    question.delete()
    for place, left in enumerate(survey.questions.all(), start=1):
        SurveyQuestion.objects.filter(pk=left.pk).update(place=place)


@walled
def open_survey(survey: Survey, *, opens_on: date, closes_on: date, guardians_told: bool = False, by: Actor) -> Survey:
    """Let it run from day to day. Before children are asked, their guardians are told (B9).

    Raises Refused (no question, guardians not told, days gone by, longer than a quarter).
    """
    require(by, Verb.MAKE, survey.region_path)
    if survey.asked == Asked.PUPILS and not guardians_told:
        raise Refused(_("问孩子以前，要先把告知单发给监护人。"))
    if not survey.questions.exists():
        raise Refused(_("还没有题目。"))
    if not timezone.localdate() <= opens_on <= closes_on <= opens_on + LONGEST:
        raise Refused(_("从今天或以后的一天开始，最长 %(n)d 天。") % {"n": LONGEST.days})
    opened: Survey = advance(survey, SURVEY["open"], by=by, set={"opens_on": opens_on, "closes_on": closes_on})
    return opened


@walled
def drop_survey(survey: Survey, *, by: Actor) -> Survey:
    """A draft is not needed; it goes after a month."""
    dropped: Survey = advance(survey, SURVEY["drop"], by=by, set={"erase_after": add_months(timezone.localdate(), 1)})
    return dropped


@walled
def make_codes(survey: Survey, *, town: Region, most: int, how_many: int = 1, by: Actor) -> list[SurveyCode]:
    """Codes for classes of a town, each for so many sheets. A class of fewer than five shares one with another."""
    require(by, Verb.FILL, town.path)
    if survey.state != SurveyState.OPEN:
        raise Conflict(_("问卷没有在进行。"))
    if town not in towns_of(survey):
        raise Refused(_("请选择这份问卷里的乡镇（街道）。"))
    if not FEWEST <= most <= MOST_SHEETS:
        raise Refused(_("一个号用 5 到 %(n)d 份；不足五人的班和别的班合用一个号。") % {"n": MOST_SHEETS})
    if how_many < 1 or survey.codes.count() + how_many > MOST_CODES:
        raise Refused(_("一份问卷最多 %(n)d 个号。") % {"n": MOST_CODES})
    made = [SurveyCode(survey=survey, town_path=town.path, most=most, code=_new_code()) for _n in range(how_many)]
    SurveyCode.objects.bulk_create(made)
    audit.record(Verb.FILL, survey, by=by, after={"codes": how_many, "most": most}, region_path=town.path)
    return made


def _new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _letter in range(CODE_LENGTH))
