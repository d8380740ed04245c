"""What a family without a card does by the code on its slip: exclude raters, leave (frame F1; architecture 1)."""

from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from anjia.evaluations.actions import exclude_raters
from anjia.evaluations.queries.candidacies import newest_of
from anjia.evaluations.queries.raters import excludable
from anjia.evaluations.workflow import CANDIDACY
from anjia.households.actions import withdraw_participation
from anjia.households.family import OwnFamily
from anjia.households.models import Household
from anjia.households.queries import live_consents
from anjia.households.queries.proofs import family_of_code
from anjia.kernel.exceptions import Refused
from anjia.public.forms import CodeForm, ExcludeForm
from anjia.web.gate import PUBLIC
from anjia.web.limits import Limit
from anjia.web.screens import Screen

SALT, SECONDS = "public.family", 20 * 60
GONE = _("这一页已经放了二十分钟，请重新输入确认码。")


class SlipView(Screen):
    """The code is typed, never part of an address. After it the page carries a key for twenty minutes, no session."""

    permission = PUBLIC
    limit = Limit(20, minutes=60, name="public")
    template_name = "public/slip.html"
    heading = _("用确认码办理")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"form": CodeForm(), "household": None, "refusal": "", **kwargs})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        household = self._family()
        act = {"exclude": self._exclude, "ask": self._ask, "leave": self._leave}.get(request.POST.get("act", ""))
        if household is None:
            answer = self._unknown()
        elif act is None:
            answer = self.show(household)
        else:
            answer = act(household)
        answer.headers["Cache-Control"] = "no-store"
        return answer

    def _family(self) -> Household | None:
        key = self.request.POST.get("key", "")
        if not key:
            return family_of_code(self.request.POST.get("code", ""))
        try:
            wanted = signing.loads(key, salt=SALT, max_age=SECONDS)
        except signing.BadSignature:
            return None
        active = Household.objects.filter(pk=wanted, is_active=True)
        return active.select_related("region__parent").first()

    def _unknown(self) -> HttpResponse:
        form = CodeForm(self.request.POST if "code" in self.request.POST else {"code": "x"})
        if form.is_valid():
            was_open = "key" in self.request.POST
            form.add_error("code", GONE if was_open else _("没有查到。请核对确认码；重新打印过的，以最后一次的为准。"))
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def show(self, household: Household, *, status: int = 200, **kwargs: Any) -> HttpResponse:
        candidacy = newest_of(household)
        people = excludable(candidacy) if candidacy else None
        kwargs.setdefault("exclude", ExcludeForm(people=people) if people is not None else None)
        context = {
            "household": household,
            "key": signing.dumps(str(household.pk), salt=SALT),
            "consents": live_consents(household),
            "progress": CANDIDACY.public_name(candidacy.state) if candidacy else "",
            "done": "",
        }
        return self.render_to_response(self.get_context_data(**{**context, **kwargs}), status=status)

    def _exclude(self, household: Household) -> HttpResponse:
        candidacy = newest_of(household)
        if candidacy is None:
            return self.show(household)
        form = ExcludeForm(self.request.POST, people=excludable(candidacy))
        if not form.is_valid():
            return self.show(household, exclude=form, status=422)
        try:
            exclude_raters(candidacy, form.cleaned_data["people"], by=OwnFamily(household))
        except Refused as refusal:
            return self.show(household, refusal=str(refusal), status=refusal.status)
        return self.show(household, done=_now("记下了，马上生效。他们不会知道是哪一家请求换人。"))

    def _ask(self, household: Household) -> HttpResponse:
        return self.show(household, is_leaving=True)

    def _leave(self, household: Household) -> HttpResponse:
        try:
            withdraw_participation(household, by=OwnFamily(household))
        except Refused as refusal:
            return self.show(household, refusal=str(refusal), status=refusal.status)
        return self.render_to_response(self.get_context_data(has_left=True))
