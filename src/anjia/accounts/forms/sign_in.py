"""allauth's forms with our words."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm, LoginWebAuthnForm
from allauth.mfa.webauthn.forms import ReauthenticateWebAuthnForm as ReauthenticateByPasskeyForm
from cryptography.exceptions import InvalidSignature
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from anjia.accounts.actions import count_code_try, forget_code_tries
from anjia.accounts.adapter import ClosedSignUpAdapter
from anjia.accounts.backends import may_sign_in
from anjia.accounts.usernames import normalise

CODE_HELP = _("打开手机上的验证器，输入正在显示的 6 位数字；也可以输入一个恢复码。")
# What the libraries raise over an answer that is malformed, forged or cut short.
UNREADABLE = (LookupError, TypeError, ValueError, AttributeError, InvalidSignature)
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


class Guarded(forms.Form):
    """Mixin: wrong codes are counted in the database, and the count is looked at before the code."""

    def clean_code(self) -> str:
        if not count_code_try(self.user):
            raise ValidationError(ClosedSignUpAdapter.error_messages["too_many_login_attempts"], code="locked")
        code = super().clean_code()
        forget_code_tries(self.user)
        return code


class CodeForm(OurWords, Guarded, AuthenticateForm):
    """The second factor at sign-in."""

    words = {"code": _("验证码")}
    helps = {"code": CODE_HELP}


class ConfirmPasswordForm(OurWords, ReauthenticateForm):
    """The password once more, before something grave."""

    words = {"password": _("密码")}


class ConfirmCodeForm(OurWords, Guarded, ReauthenticateByCodeForm):
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


class PasskeyNameForm(forms.Form):
    """What one calls a passkey."""

    name = forms.CharField(
        label=_("给这把通行密钥起个名字"),
        max_length=40,
        help_text=_("写明是哪台设备，例如“办公室电脑”，以后好认。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class ReadsAnswers(forms.Form):
    """Mixin: whatever else than a passkey's answer is sent is a wrong answer, not a fault of ours."""

    def _clean_form(self) -> None:
        try:
            super()._clean_form()
        except UNREADABLE:
            self.add_error(None, _unread())

    def clean_credential(self) -> Any:
        inherited = getattr(super(), "clean_credential", None)
        try:
            return inherited() if inherited else self.cleaned_data["credential"]
        except UNREADABLE:
            raise _unread() from None


def _unread() -> ValidationError:
    return ValidationError(_("没有认出这台设备的回答，请再试一次。"), code="incorrect_code")


class AddPasskeyForm(OurWords, ReadsAnswers, AddWebAuthnForm):
    """A new passkey: what the browser made, and its name."""

    words = {"name": PasskeyNameForm.base_fields["name"].label}
    helps = {"name": PasskeyNameForm.base_fields["name"].help_text}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        # Every passkey here asks for finger, face or PIN, so each may sign in by itself: nothing to choose.
        self.fields.pop("passwordless", None)
        self.fields["name"].max_length = 40
        self.fields["name"].widget.attrs |= {"maxlength": 40, "autocomplete": "off"}

    def clean_name(self) -> str:
        return super().clean_name()[:40]


class PasskeyForm(ReadsAnswers, AuthenticateWebAuthnForm):
    """A passkey as the second factor. It cannot be guessed, so it stays open while codes are locked."""


class ConfirmPasskeyForm(ReadsAnswers, ReauthenticateByPasskeyForm):
    """A passkey once more, before something grave."""


class PasskeySignInForm(ReadsAnswers, LoginWebAuthnForm):
    """A passkey instead of name, password and code; an account that is closed answers as an unknown one."""

    def clean_credential(self) -> Any:
        authenticator = super().clean_credential()
        if not may_sign_in(authenticator.user):
            raise ValidationError(ClosedSignUpAdapter.error_messages["incorrect_code"], code="incorrect_code")
        return authenticator
