"""Somebody offers to visit: a public form, and an answer that promises nothing and tells nothing of the roster."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anjia.kernel.exceptions import Refused
from anjia.services.care.actions import offer_self
from anjia.services.care.forms import OfferForm
from anjia.services.views.public import LIMIT, HelpScreen
from anjia.web.gate import PUBLIC


class OfferView(HelpScreen):
    """Sent twice, or by somebody on the roster, it ends on the same page."""

    permission = PUBLIC
    limit = LIMIT
    template_name = "care/offer.html"
    heading = _("来做志愿者")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"form": OfferForm(), **kwargs})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = OfferForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        said = dict(form.cleaned_data)
        try:
            offer_self(said.pop("region"), **said)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.render_to_response(self.get_context_data(form=form), status=refusal.status)
        return HttpResponseRedirect(reverse("care:offered"))


class OfferedView(HelpScreen):
    permission = PUBLIC
    template_name = "care/offered.html"
    heading = _("谢谢您")
