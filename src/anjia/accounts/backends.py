"""Who may sign in with a password."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings

from anjia.accounts.models import User


def may_sign_in(user: Any) -> bool:
    """Whether the account is open; people of the demonstration exist only where the demonstration is on."""
    return isinstance(user, User) and user.is_active and (settings.DEMO or not user.is_demo)


class PasswordBackend(AuthenticationBackend):
    """allauth's backend; users of the demonstration exist only where the demonstration is on."""

    def user_can_authenticate(self, user: Any) -> bool:
        return super().user_can_authenticate(user) and may_sign_in(user)

    def authenticate(self, request: Any, **credentials: Any) -> Any:
        user = super().authenticate(request, **credentials)
        # allauth has a page of its own for an inactive user with the right password: answer as to anyone.
        self.unstash_authenticated_user()
        return user
