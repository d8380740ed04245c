"""Signing in safely: second factors, recovery codes and the devices one is signed in on."""

from typing import Any
from urllib.parse import quote

from allauth.account.decorators import reauthentication_required
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.internal import auth as webauthn
from allauth.mfa.webauthn.views import AddWebAuthnView
from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, resolve_url
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic.edit import FormView

from anjia.accounts import second_factor, sessions
from anjia.accounts.actions import end_sign_in, end_sign_ins, remove_factor, rename_passkey, settle_factors
from anjia.accounts.forms.sign_in import PasskeyNameForm
from anjia.accounts.models import SignIn
from anjia.web.gate import SIGNED_IN
from anjia.web.limits import Limit
from anjia.web.screens import ObjectFormScreen, Screen, TransitionScreen

SHOW_CODES = "show_recovery_codes"
# Whoever could open nothing else before goes on to the work, not back to this page.
FIRST_DAY = "first_day"
confirmed = method_decorator(reauthentication_required(app="allauth.mfa"), name="dispatch")


class SecurityView(Screen):
    """Everything that keeps one's account one's own, on one page; where the first sign-in begins."""

    permission = SIGNED_IN
    template_name = "accounts/security.html"
    heading = gettext_lazy("登录安全")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        here = self.request.session.session_key
        lines = [{"sign_in": each, "is_here": each.session_key == here} for each in self._sign_ins()]
        state = second_factor.state_of(self.user)
        return super().get_context_data(
            second_factor=state, missing=state["needed"] and not state["set_up"], sign_ins=lines, **kwargs
        )

    def _sign_ins(self) -> QuerySet[SignIn]:
        return SignIn.objects.open().filter(user=self.user).order_by("-seen_at", "-pk")


class _Adds(FormView):
    """Mixin: after a factor was added, other sessions end, the key rotates, and new recovery codes are shown once."""

    added = ""

    def form_valid(self, form: Any) -> HttpResponse:
        before = second_factor.state_of(self.request.user)
        response = super().form_valid(form)
        settle_factors(self.request.user, added=self.added, keep_session=sessions.rotate(self.request))
        if not before["has_codes"]:
            self.request.session[SHOW_CODES] = FIRST_DAY if before["needed"] and not before["set_up"] else True
            return HttpResponseRedirect(reverse("mfa_view_recovery_codes"))
        messages.success(self.request, _("已添加，其他设备上的登录已退出。"))
        return response

    def get_success_url(self) -> str:
        return reverse("accounts:security")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        is_required = second_factor.is_required(self.request.user)
        return {**super().get_context_data(**kwargs), "is_required": is_required}


class SetUpCodeView(_Adds, ActivateTOTPView):
    """Ties a phone to the account."""

    permission = SIGNED_IN
    limit = Limit(20, minutes=1)
    template_name = "accounts/second_factor.html"
    extra_context = {"heading": gettext_lazy("设置手机验证器")}
    added = "totp"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and second_factor.has_app(request.user):
            return HttpResponseRedirect(reverse("accounts:security"))
        return super().dispatch(request, *args, **kwargs)


class AddPasskeyView(_Adds, AddWebAuthnView):
    """Ties a device to the account: finger, face or PIN."""

    permission = SIGNED_IN
    limit = Limit(20, minutes=1)
    template_name = "accounts/passkey_add.html"
    extra_context = {"heading": gettext_lazy("添加通行密钥")}
    added = "webauthn"

    def get_success_url(self) -> str:
        return reverse("accounts:security")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # allauth's own riddle asks for a key without PIN; ours asks for one that can sign in by itself.
        context = super().get_context_data(**kwargs)
        riddle = webauthn.begin_registration(self.request.user, True)
        return {**context, "form": kwargs.get("form") or context["form"], "riddle": {"creation_options": riddle}}


class _OwnFactor:
    """Mixin: one of one's own factors, by its number."""

    kwargs: dict[str, Any]
    user: Any

    def get_queryset(self) -> QuerySet[Authenticator]:
        return second_factor.factors_of(self.user)


@confirmed
class RenamePasskeyView(_OwnFactor, ObjectFormScreen):
    """Another name for a passkey."""

    permission = SIGNED_IN
    form_class = PasskeyNameForm
    heading = gettext_lazy("改通行密钥的名字")
    success_message = gettext_lazy("名字已改好。")

    def get_queryset(self) -> QuerySet[Authenticator]:
        return super().get_queryset().filter(type=second_factor.Type.WEBAUTHN)

    def get_initial(self) -> dict[str, Any]:
        return {"name": self.object.wrap().name}

    def perform(self, form: PasskeyNameForm) -> str:
        rename_passkey(self.object, name=form.cleaned_data["name"], by=self.user)
        return reverse("accounts:security")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=reverse("accounts:security"), **kwargs)


