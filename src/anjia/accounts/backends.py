"""Who may sign in with a password."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings

from anjia.accounts.models import User


class PasswordBackend(AuthenticationBackend):
    """allauth's backend; users of the demonstration exist only where the demonstration is on."""

    def user_can_authenticate(self, user: Any) -> bool:
        allowed = super().user_can_authenticate(user)
        return allowed and isinstance(user, User) and (settings.DEMO or not user.is_demo)

    def authenticate(self, request: Any, **credentials: Any) -> Any:
        user = super().authenticate(request, **credentials)
        # allauth has a page of its own for an inactive user with the right password: answer as to anyone.
        self.unstash_authenticated_user()
        return user
