"""Papers of a survey: the sheet, the note to guardians, a poster for each code, the Excel table, and the report."""

from typing import Any, ClassVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import translation

from anjia.kernel.scope import under_any
from anjia.regions.queries import names_of
from anjia.services.surveys import papers
from anjia.services.surveys.enums import SurveyState, Verb
from anjia.services.surveys.models import SurveyCode
from anjia.services.surveys.queries import counts_of, visible_to
from anjia.services.surveys.sheets import template
from anjia.services.surveys.telling import tell
from anjia.services.surveys.views.making import SurveyMixin
from anjia.web.screens import Screen, absent

PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KINDS = {"sheet": (PDF, "pdf"), "note": (PDF, "pdf"), "note-word": (WORD, "docx"), "table": (EXCEL, "xlsx")}
REPORTS = {"report": (PDF, "pdf"), "report-word": (WORD, "docx")}


def paper_response(data: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


class PaperView(SurveyMixin, Screen):
    """One paper by its name. The report is there once the survey is over."""

    permission = Verb.VIEW
    http_method_names: ClassVar[list[str]] = ["get"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        survey, name = self.object, kwargs["paper"]
        offered = REPORTS if survey.state == SurveyState.CLOSED else KINDS
        if name not in offered:
            raise absent()
        media_type, ending = offered[name]
        with translation.override(settings.LANGUAGE_CODE):
            data = self._made(name)
        return paper_response(data, media_type, f"survey-{name}.{ending}")

    def _made(self, name: str) -> bytes:
        survey, questions = self.object, list(self.object.questions.all())
        place = names_of({survey.region_path}).get(survey.region_path, "")
        if name == "sheet":
            return papers.question_sheet(survey, questions)
        if name == "table":
            return template(survey, questions)
        if name.startswith("note"):
            return papers.guardian_note(survey, questions, place, word=name.endswith("word"))
        counts = counts_of(survey)
        towns = {town for rows in counts.cells.values() for town in rows}
        return papers.report(survey, place, *tell(counts, names_of(towns)), word=name.endswith("word"))


class PosterView(Screen):
    """A sheet for the classroom wall: the code, large, and its QR code."""

    permission = Verb.FILL
    http_method_names: ClassVar[list[str]] = ["get"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        here = under_any("town_path", self.user.scopes(Verb.FILL))
        codes = SurveyCode.objects.filter(here, survey__in=visible_to(self.user)).select_related("survey")
        code = get_object_or_404(codes, pk=kwargs["pk"])
        place = names_of({code.town_path}).get(code.town_path, "")
        return paper_response(papers.code_poster(code, place), PDF, "survey-code.pdf")
