"""Signing in and out, and the password: allauth's views with our templates, permissions and limits."""

from typing import Any

from allauth.account.internal.stagekit import clear_login
from allauth.account.stages import LoginStage
from allauth.account.views import LoginView, LogoutView, PasswordChangeView, ReauthenticateView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.base.views import ReauthenticateView as ReauthenticateByCodeView
from allauth.mfa.webauthn.internal import auth as webauthn
from allauth.mfa.webauthn.views import LoginWebAuthnView, ReauthenticateWebAuthnView
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic.edit import FormView

from anjia.accounts import demo, second_factor, sessions
from anjia.accounts.actions import end_sign_ins
from anjia.web.addresses import path_of
from anjia.web.gate import PUBLIC, SIGNED_IN
from anjia.web.limits import Limit

# What the browser kept of the work: pages in its cache, drafts and whatever a service worker stored.
CLEAR = '"cache", "storage"'


class StartsOver:
    """Mixin: coming back to the door between the two steps begins anew, maybe as somebody else."""

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: LoginStage) -> None:
        clear_login(request)


class SignInView(StartsOver, LoginView):
    """User name and password; in a demonstration also the list of its people."""

    permission = PUBLIC
    limit = Limit(60, minutes=1)
    template_name = "accounts/sign_in.html"

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "login": self.request.session.get(sessions.SIGN_IN_AS, "")}

    def form_valid(self, form: Any) -> HttpResponse:
        self.request.session.pop(sessions.SIGN_IN_AS, None)
        # Half signed in is a new state already: whoever planted the old key must not share it.
        self.request.session.cycle_key()
        return super().form_valid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # LoginView's own context asks for addresses of a sign-up that does not exist.
        context = FormView.get_context_data(self, **kwargs)
        context.update(
            heading=_("工作人员登录"),
            demo_signins=demo.sign_ins() if settings.DEMO else [],
            family_url=path_of("family_card") if settings.DEMO else "",
            redirect_field_name="next",
            redirect_field_value=self.request.POST.get("next") or self.request.GET.get("next", ""),
        )
        return context


class PasskeySignInView(StartsOver, LoginWebAuthnView):
    """A passkey in place of name, password and code. GET hands the browser its riddle."""

    permission = PUBLIC
    limit = Limit(60, minutes=1)

    def form_valid(self, form: Any) -> HttpResponse:
        self.request.session.cycle_key()
        return super().form_valid(form)

    def form_invalid(self, form: Any) -> HttpResponse:
        messages.error(self.request, _("这台设备上没有可用的通行密钥，或它已被移除。请用密码登录。"))
        return HttpResponseRedirect(reverse("account_login"))


class SignOutView(LogoutView):
    """Asks once, then leaves; wherever else one is signed in, if one wishes."""

    permission = PUBLIC
    template_name = "accounts/sign_out.html"
    extra_context = {"heading": gettext_lazy("退出登录")}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated and request.POST.get("everywhere"):
            end_sign_ins(request.user, by=request.user, but=request.session.session_key or "")
        response = super().post(request, *args, **kwargs)
        response.headers["Clear-Site-Data"] = CLEAR
        return response


class SignInCodeView(AuthenticateView):
    """The second factor, between password and session: a code, or a passkey."""

    permission = PUBLIC
    limit = Limit(60, minutes=1)
    template_name = "accounts/sign_in_code.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.stage.login.user
        kinds = set(second_factor.factors_of(user).values_list("type", flat=True))
        has_app, has_passkey = second_factor.Type.TOTP in kinds, second_factor.Type.WEBAUTHN in kinds
        riddle = {"request_options": webauthn.begin_authentication(user)} if has_passkey else None
        # As above: no addresses of a sign-up.
        return {
            "form": self.auth_form,
            "heading": _("输入验证码") if has_app else _("用通行密钥确认"),
            "demo_code": demo.code_of(user) if settings.DEMO else "",
            "has_app": has_app,
            "has_passkey": has_passkey,
            "passkey_errors": getattr(self.webauthn_form, "errors", {}).get("credential"),
            "riddle": riddle,
            "view": self,
        }


class ConfirmPasswordView(ReauthenticateView):
    """The password once more, before something grave."""

    permission = SIGNED_IN
    limit = Limit(20, minutes=1)
    template_name = "accounts/confirm.html"
    extra_context = {"heading": gettext_lazy("请再确认一次身份")}


class ConfirmCodeView(ReauthenticateByCodeView):
    """A code once more, before something grave."""

    permission = SIGNED_IN
    limit = Limit(20, minutes=1)
    template_name = "accounts/confirm.html"
    extra_context = {"heading": gettext_lazy("请再确认一次身份")}


class ConfirmPasskeyView(ReauthenticateWebAuthnView):
    """A passkey once more, before something grave."""

    permission = SIGNED_IN
    limit = Limit(20, minutes=1)
    template_name = "accounts/confirm_passkey.html"
    extra_context = {"heading": gettext_lazy("请再确认一次身份")}

    def form_invalid(self, form: Any) -> HttpResponse:
        messages.error(self.request, _("没有认出这把通行密钥，请再试一次，或改用密码。"))
        return self.render_to_response(self.get_context_data(form=form))


class PasswordView(PasswordChangeView):
    """A new password for oneself; other sessions end."""

    permission = SIGNED_IN
    limit = Limit(20, minutes=1)
    template_name = "accounts/password.html"
    extra_context = {"heading": gettext_lazy("修改密码")}

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        sessions.follow(self.request)
        keep = self.request.session.session_key or ""
        end_sign_ins(self.request.user, by=self.request.user, but=keep, why=_("修改密码"))
        messages.success(self.request, _("密码已修改，其他设备上的登录已退出。"))
        return response
