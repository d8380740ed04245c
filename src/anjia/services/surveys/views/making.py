"""Surveys and one of them: put together, running, over; what is told of it only then."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anjia.regions.queries import names_of
from anjia.services.screens import WalledFormScreen
from anjia.services.suppression import FEWEST
from anjia.services.surveys import actions
from anjia.services.surveys.enums import SurveyState, Verb
from anjia.services.surveys.forms import OpenForm, QuestionForm, SurveyForm
from anjia.services.surveys.models import Survey, SurveyQuestion
from anjia.services.surveys.queries import counts_of, sheets_of, towns_to_fill, visible_to
from anjia.services.surveys.telling import tell
from anjia.web.screens import NoteForm, ObjectMixin, Screen

MOST = 100
TONES = {SurveyState.DRAFT: "calm", SurveyState.OPEN: "due", SurveyState.CLOSED: "done"}


def url_of(survey: Survey) -> str:
    return reverse("surveys:survey", args=[survey.pk])


class ListView(Screen):
    """The latest first."""

    permission = Verb.VIEW
    template_name = "surveys/list.html"
    heading = _("不记名问卷")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = list(visible_to(self.user)[:MOST])
        places = names_of({row.region_path for row in rows})
        shown = [(row, places.get(row.region_path, ""), TONES[SurveyState(row.state)]) for row in rows]
        may_make = bool(self.user.scopes(Verb.MAKE))
        return super().get_context_data(surveys=shown, may_make=may_make, back_url=reverse("services:home"), **kwargs)


class SurveyMixin(ObjectMixin):
    context_name = "survey"
    user: Any

    def get_queryset(self) -> QuerySet[Survey]:
        return visible_to(self.user)


class SurveyView(SurveyMixin, Screen):
    """One survey, by how far it is."""

    permission = Verb.VIEW
    template_name = "surveys/survey.html"

    def get_heading(self) -> str:
        return str(self.object.title)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        survey = self.object
        place = names_of({survey.region_path}).get(survey.region_path, "")
        more = self._told(survey) if survey.state == SurveyState.CLOSED else self._running(survey)
        context = super().get_context_data(
            questions=list(survey.questions.all()),
            place=place,
            tone=TONES[SurveyState(survey.state)],
            may_make=self.user.may(Verb.MAKE, survey.region_path),
            back_url=reverse("surveys:list"),
            **kwargs,
        )
        return {**context, **more}

    def _running(self, survey: Survey) -> dict[str, Any]:
        """How much came in: of fewer than five sheets not how many."""
        fill = {town.path: town.name for town in towns_to_fill(survey, self.user)}
        codes = list(survey.codes.filter(town_path__in=fill))
        batches = list(survey.batches.filter(town_path__in=fill))
        for row in (*codes, *batches):
            row.town_name = fill[row.town_path]
        for code in codes:
            code.shown = code.used if code.used >= FEWEST else None
        sheets = sheets_of(survey)
        shown = sheets if sheets >= FEWEST else None
        return {"sheets": shown, "codes": codes, "batches": batches, "may_fill": bool(fill)}

    @staticmethod
    def _told(survey: Survey) -> dict[str, Any]:
        counts = counts_of(survey)
        towns = {town for rows in counts.cells.values() for town in rows}
        sheets, told = tell(counts, names_of(towns))
        return {"sheets": sheets, "told": told}


class NewView(WalledFormScreen):
    permission = Verb.MAKE
    heading = _("新的问卷")
    submit_label = _("建立草稿")
    form_class = SurveyForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=reverse("surveys:list"), **kwargs)

    def perform(self, form: SurveyForm) -> str:
        said = dict(form.cleaned_data)
        return url_of(actions.make_survey(said.pop("region"), **said, by=self.user))


class SurveyFormScreen(SurveyMixin, WalledFormScreen):
    """A form about one survey that leads back to it."""

    abstract = True
    permission = Verb.MAKE

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=url_of(self.object), **kwargs)

    def perform(self, form: Any) -> str:
        self.act(form.cleaned_data)
        return url_of(self.object)

    def act(self, said: dict[str, Any]) -> None:
        raise NotImplementedError


class QuestionView(SurveyFormScreen):
    heading = _("加一道题")
    submit_label = _("加上")
    form_class = QuestionForm

    def act(self, said: dict[str, Any]) -> None:
        actions.add_question(self.object, **said, by=self.user)


class OpenView(SurveyFormScreen):
    heading = _("开始问卷")
    submit_label = _("开始")
    success_message = _("已开始。题目不能再改。")
    form_class = OpenForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "asked": self.object.asked}

    def act(self, said: dict[str, Any]) -> None:
        actions.open_survey(self.object, **said, by=self.user)


class SurveyStepScreen(SurveyFormScreen):
    """A step without further questions."""

    abstract = True
    template_name = "web/transition.html"
    form_class: ClassVar[Any] = NoteForm
    effect: ClassVar[Any] = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        answers = [{"label": _("问卷"), "value": self.object.title}]
        return {**super().get_context_data(**kwargs), "answers": answers, "effect": self.effect}


class CloseView(SurveyStepScreen):
    heading = _("结束问卷")
    submit_label = _("结束")
    success_message = _("已结束。现在可以看结果。")
    effect = _("不再收答卷，也不能再开始；号作废，各批的明细清除，只留合计，三年后删除。")

    def act(self, said: dict[str, Any]) -> None:
        actions.close_survey(self.object, by=self.user)


class DropView(SurveyStepScreen):
    heading = _("不做这份问卷")
    submit_label = _("不做了")
    success_message = _("已收起，一个月后删除。")
    effect = _("还没有人答过，草稿一个月后删除。")

    def perform(self, form: Any) -> str:
        actions.drop_survey(self.object, by=self.user)
        return reverse("surveys:list")


class RemoveQuestionView(ObjectMixin, WalledFormScreen):
    permission = Verb.MAKE
    template_name = "web/transition.html"
    heading = _("去掉这道题")
    submit_label = _("去掉")
    form_class: ClassVar[Any] = NoteForm
    context_name = "question"

    def get_queryset(self) -> QuerySet[SurveyQuestion]:
        return SurveyQuestion.objects.filter(survey__in=visible_to(self.user)).select_related("survey")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        answers = [{"label": _("问什么"), "value": self.object.words}]
        return super().get_context_data(answers=answers, back_url=url_of(self.object.survey), **kwargs)

    def perform(self, form: Any) -> str:
        survey = self.object.survey
        actions.remove_question(self.object, by=self.user)
        return url_of(survey)
