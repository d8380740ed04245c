"""In by the family's card, and out again (issue “the family's side”)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from anjia.evaluations.queries.candidacies import newest_of
from anjia.evaluations.workflow import CANDIDACY
from anjia.honours.workflow import TITLE
from anjia.households.demo_cards import demo_cards
from anjia.households.own_screens import family_at, let_in, let_out
from anjia.kernel.exceptions import Refused
from anjia.public.forms import CardForm
from anjia.web.gate import PUBLIC
from anjia.web.limits import Limit
from anjia.web.screens import Screen


class CardView(Screen):
    """The QR code brings the card's code along; without the PIN it opens nothing and tells nothing."""

    permission = PUBLIC
    limit = Limit(20, minutes=15, name="family")
    template_name = "public/card.html"
    heading = _("我家的页面")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if family_at(request) is not None and "k" not in request.GET:
            return HttpResponseRedirect(reverse("public:own_file"))
        return self._page(CardForm(initial={"code": request.GET.get("k", "")[:20]}))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = CardForm(request.POST)
        if not form.is_valid():
            return self._page(form, 422)
        answer = HttpResponseRedirect(reverse("public:own_file"))
        try:
            let_in(request, answer, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("pin", str(refusal))
            return self._page(form, 422)
        return answer

    def _page(self, form: CardForm, status: int = 200) -> HttpResponse:
        answer = self.render_to_response(self.get_context_data(form=form, demo=_demo()), status=status)
        answer.headers["Cache-Control"] = "no-store"
        return answer


def _demo() -> list[dict[str, Any]]:
    """The demonstration's families with their cards, and where each stands; nothing anywhere else."""
    found = []
    for card in demo_cards():
        candidacy = newest_of(card.household)
        title = card.household.titles.order_by("-valid_to", "-pk").first() if candidacy is None else None
        waits = TITLE.public_name(title.state) if title else _now("名单上有，还没有签字")
        stands = CANDIDACY.public_name(candidacy.state) if candidacy else waits
        found.append({"card": card, "stands": stands})
    return found


class OutView(Screen):
    """Leaving is one press, and says that it worked."""

    permission = PUBLIC
    http_method_names = ["post"]
    template_name = "public/card.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = HttpResponseRedirect(reverse("public:family"))
        let_out(request, answer)
        messages.success(request, _now("已经离开。别人用这部手机看不到您家的资料。"))
        return answer
