"""What everybody may know: results by place, and whether a certificate holds (frame F6)."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from anjia.honours.enums import ErratumState
from anjia.honours.forms import VerifyForm
from anjia.honours.models import NamingDecision
from anjia.honours.queries import issued_under, results_of, title_by
from anjia.notices.entries import shown_name
from anjia.regions.enums import Level
from anjia.regions.models import Region
from anjia.web.gate import PUBLIC
from anjia.web.limits import Limit
from anjia.web.screens import DetailScreen, ListScreen, Screen


class PublicResults(ListScreen):
    """The decisions issued in a place, newest first."""

    permission = PUBLIC
    template_name = "honours/public_results.html"
    heading = _("命名结果")
    default_order = ("-issued_on", "-created_at", "pk")
    no_columns = "the board as everybody reads it: a line for each decision"
    other_keys = frozenset({"place"})

    @property
    def place(self) -> Region | None:
        code = self.request.GET.get("place", "")
        return Region.objects.filter(code=code).first() if code else None

    def get_queryset(self) -> QuerySet[NamingDecision]:
        place = self.place
        return issued_under(place.path if place else "").select_related("region__parent", "cycle")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        towns = Region.objects.filter(level=Level.TOWN).select_related("parent").order_by("path")
        return super().get_context_data(place=self.place, towns=towns, **kwargs)


class PublicResult(DetailScreen):
    """One decision: its number, and its villages with those who stand on their results now."""

    permission = PUBLIC
    template_name = "honours/public_result.html"
    context_name = "decision"

    def get_queryset(self) -> QuerySet[NamingDecision]:
        return issued_under("").select_related("region__parent", "cycle")

    def get_heading(self) -> str:
        return str(self.object.title)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        results = list(results_of(self.object))
        return super().get_context_data(
            errata=self.object.errata.filter(state=ErratumState.ISSUED),
            results=results,
            standing=sum(getattr(r, "standing", 0) for r in results),
            **kwargs,
        )


class Verify(Screen):
    """Serial and code are typed, or come with the QR code; whatever is not in force gets one and the same answer."""

    permission = PUBLIC
    limit = Limit(60, minutes=10, methods=("GET", "POST"))
    template_name = "honours/verify.html"
    heading = _("查验证书")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"form": VerifyForm(), "asked": False, "title": None, **kwargs})

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "code" not in request.GET:
            return super().get(request, *args, **kwargs)
        return self.answer(VerifyForm(request.GET))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.answer(VerifyForm(request.POST))

    def answer(self, form: VerifyForm) -> HttpResponse:
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        title = title_by(form.cleaned_data["serial"], form.cleaned_data["code"])
        name = shown_name(title.head_name, getattr(title, "shows_name", False)) if title else ""
        context = self.get_context_data(form=VerifyForm(), asked=True, title=title, name=name)
        response = self.render_to_response(context)
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex"
        return response
