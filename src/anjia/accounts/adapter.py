"""What allauth asks us: nobody signs up by themselves, failures are counted by axes, secrets stand encrypted."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anjia.accounts.devices import program_of, system_of
from anjia.accounts.sessions import SIGNED_IN_AT
from anjia.kernel.crypto import decrypt, encrypt

FRESH_SECONDS = 300
SECRET_CONTEXT = "mfa_authenticator.secret"


class ClosedSignUpAdapter(DefaultAccountAdapter):
    """People come in by invitation only; there are no mail addresses."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("账号或密码不对。连续输错 5 次，将锁定 15 分钟。"),
        "incorrect_password": _("密码不对，请再输入一次。"),
        "enter_current_password": _("当前密码不对，请再输入一次。"),
        "incorrect_code": _("验证码不对或已过期，请输入手机上正在显示的 6 位数字。"),
        "too_many_login_attempts": _("输错次数太多，验证码已锁定，15 分钟后自动解开。"),
        "rate_limited": _("操作太频繁，请稍等一会儿再试。"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Wrong passwords are counted by axes, in the database and across workers."""

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        signed_in_at = context.request.session.get(SIGNED_IN_AT, 0)
        return time.time() - signed_in_at > FRESH_SECONDS

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:me")

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """The pages say themselves what happened."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Anjia keeps no addresses, so there is nobody to write to."""


class SecondFactorAdapter(DefaultMFAAdapter):
    """TOTP secrets and recovery seeds stand encrypted in the database; a passkey is named after its device."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": ClosedSignUpAdapter.error_messages["incorrect_code"],
    }

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        request = context.request
        return f"{system_of(request).label} · {program_of(request).label}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": "Anjia 安家"}

    def encrypt(self, text: str) -> str:
        return encrypt(text, SECRET_CONTEXT)

    def decrypt(self, encrypted_text: str) -> str:
        return decrypt(encrypted_text, SECRET_CONTEXT)
