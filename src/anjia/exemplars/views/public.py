"""What everybody may see: the board of model families, and whether a plaque hangs rightly (frame F6)."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from anjia.exemplars.forms import PlaqueVerifyForm
from anjia.exemplars.queries import model_families, plaque_by
from anjia.honours.models import Title
from anjia.notices.entries import shown_name
from anjia.regions.enums import Level
from anjia.regions.models import Region
from anjia.web.gate import PUBLIC
from anjia.web.limits import Limit
from anjia.web.screens import ListScreen, Screen


class Board(ListScreen):
    """Model families by town, each as it wants to be shown."""

    permission = PUBLIC
    template_name = "exemplars/board.html"
    heading = _("平安家庭示范户")
    default_order = ("-granted_on", "region__path", "serial")
    no_columns = "the board as everybody reads it: a line for each family"
    other_keys = frozenset({"place"})
    page_size = 50

    @property
    def place(self) -> Region | None:
        code = self.request.GET.get("place", "")
        return Region.objects.filter(code=code, level=Level.TOWN).first() if code else None

    def get_queryset(self) -> QuerySet[Title]:
        return model_families(self.place.path if self.place else "")

    def prepare(self, rows: Sequence[Any]) -> Sequence[Any]:
        for title in rows:
            title.shown = shown_name(title.head_name, title.shows_name)
        return rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        towns = Region.objects.filter(level=Level.TOWN).select_related("parent").order_by("path")
        return super().get_context_data(place=self.place, towns=towns, **kwargs)


class PlaqueVerify(Screen):
    """Typed, or come with the plaque's QR: what does not hang rightly gets one and the same answer."""

    permission = PUBLIC
    limit = Limit(60, minutes=10, methods=("GET", "POST"))
    template_name = "exemplars/plaque_verify.html"
    heading = _("查验牌匾")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"form": PlaqueVerifyForm(), "asked": False, "plaque": None, **kwargs})

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "code" not in request.GET:
            return super().get(request, *args, **kwargs)
        return self.answer(PlaqueVerifyForm(request.GET))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.answer(PlaqueVerifyForm(request.POST))

    def answer(self, form: PlaqueVerifyForm) -> HttpResponse:
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        plaque = plaque_by(form.cleaned_data["serial"], form.cleaned_data["code"])
        name = shown_name(plaque.head_name, getattr(plaque, "shows_name", False)) if plaque else ""
        context = self.get_context_data(form=PlaqueVerifyForm(), asked=True, plaque=plaque, name=name)
        response = self.render_to_response(context)
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex"
        return response
