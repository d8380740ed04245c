"""Answers come in: one on line by a code, or a batch of sheets; all that is kept is one more of each choice."""

import json
from collections import Counter
from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.kernel import audit
from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.permissions import Actor, require
from anjia.regions.models import Region
from anjia.services.actions.walled import walled
from anjia.services.codes import WALLED, indexed
from anjia.services.suppression import FEWEST
from anjia.services.surveys.enums import SurveyState, Verb
from anjia.services.surveys.models import Survey, SurveyBatch, SurveyCode, SurveyQuestion, SurveyTally
from anjia.services.surveys.queries import code_open, towns_of
from anjia.services.surveys.sheets import Sheet

Sums = Counter[tuple[str, int]]
"""How often each choice of each question (by its id)."""


@walled
def answer_survey(code: str, choices: Sequence[int]) -> None:
    """Count one sheet. No event and no token: they would hold the moment.

    Raises Conflict (no survey runs under the code, or its sheets are used up), Refused (not an answer of the list).
    """
    held = code_open(code)
    if held is None:
        raise Conflict(_("没有这个号，或问卷已经结束。"))
    sums = _sums([tuple(choices)], list(held.survey.questions.all()))
    if not SurveyCode.objects.filter(pk=held.pk, used__lt=F("most")).update(used=F("used") + 1):
        raise Conflict(_("这个号的份数已经用完。"), who=_("请告诉老师。"))
    _count(held.survey, held.town_path, sums)


@walled
def type_sheets(survey: Survey, town: Region, sheets: Sequence[Sheet], *, by: Actor) -> SurveyBatch:
    """Count a batch of paper sheets of a town. Raises Refused (too few), Conflict (not running, typed in already)."""
    require(by, Verb.FILL, town.path)
    _refuse_idle(survey)
    if town not in towns_of(survey):
        raise Refused(_("请选择这份问卷里的乡镇（街道）。"))
    if len(sheets) < FEWEST:
        raise Refused(
            _("一批至少 %(n)d 份：太少会认出是谁答的。") % {"n": FEWEST},
            who=_("请和同一乡镇（街道）别的班放在一起录入。"),
        )
    sums = _sums(sheets, list(survey.questions.all()))
    told = {"sheets": len(sheets), "counts": _sealed(sums), "digest": _digest(town, sheets), "typed_by_id": by.pk}
    try:
        with transaction.atomic(using=WALLED):
            made = SurveyBatch.objects.create(survey=survey, town_path=town.path, **told)
    except IntegrityError:
        raise Conflict(_("同样的一批已经录入过。"), who=_("录错了的，先收回那一批。")) from None
    _count(survey, town.path, sums)
    audit.record(Verb.FILL, survey, by=by, after={"sheets": len(sheets)}, region_path=town.path)
    return made


@walled
def take_back_batch(batch: SurveyBatch, *, by: Actor) -> None:
    """Take out a batch that was typed in wrongly, while the survey runs: by who typed it, or the supervisor."""
    require(by, Verb.FILL if batch.typed_by_id == by.pk else Verb.MAKE, batch.town_path)
    survey = batch.survey
    _refuse_idle(survey)
    if not SurveyBatch.objects.filter(pk=batch.pk).delete()[0]:
        raise Conflict(_("这一批已经收回。"))
    _count(survey, batch.town_path, _opened(batch.counts), sign=-1)
    audit.record(Verb.FILL, survey, by=by, before={"sheets": batch.sheets}, region_path=batch.town_path)


def _refuse_idle(survey: Survey) -> None:
    """Paper may be typed in once the survey is open, until it is closed."""
    today = timezone.localdate()
    held = Survey.objects.filter(pk=survey.pk, state=SurveyState.OPEN, opens_on__lte=today)
    if not held.exists():
        raise Conflict(_("问卷没有在进行。"))


def _sums(sheets: Sequence[Sheet], questions: Sequence[SurveyQuestion]) -> Sums:
    sums: Sums = Counter()
    for sheet in sheets:
        if len(sheet) != len(questions):
            raise Refused(_("每道题答一个；不想答的选“不想回答”。"))
        for choice, question in zip(sheet, questions, strict=True):
            if choice not in dict(question.choices):
                raise Refused(_("请从选项里选择。"))
            sums[str(question.pk), choice] += 1
    return sums


def _count(survey: Survey, town_path: str, sums: Sums, *, sign: int = 1) -> None:
    """Add the sums in the caller's transaction. The survey's row is held, so that of two at once one waits."""
    Survey.objects.select_for_update().get(pk=survey.pk)
    for (question_id, choice), times in sums.items():
        tally, _new = SurveyTally.objects.get_or_create(question_id=question_id, town_path=town_path, choice=choice)
        SurveyTally.objects.filter(pk=tally.pk).update(times=F("times") + sign * times)


def _sealed(sums: Sums) -> str:
    return json.dumps([[question, choice, times] for (question, choice), times in sums.items()])


def _opened(counts: str) -> Sums:
    return Counter({(question, choice): times for question, choice, times in json.loads(counts)})


def _digest(town: Region, sheets: Sequence[Sheet]) -> str:
    """By which the same batch is known again, in whatever order; under the key of this side."""
    return indexed(json.dumps([town.path, sorted(sheets)]), "survey-batch")
