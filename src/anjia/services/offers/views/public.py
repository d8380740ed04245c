"""What is offered, for everybody to read; and asking for it, without an account (domain A13-1).

What somebody picks is posted: no address tells what they wish for (ADR 14).
"""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anjia.kernel.exceptions import Refused
from anjia.kernel.scope import under
from anjia.regions.enums import Level
from anjia.regions.models import Region
from anjia.regions.queries import names_of
from anjia.services.codes import code_for
from anjia.services.offers.actions import ask_for
from anjia.services.offers.forms import JoinForm
from anjia.services.offers.models import ServiceOffer
from anjia.services.offers.queries import DISTRICT, open_to_public
from anjia.services.views.public import LIMIT, HelpScreen, hand_over_code
from anjia.web.gate import PUBLIC
from anjia.web.once import new_token


class OffersView(HelpScreen):
    """All that can be asked for, by place. A district may be chosen: a place is no wish."""

    permission = PUBLIC
    template_name = "offers/public.html"
    heading = _("正在提供的服务")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        paths = {path[:DISTRICT] for path in open_to_public().order_by().values_list("region_path", flat=True)}
        districts = list(Region.objects.filter(path__in=paths, level=Level.COUNTY).order_by("path"))
        chosen = next((d for d in districts if d.code == self.request.GET.get("place")), None)
        offers = open_to_public().filter(under("region_path", chosen.path)) if chosen else open_to_public()
        return super().get_context_data(
            groups=by_place(list(offers)), districts=districts if len(districts) > 1 else [], chosen=chosen, **kwargs
        )


def by_place(offers: list[ServiceOffer]) -> list[tuple[str, list[ServiceOffer]]]:
    """The offers by town, those of a whole district first."""
    names = names_of({offer.region_path for offer in offers})
    groups: dict[str, list[ServiceOffer]] = {}
    for offer in offers:
        groups.setdefault(offer.region_path, []).append(offer)
    return [(names.get(path, ""), found) for path, found in groups.items()]


class JoinView(HelpScreen):
    """One offer and the form to ask for it: posted from the list, and posted again when it is filled in."""

    permission = PUBLIC
    limit = LIMIT
    template_name = "offers/join.html"
    heading = _("我想参加")

    @property
    def offer(self) -> ServiceOffer | None:
        try:
            return open_to_public().filter(pk=UUID(self.request.POST.get("offer", ""))).first()
        except ValueError:
            return None

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(reverse("offers:public"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", JoinForm())
        once = self.request.POST.get("once") or new_token()
        return super().get_context_data(offer=self.offer, once=once, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        offer = self.offer
        if offer is None or "once" not in request.POST:
            return self.render_to_response(self.get_context_data(), status=200 if offer else 404)
        form, token = JoinForm(request.POST), request.POST["once"]
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        try:
            ask_for(offer, form.told(), token=token)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.render_to_response(self.get_context_data(form=form), status=refusal.status)
        path = reverse("services:ask_receipt")
        return hand_over_code(HttpResponseRedirect(path), code_for(token), path)
