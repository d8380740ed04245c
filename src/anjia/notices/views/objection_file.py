"""Anyone may object: a form, and a page that shows the code once."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from anjia.documents.render.qr import qr_svg
from anjia.kernel.exceptions import Refused
from anjia.notices.actions import file_objection, record_objection
from anjia.notices.codes import code_for
from anjia.notices.enums import Verb
from anjia.notices.forms import ObjectionForm, RecordForm
from anjia.notices.models import PublicNotice
from anjia.notices.queries import open_entries, open_to_public, recordable_by
from anjia.web.gate import PUBLIC, Open
from anjia.web.limits import Limit
from anjia.web.once import new_token
from anjia.web.screens import ObjectFormScreen, Screen

COOKIE = "objection_code"
SALT = "notices.objection"
MINUTES = 10


class ObjectionFile(ObjectFormScreen):
    """Object to one family on a notice; sent twice, it is one objection with one code."""

    permission: Open | str = PUBLIC
    limit = Limit(20, minutes=60)
    template_name = "notices/objection_file.html"
    heading = _("提出异议")
    submit_label = _("提交异议")
    context_name = "notice"

    def get_queryset(self) -> Any:
        return open_to_public()

    @cached_property
    def token(self) -> str:
        return self.request.POST.get("once") or new_token()

    def get_form(self) -> ObjectionForm:
        return ObjectionForm(entries=open_entries(self.object), **self.get_form_kwargs())

    def get_initial(self) -> dict[str, Any]:
        return {"entry": self.request.GET.get("entry", "")}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        data = context["form"].errors.as_data() if context["form"].is_bound else {}
        guarded = any(error.code == "guarded" for errors in data.values() for error in errors)
        notice: PublicNotice = self.object
        return {**context, "is_guarded": guarded, "is_open": open_entries(notice).exists()}

    def perform(self, form: ObjectionForm) -> str:
        data = form.cleaned_data
        entry = data.pop("entry")
        file_objection(entry, token=self.token, **data)
        return reverse("notices:objection_receipt")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().post(request, *args, **kwargs)
        if response.status_code == 302:
            response.set_signed_cookie(
                COOKIE, code_for(self.token), salt=SALT, max_age=MINUTES * 60, httponly=True, samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE, path=reverse("notices:objection_receipt"),
            )  # fmt: skip
        return response

    def announce(self, first: bool) -> None:
        """The receipt says it all."""

    def refuse(self, form: Any, refusal: Refused) -> HttpResponse:
        self.__dict__.pop("token", None)
        return super().refuse(form, refusal)


class ObjectionRecord(ObjectionFile):
    """An objection that came in on paper; the receipt with its code goes back to who handed it in."""

    permission = Verb.INVESTIGATE
    limit = None
    template_name = "web/form.html"
    heading = _("录入纸质异议")
    submit_label = _("录入异议")

    def get_queryset(self) -> Any:
        return recordable_by(self.user)

    def get_form(self) -> RecordForm:
        notice: PublicNotice = self.object
        return RecordForm(entries=open_entries(notice, notice.starts_on), **self.get_form_kwargs())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = reverse("notices:notice_detail", args=[self.object.pk])
        return super().get_context_data(back_url=back, **kwargs)

    def perform(self, form: Any) -> str:
        told = {name: form.cleaned_data[name] for name in ("ground", "statement", "objector_name", "objector_contact")}
        paper = form.paper()
        record_objection(form.cleaned_data["entry"], paper=paper, token=self.token, by=self.user, **told)
        return reverse("notices:objection_receipt")


class ObjectionReceipt(Screen):
    """The code, once: the cookie that carries it goes with the answer."""

    permission = PUBLIC
    template_name = "notices/objection_receipt.html"
    heading = _("异议已收到")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        code = request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=MINUTES * 60)
        progress = settings.SITE_URL + reverse("notices:objection_progress")
        response = self.render_to_response(self.get_context_data(code=code, address=progress, qr=qr_svg(progress)))
        response.delete_cookie(COOKIE, path=reverse("notices:objection_receipt"))
        response.headers["Cache-Control"] = "no-store"
        return response
