"""The steps of reintegration, what the person does with the code, and the placements of a district."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anjia.regions.enums import Level
from anjia.regions.models import Region
from anjia.services.enums import Verb as Shared
from anjia.services.forms.steps import StepForm
from anjia.services.reintegration import actions, forms
from anjia.services.reintegration.enums import Placement, Verb
from anjia.services.reintegration.placed import placed_of
from anjia.services.reintegration.queries import reintegration_of, reports_visible_to
from anjia.services.screens import WalledFormScreen
from anjia.services.shares import share
from anjia.services.views.steps import ActScreen, ClientActScreen, Step
from anjia.web.gate import PUBLIC
from anjia.web.screens import Screen, absent

STEPS: dict[str, Step] = {
    "draft": Step(_("生成协议书"), StepForm, actions.draft_agreement, _("按现在的内容生成一份，签字以前可以再改。")),
    "sign": Step(_("登记签好的协议"), forms.SignForm, actions.sign_agreement),
    "visit": Step(_("登记走访"), forms.VisitForm, actions.record_visit),
    "place": Step(_("登记安置"), forms.PlacementForm, actions.record_placement),
}


class ActView(ActScreen):
    permission = Verb.HANDLE
    steps = STEPS
    row_of = staticmethod(reintegration_of)


class ClientActView(ClientActScreen):
    permission = PUBLIC
    acts = {"withdraw": (actions.withdraw_reintegration, _("已结束。以后想再来，随时可以。"))}
    row_of = staticmethod(reintegration_of)


class PlacementsView(Screen):
    """By quarter, read both ways, the denominator beside it. Nobody stands in it."""

    permission = Shared.VIEW_FIGURES
    template_name = "reintegration/placements.html"
    heading = _("安置数字")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        reports = list(reports_visible_to(self.user)[:12])
        for report in reports:
            placed = placed_of(report)
            report.placed, report.ways = placed, [(way.label, getattr(report, way)) for way in Placement]
            report.with_support = share(placed.all_ways, placed.people)
            report.without_support = share(placed.strict, placed.people)
        may_enter = bool(self.user.scopes(Verb.ENTER_FIGURES))
        back = reverse("services:home")
        return super().get_context_data(reports=reports, may_enter=may_enter, back_url=back, **kwargs)


class EnterView(WalledFormScreen):
    """A district's quarter, with its denominator."""

    permission = Verb.ENTER_FIGURES
    heading = _("登记安置数字")
    submit_label = _("登记")
    success_message = _("已登记。")
    form_class = forms.ReportForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=reverse("reintegration:placements"), **kwargs)

    def perform(self, form: forms.ReportForm) -> str:
        paths = self.user.scopes(Verb.ENTER_FIGURES)
        county = Region.objects.filter(path__in=paths, level=Level.COUNTY).order_by("path").first()
        if county is None:
            raise absent()
        actions.enter_report(county, **form.cleaned_data, by=self.user)
        return reverse("reintegration:placements")
