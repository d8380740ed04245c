"""How an objection stands, for whoever holds its code."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from anjia.notices.forms import ProgressForm
from anjia.notices.models import NoticeEntry
from anjia.notices.queries import objection_by_code
from anjia.notices.workflow import OBJECTION
from anjia.web.gate import PUBLIC
from anjia.web.limits import Limit
from anjia.web.screens import Screen


class ObjectionProgress(Screen):
    """The code is typed, never part of an address; a wrong one and an unknown one get the same answer."""

    permission = PUBLIC
    limit = Limit(20, minutes=10)
    template_name = "notices/objection_progress.html"
    heading = _("查询异议进度")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"form": ProgressForm(), "asked": False, "objection": None, **kwargs})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = ProgressForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        objection = objection_by_code(form.cleaned_data["code"])
        found: dict[str, Any] = {}
        if objection:
            entry = NoticeEntry.objects.filter(pk=objection.entry_id).first()
            found = {"entry": entry, "state": OBJECTION.public_name(objection.state)}
        response = self.render_to_response(self.get_context_data(form=form, asked=True, objection=objection, **found))
        response.headers["Cache-Control"] = "no-store"
        return response