@confirmed
class RemoveFactorView(_OwnFactor, TransitionScreen):
    """Takes an authenticator app or a passkey away; refused for the last one a role demands."""

    permission = SIGNED_IN
    heading = gettext_lazy("移除验证方式")
    submit_label = gettext_lazy("移除")
    success_message = gettext_lazy("已移除，其他设备上的登录已退出。")

    def get_effect(self) -> str:
        return _("移除后，它不能再用来登录；您在其他设备上的登录会退出。")

    def perform(self, form: Any) -> str:
        remove_factor(self.object, by=self.user, keep_session=self.request.session.session_key or "")
        # Last, because a refusal takes the transaction back, and a new key with it.
        sessions.rotate(self.request)
        return reverse("accounts:security")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        is_app = self.object.type == second_factor.Type.TOTP
        answers = [{"label": _("验证方式"), "value": _("手机验证器") if is_app else self.object.wrap().name}]
        return super().get_context_data(answers=answers, back_url=reverse("accounts:security"), **kwargs)


@confirmed
class RecoveryCodesView(Screen):
    """Shows fresh codes once, to print or keep as a file; later only how many are left."""

    permission = SIGNED_IN
    template_name = "accounts/recovery_codes.html"
    heading = gettext_lazy("恢复码")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kinds = Authenticator.objects.filter(type=Authenticator.Type.RECOVERY_CODES)
        unused = get_object_or_404(kinds, user_id=self.user.pk).wrap().get_unused_codes()
        asked = self.request.session.pop(SHOW_CODES, False)
        shown = unused if asked else []
        onward = settings.LOGIN_REDIRECT_URL if asked == FIRST_DAY else "accounts:security"
        given = {"codes": shown, "codes_file": _as_file(shown), "left": len(unused), "onward": resolve_url(onward)}
        return super().get_context_data(**given, **kwargs)


def _as_file(codes: list[str]) -> str:
    """The codes as a file the page itself carries: no second address shows them."""
    lines = [_("安家 恢复码（每个只能用一次）"), *codes]
    return f"data:text/plain;charset=utf-8,{quote(chr(10).join(lines))}"


class NewRecoveryCodesView(GenerateRecoveryCodesView):
    """New recovery codes in place of the old."""

    permission = SIGNED_IN
    limit = Limit(20, minutes=1)
    template_name = "accounts/recovery_codes_new.html"
    extra_context = {"heading": gettext_lazy("重新生成恢复码")}

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        settle_factors(self.request.user, added="recovery_codes", keep_session=sessions.rotate(self.request))
        self.request.session[SHOW_CODES] = True
        return response


class EndSignInView(TransitionScreen):
    """Signs one other device of one's own out."""

    permission = SIGNED_IN
    heading = gettext_lazy("退出这台设备")
    submit_label = gettext_lazy("退出这台设备")
    success_message = gettext_lazy("那台设备已退出。")

    def get_queryset(self) -> QuerySet[SignIn]:
        return SignIn.objects.filter(user=self.user)

    def get_effect(self) -> str:
        return _("“%(device)s”上的登录立即失效，那边没有保存的内容会丢失。") % {"device": self.object.device}

    def perform(self, form: Any) -> str:
        end_sign_in(self.object, by=self.user)
        return reverse("accounts:security")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        answers = [
            {"label": _("设备"), "value": self.object.device},
            {"label": _("网络"), "value": self.object.network or _("不详")},
        ]
        return super().get_context_data(answers=answers, back_url=reverse("accounts:security"), **kwargs)


class EndOtherSignInsView(TransitionScreen):
    """Signs all one's other devices out."""

    permission = SIGNED_IN
    heading = gettext_lazy("退出其他设备")
    submit_label = gettext_lazy("全部退出")
    success_message = gettext_lazy("其他设备已全部退出，只剩这一台。")

    @property
    def object(self) -> Any:
        return self.user

    def get_effect(self) -> str:
        here = self.request.session.session_key
        others = SignIn.objects.open().filter(user=self.user).exclude(session_key=here).count()
        return _("另外 %(n)d 台设备上的登录立即失效，这一台不受影响。") % {"n": others}

    def perform(self, form: Any) -> str:
        end_sign_ins(self.user, by=self.user, but=self.request.session.session_key or "")
        return reverse("accounts:security")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(answers=[], back_url=reverse("accounts:security"), **kwargs)
