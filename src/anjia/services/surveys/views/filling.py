"""Codes for classes, and sheets typed in: by keyboard or from an Excel table."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from anjia.kernel.exceptions import Refused
from anjia.kernel.scope import under_any
from anjia.regions.models import Region
from anjia.regions.queries import names_of
from anjia.services.screens import WalledFormScreen
from anjia.services.surveys import actions
from anjia.services.surveys.enums import Verb
from anjia.services.surveys.forms import CodesForm, ImportForm, TypeForm
from anjia.services.surveys.models import SurveyBatch
from anjia.services.surveys.queries import towns_to_fill, visible_to
from anjia.services.surveys.sheets import Sheet, Unreadable, from_excel, typed
from anjia.services.surveys.views.making import SurveyFormScreen, url_of
from anjia.web.screens import NoteForm, ObjectMixin, absent


class FillScreen(SurveyFormScreen):
    """A form about one town of the survey."""

    abstract = True
    permission = Verb.FILL

    def get_form_kwargs(self) -> dict[str, Any]:
        towns: list[Region] = towns_to_fill(self.object, self.user)
        if not towns:
            raise absent()
        return {**super().get_form_kwargs(), "towns": towns}


class CodesView(FillScreen):
    heading = _("给班级发号")
    submit_label = _("生成")
    form_class = CodesForm

    def act(self, said: dict[str, Any]) -> None:
        actions.make_codes(self.object, **said, by=self.user)


class SheetsScreen(FillScreen):
    """A batch of sheets; what cannot be read is listed, and nothing is kept."""

    abstract = True
    template_name = "surveys/fill.html"
    submit_label = _("录入")
    success_message = _("已录入。录错了的，在问卷结束以前可以收回这一批。")

    def act(self, said: dict[str, Any]) -> None:
        questions = list(self.object.questions.all())
        actions.type_sheets(self.object, said["town"], self.read(said, questions), by=self.user)

    def read(self, said: dict[str, Any], questions: list[Any]) -> list[Sheet]:
        raise NotImplementedError

    def refuse(self, form: Any, refusal: Refused) -> HttpResponse:
        for error in refusal.errors if isinstance(refusal, Unreadable) else ():
            form.add_error(None, error)
        return super().refuse(form, refusal)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(questions=list(self.object.questions.all()), **kwargs)


class TypeView(SheetsScreen):
    heading = _("录入纸上的问卷")
    form_class = TypeForm

    def read(self, said: dict[str, Any], questions: list[Any]) -> list[Sheet]:
        return typed(said["text"], questions)


class ImportView(SheetsScreen):
    heading = _("用 Excel 表录入")
    form_class = ImportForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(has_template=True, **kwargs)

    def read(self, said: dict[str, Any], questions: list[Any]) -> list[Sheet]:
        return from_excel(said["file"].read(), questions)


class TakeBackView(ObjectMixin, WalledFormScreen):
    """Somebody typed in the wrong pile."""

    permission = Verb.FILL
    template_name = "web/transition.html"
    heading = _("收回这一批")
    submit_label = _("收回")
    success_message = _("已收回，可以重新录入。")
    form_class: ClassVar[Any] = NoteForm
    context_name = "batch"

    def get_queryset(self) -> QuerySet[SurveyBatch]:
        here = under_any("town_path", self.user.scopes(Verb.FILL))
        return SurveyBatch.objects.filter(here, survey__in=visible_to(self.user)).select_related("survey")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        batch = self.object
        answers = [
            {"label": _("哪个乡镇（街道）"), "value": names_of({batch.town_path}).get(batch.town_path, "")},
            {"label": _("份数"), "value": batch.sheets},
        ]
        effect = _("这一批的答案从合计里减去。")
        context = super().get_context_data(answers=answers, back_url=url_of(batch.survey), **kwargs)
        return {**context, "effect": effect}

    def perform(self, form: Any) -> str:
        survey = self.object.survey
        actions.take_back_batch(self.object, by=self.user)
        return url_of(survey)
