"""“I was pressed to join”: three pages for anybody, without an account, past village and town."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anjia.kernel.exceptions import Refused
from anjia.supervision.actions import report_pressure
from anjia.supervision.codes import code_for
from anjia.supervision.forms import CodeForm, PressedForm
from anjia.supervision.queries import report_by_code
from anjia.web.gate import PUBLIC
from anjia.web.limits import Limit
from anjia.web.once import new_token
from anjia.web.screens import Screen

COOKIE, SALT, MINUTES = "pressed_code", "supervision.pressed", 10
# Counted together with other public forms, so that the counter does not tell who came for what.
LIMIT = Limit(20, minutes=60, name="public")


class PressedView(Screen):
    """Not a `FormScreen`: that one notes which account sent which form and when, which must not be known here."""

    permission = PUBLIC
    limit = LIMIT
    template_name = "supervision/pressed.html"
    heading = _("觉得是被要求参加的？")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", PressedForm())
        return super().get_context_data(once=self.request.POST.get("once") or new_token(), **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = PressedForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        told, token = form.cleaned_data, request.POST.get("once") or new_token()
        try:
            report_pressure(told["village"], pressure=told["pressure"], month=told["month"], token=token)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.render_to_response(self.get_context_data(form=form), status=refusal.status)
        receipt = reverse("supervision:pressed_receipt")
        response = HttpResponseRedirect(receipt + ("?out=1" if told["wants_out"] else ""))
        response.set_signed_cookie(
            COOKIE, code_for(token), salt=SALT, max_age=MINUTES * 60, httponly=True, samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE, path=receipt,
        )  # fmt: skip
        return response


class ReceiptView(Screen):
    """The code, once, and how a family leaves."""

    permission = PUBLIC
    template_name = "supervision/pressed_receipt.html"
    heading = _("区县办公室已收到")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        code = request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=MINUTES * 60)
        response = self.render_to_response(self.get_context_data(code=code, wants_out="out" in request.GET))
        response.delete_cookie(COOKIE, path=reverse("supervision:pressed_receipt"))
        response.headers["Cache-Control"] = "no-store"
        return response


class ProgressView(Screen):
    """The code is typed, never part of an address; a wrong one and an unknown one get the same answer."""

    permission = PUBLIC
    limit = LIMIT
    template_name = "supervision/pressed_progress.html"
    heading = _("查看答复")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"form": CodeForm(), "asked": False, "report": None, **kwargs})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = CodeForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        report = report_by_code(form.cleaned_data["code"])
        response = self.render_to_response(self.get_context_data(form=form, asked=True, report=report))
        response.headers["Cache-Control"] = "no-store"
        return response
