"""allauth's forms with our words."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.utils.translation import gettext_lazy as _

from anjia.accounts.usernames import normalise

CODE_HELP = _("打开手机上的验证器，输入正在显示的 6 位数字；也可以输入一个恢复码。")
PASSWORD_HELP = _("至少 10 个字符，包含小写字母、大写字母、数字、其他符号中的三种。")


class OurWords(forms.Form):
    """Mixin: labels and help of ours, and no placeholders, which vanish when one types."""

    words: dict[str, Any] = {}
    helps: dict[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = self.words.get(name, field.label)
            field.help_text = self.helps.get(name, "")
            field.widget.attrs.pop("placeholder", None)
            if name == "code":
                field.widget.attrs |= {"inputmode": "text", "autocomplete": "one-time-code"}


class SignInForm(OurWords, LoginForm):
    """User name and password."""

    words = {"login": _("手机号码或工号"), "password": _("密码")}

    def clean_login(self) -> str:
        return normalise(super().clean_login())


class CodeForm(OurWords, AuthenticateForm):
    """The second factor at sign-in."""

    words = {"code": _("验证码")}
    helps = {"code": CODE_HELP}


class ConfirmPasswordForm(OurWords, ReauthenticateForm):
    """The password once more, before something grave."""

    words = {"password": _("密码")}


class ConfirmCodeForm(OurWords, ReauthenticateByCodeForm):
    """A code once more, before something grave."""

    words = {"code": _("验证码")}
    helps = {"code": CODE_HELP}


class SetUpCodeForm(OurWords, ActivateTOTPForm):
    """The first code of a new device."""

    words = {"code": _("手机上显示的 6 位数字")}


class PasswordForm(OurWords, ChangePasswordForm):
    """A new password for oneself."""

    words = {"oldpassword": _("当前密码"), "password1": _("新密码"), "password2": _("再输入一次新密码")}
    helps = {"password1": PASSWORD_HELP}
