"""For whoever answers: the code, the questions, and where to find help. No account, no token, no counting of addresses.

A class answers from one address, so none is counted: a code is used for so many sheets, and guessing one is hopeless.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anjia.kernel.exceptions import Refused
from anjia.services.surveys.actions import answer_survey
from anjia.services.surveys.enums import Asked
from anjia.services.surveys.forms import AnswerForm
from anjia.services.surveys.queries import cleaned, code_open
from anjia.services.views.public import HelpScreen
from anjia.web.gate import PUBLIC


class FindView(HelpScreen):
    """The code is typed as it stands on the sheet."""

    permission = PUBLIC
    template_name = "surveys/find.html"
    heading = _("答问卷")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        code = cleaned(request.POST.get("code", ""))
        if code_open(code) is None:
            return self.render_to_response(self.get_context_data(asked=True), status=404)
        return HttpResponseRedirect(reverse("surveys:answer", args=[code]))


class AnswerView(HelpScreen):
    """The questions of the survey that runs under a code."""

    permission = PUBLIC
    heading = _("答问卷")

    def get_template_names(self) -> list[str]:
        return ["surveys/find.html" if self.held is None else "surveys/answer.html"]

    @property
    def held(self) -> Any:
        return code_open(self.kwargs["code"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        held = self.held
        if held is None:
            return super().get_context_data(asked=True, **kwargs)
        kwargs.setdefault("form", AnswerForm(questions=list(held.survey.questions.all())))
        for_pupils = held.survey.asked == Asked.PUPILS
        return super().get_context_data(survey=held.survey, for_pupils=for_pupils, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(), status=200 if self.held else 404)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        held = self.held
        if held is None:
            return self.render_to_response(self.get_context_data(), status=404)
        form = AnswerForm(request.POST, questions=list(held.survey.questions.all()))
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        try:
            answer_survey(held.code, form.chosen())
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.render_to_response(self.get_context_data(form=form), status=refusal.status)
        return HttpResponseRedirect(reverse("surveys:thanks", args=[held.code]))


class ThanksView(HelpScreen):
    """It is done; nobody can be found by it, so whoever needs help is told where it is."""

    permission = PUBLIC
    template_name = "surveys/thanks.html"
    heading = _("谢谢你")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{**kwargs, "code": cleaned(self.kwargs["code"])})
