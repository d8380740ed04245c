"""Anybody asks for a change, follows it by its code, or prints the form. No page says who is registered."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anjia.documents.render.qr import qr_svg
from anjia.households.actions.change_requests import code_for, file_request, request_by_code
from anjia.households.actions.consent_texts import current_wording
from anjia.households.enums import CHANGES, ConsentKind, RequestKind, RequestState, Verb
from anjia.households.forms.requests import CodeForm, JoinForm, RecordForm, RequestForm, asked_fields
from anjia.households.models import ChangeRequest
from anjia.households.workflow import REQUEST
from anjia.kernel.exceptions import Refused
from anjia.regions.enums import Level
from anjia.regions.models import Region
from anjia.regions.place import current_place
from anjia.web.addresses import path_of
from anjia.web.gate import PUBLIC
from anjia.web.limits import Limit
from anjia.web.once import new_token
from anjia.web.screens import FormScreen, Screen

COOKIE = "request_code"
SALT = "households.request"
MINUTES = 10


def kinds(url_name: str, query: str = "") -> list[dict[str, Any]]:
    return [{"label": kind.label, "url": reverse(url_name, args=[kind.value]) + query} for kind in CHANGES]


class RequestStart(Screen):
    """What one can ask for."""

    permission = PUBLIC
    template_name = "households/request_start.html"
    heading = _("家庭情况有变化")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        place = self.request.GET.get("place", "")
        query = f"?place={place}" if place.isalnum() else ""
        return super().get_context_data(kinds=kinds("households:request_file", query), **kwargs)


class KindMixin:
    """The kind stands in the address."""

    kwargs: Any

    @property
    def kind(self) -> RequestKind:
        if self.kwargs["kind"] not in CHANGES:
            raise Http404
        return RequestKind(self.kwargs["kind"])


class RequestFile(KindMixin, FormScreen):
    """One request; sent twice, it is one with one code."""

    permission: Any = PUBLIC
    limit: Limit | None = Limit(12, minutes=60)
    template_name = "households/request_file.html"
    submit_label = _("提交申请")
    form_class: Any = RequestForm
    receipt = "households:request_receipt"

    def get_heading(self) -> str:
        return str(self.kind.label)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "kind": self.kind}

    def get_initial(self) -> dict[str, Any]:
        code = self.request.GET.get("place", "")
        village = (
            Region.objects.filter(code=code, level=Level.VILLAGE).select_related("parent").first() if code else None
        )
        return {"village": f"{village.parent.name}{village.name}"} if village and village.parent else {}

    @cached_property
    def token(self) -> str:
        return self.request.POST.get("once") or new_token()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"back_url": reverse("households:request_start"), **kwargs})

    def perform(self, form: Any) -> str:
        file_request(kind=self.kind, token=self.token, **form.request())
        return reverse(self.receipt)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().post(request, *args, **kwargs)
        if response.status_code == 302:
            response.set_signed_cookie(
                COOKIE, code_for(self.token), salt=SALT, max_age=MINUTES * 60, httponly=True, samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE, path=reverse(self.receipt),
            )  # fmt: skip
        return response

    def announce(self, first: bool) -> None:
        """The receipt says it all."""

    def refuse(self, form: Any, refusal: Refused) -> HttpResponse:
        self.__dict__.pop("token", None)
        return super().refuse(form, refusal)


class Join(RequestFile):
    """A family that is in no register yet says on line that it wants to take part (frame F1).

    The village makes sure with the family itself, and only then registers it. The answer is the same for everybody.
    """

    template_name = "households/join.html"
    submit_label = _("我家自愿参加，提交申请")
    form_class = JoinForm

    @property
    def kind(self) -> RequestKind:
        return RequestKind.JOIN

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = {
            "wording": current_wording(ConsentKind.PARTICIPATE),
            "card_url": path_of("family_card"),
            "back_url": "/",
        }
        return super().get_context_data(**{**told, **kwargs})


class RequestRecord(RequestFile):
    """代办: staff enter for somebody what was said or handed in on paper, and pass the code on."""

    permission = Verb.FILE_REQUEST
    limit = None
    template_name = "households/request_record.html"
    form_class = RecordForm

    def get_initial(self) -> dict[str, Any]:
        place = current_place(self.request)
        here = f"{place.parent.name}{place.name}" if place and place.level == Level.VILLAGE and place.parent else ""
        return {"village": here, "channel": "staff"}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{**kwargs, "staff": True})

    def perform(self, form: Any) -> str:
        file_request(kind=self.kind, token=self.token, by=self.user, **form.request())
        return reverse(self.receipt)


class RequestReceipt(Screen):
    """The code, once."""

    permission = PUBLIC
    template_name = "households/request_receipt.html"
    heading = _("申请已收到")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        code = request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=MINUTES * 60)
        progress = settings.SITE_URL + reverse("households:request_progress")
        response = self.render_to_response(self.get_context_data(code=code, address=progress, qr=qr_svg(progress)))
        response.delete_cookie(COOKIE, path=reverse("households:request_receipt"))
        response.headers["Cache-Control"] = "no-store"
        return response


class RequestProgress(Screen):
    """How a request stands: its kind, its days and whether something changed; nothing of the family."""

    permission = PUBLIC
    limit = Limit(20, minutes=10)
    template_name = "households/request_progress.html"
    heading = _("查询变更申请")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"form": CodeForm(), "asked": False, "found": None, **kwargs})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = CodeForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        found = request_by_code(form.cleaned_data["code"])
        state = _progress(found) if found else ""
        response = self.render_to_response(self.get_context_data(form=form, asked=True, found=found, state=state))
        response.headers["Cache-Control"] = "no-store"
        return response


def _progress(found: ChangeRequest) -> str:
    """How it stands, in words; whoever joined is told what comes next."""
    if found.kind == RequestKind.JOIN and found.state == RequestState.ACCEPTED:
        return gettext("已向您家核实并登记。请到村（社区）在同意书上签字，领家庭卡。")
    return str(REQUEST.public_name(found.state))


class RequestPaper(Screen):
    """The form to be filled in by hand."""

    permission = PUBLIC
    template_name = "households/request_paper.html"
    heading = _("家庭情况变更申请表")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lines = [(kind.label, [field.label for field in asked_fields(kind).values()]) for kind in CHANGES]
        return super().get_context_data(lines=lines, **{"back_url": reverse("households:request_start"), **kwargs})
