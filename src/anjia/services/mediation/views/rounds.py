"""Rounds of calls with an offer to mediate: begun by the district or a town, reported by villages in two numbers."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anjia.documents.enums import MediaType
from anjia.documents.render import render_roster, render_roster_docx
from anjia.kernel.scope import under, under_any
from anjia.regions.models import Region
from anjia.services.enums import Verb as Shared
from anjia.services.mediation import actions
from anjia.services.mediation.enums import Verb
from anjia.services.mediation.models import Screening, ScreeningReport
from anjia.services.mediation.papers import zero_report
from anjia.services.mediation.queries import screenings_for
from anjia.services.mediation.register_forms import ReportForm, ScreeningForm
from anjia.services.mediation.rounds import sums_of, sums_of_all
from anjia.services.mediation.views.registers import RegisterFormScreen
from anjia.services.screens import WalledFormScreen
from anjia.web.screens import ObjectMixin, Screen, absent

MOST = 20


class ScreeningView(RegisterFormScreen):
    heading = _("开始一次上门问需")
    submit_label = _("开始")
    form_class = ScreeningForm
    back_name = "mediation:rounds"

    def act(self, region: Region, said: dict[str, Any]) -> None:
        actions.open_screening(region, **said, by=self.user)


class RoundsView(Screen):
    """The rounds of one's places: who has reported, which is a place and never a person; sums when it is over."""

    permission = Verb.REPORT
    template_name = "mediation/rounds.html"
    heading = _("上门问需")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = list(screenings_for(self.user)[:MOST])
        sums = sums_of_all(found, self.user)
        rounds = [(one, sums[one.pk]) for one in found]
        may_open = bool(self.user.scopes(Verb.KEEP_REGISTERS))
        back_url = reverse("services:home") if self.user.scopes(Shared.WORK) else ""
        return super().get_context_data(rounds=rounds, may_open=may_open, back_url=back_url, **kwargs)


class ReportView(ObjectMixin, WalledFormScreen):
    """Two numbers of a village. Whoever reports for one only is not asked which."""

    permission = Verb.REPORT
    heading = _("报两个数")
    submit_label = _("报告")
    success_message = _("已报告。再报一次会替换前一次的数。")
    form_class = ReportForm
    template_name = "mediation/report.html"
    context_name = "round"

    def get_queryset(self) -> QuerySet[Screening]:
        return screenings_for(self.user)

    def get_form_kwargs(self) -> dict[str, Any]:
        places = under_any("path", self.user.scopes(self.permission)) & under("path", self.object.region_path)
        kwargs = {**super().get_form_kwargs(), "places": places}
        return {**kwargs, "initial": self._before(places)}

    def _before(self, places: Any) -> dict[str, Any]:
        """What the one village of this user reported before."""
        villages = list(ReportForm(places=places).fields["region"].queryset[:2])
        if len(villages) != 1:
            return {}
        said = ScreeningReport.objects.filter(screening=self.object, region_path=villages[0].path)
        return {"region": villages[0].pk, **(said.values("offered", "asked").first() or {})}

    def perform(self, form: ReportForm) -> str:
        said = form.cleaned_data
        numbers = {"offered": said["offered"], "asked": said["asked"]}
        actions.report_screening(self.object, said["region"], **numbers, by=self.user)
        return reverse("mediation:rounds")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=reverse("mediation:rounds"), **kwargs)


PAPERS = {"pdf": (render_roster, MediaType.PDF), "docx": (render_roster_docx, MediaType.DOCX)}


class RoundPaperView(ObjectMixin, Screen):
    """The sheet of a round to file: which places reported, zero named as zero; sums as they may be told."""

    permission = Verb.REPORT

    def get_queryset(self) -> QuerySet[Screening]:
        return screenings_for(self.user)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if kwargs["form"] not in PAPERS:
            raise absent()
        render, media_type = PAPERS[kwargs["form"]]
        paper = zero_report(self.object, sums_of(self.object, self.user))
        response = HttpResponse(render(paper), content_type=media_type)
        response.headers["Content-Disposition"] = f'attachment; filename="round.{kwargs["form"]}"'
        return response
