"""Family cards, printed for the families ticked: a village's in one go, a lost one anew."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from anjia.documents.render import render_family_cards
from anjia.households.actions import end_cards, issue_cards
from anjia.households.enums import Verb
from anjia.households.forms.consents import SlipsForm
from anjia.households.models import FamilyCard, Household
from anjia.households.papers import card_paper
from anjia.households.queries.households import visible_to
from anjia.kernel.exceptions import Refused
from anjia.kernel.scope import under
from anjia.regions.place import current_place
from anjia.web.screens import FormScreen

MOST = 500


class CardsView(FormScreen):
    """The answer is the PDF, and is kept nowhere: PINs exist on the paper only."""

    permission = Verb.ISSUE_CARDS
    template_name = "households/cards.html"
    form_class = SlipsForm
    heading = _("打印家庭卡")
    submit_label = _("生成家庭卡")
    keeps_draft = False

    def get_form_kwargs(self) -> dict[str, Any]:
        place = current_place(self.request)
        seen = visible_to(self.user, Verb.ISSUE_CARDS).select_related("region__parent")
        here = seen.filter(under("region__path", place.path)) if place else seen.none()
        return {**super().get_form_kwargs(), "families": here.order_by("region__path", "head_name", "pk")}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.get_form()
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        families = list(form.cleaned_data["families"][:MOST])
        if request.POST.get("act") == "end":
            return self._end(families)
        try:
            printed = issue_cards(families, by=self.user)
        except Refused as refusal:
            return self.refuse(form, refusal)
        answer = HttpResponse(
            render_family_cards([card_paper(card) for card in printed]), content_type="application/pdf"
        )
        answer["Content-Disposition"] = 'attachment; filename="family-cards.pdf"'
        answer["Cache-Control"] = "no-store"
        return answer

    def _end(self, families: list[Household]) -> HttpResponse:
        ended = end_cards(families, by=self.user)
        told = ngettext("停用了 %(n)d 张家庭卡。", "停用了 %(n)d 张家庭卡。", ended) % {"n": ended}
        messages.success(self.request, told)
        return HttpResponseRedirect(reverse("households:cards"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        families = list(self.get_form_kwargs()["families"][:MOST])
        live = FamilyCard.objects.filter(household__in=[family.pk for family in families], voided_at__isnull=True)
        dates = dict(live.values_list("household_id", "issued_on"))
        rows = [{"family": family, "issued_on": dates.get(family.pk)} for family in families]
        return super().get_context_data(rows=rows, back_url=reverse("households:list"), **kwargs)
