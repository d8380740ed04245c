"""The paper path: score sheets to print, one per family, with a code that leads back to typing them in."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views import View

from anjia.documents.render.scoring_sheets import render_scoring_sheets
from anjia.evaluations.enums import Verb
from anjia.evaluations.papers import scoring_sheets_of
from anjia.evaluations.queries.scoring import to_rate
from anjia.evaluations.views.base import MeetingMixin
from anjia.kernel.exceptions import Refused


class ScoreSheetsView(MeetingMixin, View):
    """Annex 2 for every family of the meeting, as one PDF: a pile for each rater."""

    permission = Verb.RATE
    http_method_names = ["get"]

    @property
    def user(self) -> Any:
        return self.request.user

    def get(self, request: HttpRequest, pk: Any) -> HttpResponse:
        meeting = get_object_or_404(self.get_queryset(), pk=pk)
        families = list(to_rate(meeting))
        if not families:
            raise Refused(_("本次会议还没有要评分的家庭，没有可打印的评分表。"), who=_("宣布开会后再打印。"))
        if not meeting.seats.exists():
            raise Refused(_("还没有定评分小组，不知道印给谁。"), who=_("请先在会议页上定评分小组。"))
        papers = scoring_sheets_of(meeting, families)
        answer = HttpResponse(render_scoring_sheets(papers), content_type="application/pdf")
        answer["Content-Disposition"] = 'inline; filename="score-sheets.pdf"'
        return answer
