"""For anybody, without an account: tell, keep the code, follow, object, answer three questions (issue 5).

Not `FormScreen`s: those note on the main side which account sent what, and when, which must not be known there.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anjia.documents.enums import SUFFIX, MediaType
from anjia.kernel.exceptions import Refused
from anjia.services.actions import answer_survey, bytes_of, take_in, tell_more, withdraw_consent
from anjia.services.codes import code_for
from anjia.services.enums import Source
from anjia.services.forms.intake import AskForm, CodeForm, SurveyForm, TellForm
from anjia.services.kinds import Kind, kind_of, states_of, wished
from anjia.services.models import Case, CaseFile
from anjia.services.queries import case_by_code, deadlines_of, talk_of
from anjia.web.addresses import path_of
from anjia.web.gate import PUBLIC
from anjia.web.limits import Limit
from anjia.web.once import new_token
from anjia.web.screens import Screen, absent

COOKIE, SALT, MINUTES = "help_code", "services.help", 10
# Counted together with other public forms, so that the counter does not tell who came for what.
LIMIT = Limit(20, minutes=60, name="public")


def hand_over_code(response: HttpResponse, code: str, path: str) -> HttpResponse:
    """Give the code along to the page that shows it once."""
    response.set_signed_cookie(
        COOKIE, code, salt=SALT, max_age=MINUTES * 60, httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE, path=path,
    )  # fmt: skip
    return response


def shown_once(screen: Any, path: str) -> HttpResponse:
    """The page with the code, which it does not show again."""
    code = screen.request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=MINUTES * 60)
    response = screen.render_to_response(screen.get_context_data(code=code))
    response.delete_cookie(COOKIE, path=path)
    response.headers["Cache-Control"] = "no-store"
    return response


class HelpScreen(Screen):
    """A public page of the services: nothing of it is kept by the browser."""

    abstract = True

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        response = super().render_to_response(context, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        return response


def kind_wished(request: HttpRequest) -> Kind | None:
    """Which kind of case was chosen; None where none was, or none that can be wished for."""
    return next((kind for kind in wished() if kind.key == request.POST.get("kind")), None)


class AskView(HelpScreen):
    """First what somebody wishes, then the form of that kind of case. The wish is posted, not part of an address: what
    somebody came for stays neither in the browser's history nor in the server's log.
    """

    permission = PUBLIC
    limit = LIMIT
    heading = gettext_lazy("有事找我们")

    def get_template_names(self) -> list[str]:
        return ["services/wish.html" if self.kind is None else "services/ask.html"]

    @property
    def kind(self) -> Kind | None:
        return kind_wished(self.request)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kind, token = self.kind, self.request.POST.get("once") or new_token()
        if kind is None:
            return super().get_context_data(wishes=wished(), offers_url=path_of("offers"), **kwargs)
        kwargs.setdefault("form", (kind.ask_form or AskForm)())
        return super().get_context_data(kind=kind, once=token, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        kind = self.kind
        if kind is None or "once" not in request.POST:
            return self.render_to_response(self.get_context_data())
        form, token = (kind.ask_form or AskForm)(request.POST), request.POST["once"]
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        try:
            take_in(kind.key, form.cleaned_data["village"], form.told(), source=Source.ONLINE, token=token)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.render_to_response(self.get_context_data(form=form), status=refusal.status)
        path = reverse("services:ask_receipt")
        return hand_over_code(HttpResponseRedirect(path), code_for(token), path)


class AskReceiptView(HelpScreen):
    """The code, once."""

    permission = PUBLIC
    template_name = "services/ask_receipt.html"
    heading = gettext_lazy("已收到")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return shown_once(self, reverse("services:ask_receipt"))


class FollowView(HelpScreen):
    """The code is typed, never part of an address; a wrong one and an unknown one get the same answer."""

    permission = PUBLIC
    limit = LIMIT
    template_name = "services/follow.html"
    heading = gettext_lazy("查看进展")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        again = reverse("services:follow")
        blank = {"form": CodeForm(), "asked": False, "case": None, "said": "", "again": again}
        return super().get_context_data(**{**blank, **kwargs})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = CodeForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        return self.show(form.cleaned_data["code"], form=form)

    def show(self, code: str, *, said: str = "", status: int = 200, **context: Any) -> HttpResponse:
        """The page about the case behind a code, with what was just done."""
        case = case_by_code(code)
        told = _told(case) if case else {}
        return self.render_to_response(
            self.get_context_data(asked=True, code=code, case=case, said=said, **{**told, **context}), status=status
        )


def _told(case: Case) -> dict[str, Any]:
    kind = kind_of(case.kind)
    acts = kind.client_acts(case)
    return {
        "state": states_of([case])[case.pk],
        "kind": kind,
        "deadlines": [] if kind.is_quiet else [d for d in deadlines_of(case) if d.met_on is None],
        "extended": case.deadlines.filter(extended_at__isnull=False).first(),
        "talk": list(talk_of(case)),
        "tell": None if case.closed_on else TellForm(),
        "consents": list(case.client.consents.filter(withdrawn_on__isnull=True)),
        "papers": list(case.files.filter(by_code=True)),
        "acts": [act for act in acts if not act.effect],
        "endings": [act for act in acts if act.effect],
        "survey": SurveyForm() if case.survey_open else None,
    }


def case_or_absent(request: HttpRequest) -> Case:
    case = case_by_code(request.POST.get("code", ""))
    if case is None:
        raise absent()
    return case


class FollowPaperView(Screen):
    """A paper of the case, for whoever has the code."""

    permission = PUBLIC
    limit = LIMIT
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        file = CaseFile.objects.filter(case=case_or_absent(request), by_code=True, pk=kwargs["pk"]).first()
        if file is None:
            raise absent()
        return paper_response(file)


def paper_response(file: CaseFile) -> HttpResponse:
    """The bytes, never kept by the browser, under a name that tells nothing."""
    response = HttpResponse(bytes_of(file), content_type=file.media_type)
    response.headers["Content-Disposition"] = (
        f'attachment; filename="{file.case.number}{SUFFIX[MediaType(file.media_type)]}"'
    )
    response.headers["Cache-Control"] = "no-store"
    return response


class SurveyView(FollowView):
    """Three marks, once, without a name."""

    permission = PUBLIC
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        case, form = case_or_absent(request), SurveyForm(request.POST)
        code = request.POST["code"]
        if not form.is_valid():
            return self.show(code, survey=form, status=422)
        try:
            answer_survey(case, **form.cleaned_data)
        except Refused as refusal:
            return self.show(code, said=str(refusal), status=refusal.status)
        return self.show(code, said=_("谢谢。没有留下您的任何信息。"))


class TellView(FollowView):
    """The person adds something, or answers what they were asked."""

    permission = PUBLIC
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        case, form = case_or_absent(request), TellForm(request.POST)
        code = request.POST["code"]
        if not form.is_valid():
            return self.show(code, tell=form, status=422)
        try:
            tell_more(case, form.cleaned_data["words"])
        except Refused as refusal:
            return self.show(code, said=str(refusal), status=refusal.status)
        return self.show(code, said=_("已写给办理的人。"))


class TakeBackByCodeView(FollowView):
    """The person takes a consent back, as easily as it was given; a tick says that it was meant."""

    permission = PUBLIC
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        case, code = case_or_absent(request), request.POST["code"]
        if not request.POST.get("sure"):
            return self.show(code, said=_("没有撤回：请先勾选“我确定”。"), status=422)
        try:
            withdraw_consent(case, purpose=request.POST.get("purpose", ""))
        except Refused as refusal:
            return self.show(code, said=str(refusal), status=refusal.status)
        return self.show(code, said=_("已撤回同意。"))
