"""Signing in and out, the second factor and the password: allauth's views with our templates and permissions."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.account.views import LoginView, LogoutView, PasswordChangeView, ReauthenticateView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.base.views import ReauthenticateView as ReauthenticateByCodeView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from django.views.generic.edit import FormView

from anjia.accounts import demo, second_factor
from anjia.web.gate import PUBLIC, SIGNED_IN


class SignInView(LoginView):
    """User name and password; in a demonstration also the list of its people."""

    permission = PUBLIC
    template_name = "accounts/sign_in.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # LoginView's own context asks for addresses of a sign-up that does not exist.
        context = FormView.get_context_data(self, **kwargs)
        context.update(
            heading=_("工作人员登录"),
            demo_signins=demo.sign_ins() if settings.DEMO else [],
            redirect_field_name="next",
            redirect_field_value=self.request.POST.get("next") or self.request.GET.get("next", ""),
        )
        return context


class SignOutView(LogoutView):
    """Asks once, then leaves."""

    permission = PUBLIC
    template_name = "accounts/sign_out.html"
    extra_context = {"heading": gettext_lazy("退出登录")}


class SignInCodeView(AuthenticateView):
    """The code of the second factor, between password and session."""

    permission = PUBLIC
    template_name = "accounts/sign_in_code.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # As above: no addresses of a sign-up.
        demo_code = demo.code_of(self.stage.login.user) if settings.DEMO else ""
        return {"form": self.auth_form, "heading": _("输入验证码"), "demo_code": demo_code, "view": self}


class ConfirmPasswordView(ReauthenticateView):
    """The password once more, before something grave."""

    permission = SIGNED_IN
    template_name = "accounts/confirm.html"
    extra_context = {"heading": gettext_lazy("请再确认一次身份")}


class ConfirmCodeView(ReauthenticateByCodeView):
    """A code once more, before something grave."""

    permission = SIGNED_IN
    template_name = "accounts/confirm.html"
    extra_context = {"heading": gettext_lazy("请再确认一次身份")}


class SetUpCodeView(ActivateTOTPView):
    """Ties a phone to the account."""

    permission = SIGNED_IN
    template_name = "accounts/second_factor.html"
    extra_context = {"heading": gettext_lazy("设置手机验证器")}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated and second_factor.is_set_up(request.user):
            return HttpResponseRedirect(reverse("accounts:me"))
        return super().dispatch(request, *args, **kwargs)

    def get_success_url(self) -> str:
        return reverse("mfa_view_recovery_codes")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "is_required": second_factor.is_required(self.request.user)}


@method_decorator(reauthentication_required(app="allauth.mfa"), name="dispatch")
class RecoveryCodesView(TemplateView):
    """The codes for the day the phone is lost. (allauth's own view notes the first look: a write in a GET.)"""

    permission = SIGNED_IN
    template_name = "accounts/recovery_codes.html"
    extra_context = {"heading": gettext_lazy("恢复码")}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kinds = Authenticator.objects.filter(type=Authenticator.Type.RECOVERY_CODES)
        codes = get_object_or_404(kinds, user_id=self.request.user.pk).wrap()
        return super().get_context_data(unused_codes=codes.get_unused_codes(), **kwargs)


class NewRecoveryCodesView(GenerateRecoveryCodesView):
    """New recovery codes in place of the old."""

    permission = SIGNED_IN
    template_name = "accounts/recovery_codes_new.html"
    extra_context = {"heading": gettext_lazy("重新生成恢复码")}


class PasswordView(PasswordChangeView):
    """A new password for oneself; other sessions end."""

    permission = SIGNED_IN
    template_name = "accounts/password.html"
    extra_context = {"heading": gettext_lazy("修改密码")}
