"""An idle session ends after half an hour, any session after a day's work; a missing second factor comes first."""

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from anjia.accounts import sessions
from anjia.accounts.second_factor import is_missing
from anjia.accounts.sessions import SIGNED_IN_AT
from anjia.web.actions.drafts import keep_posted
from anjia.web.gate import PUBLIC, permission_of

GetResponse = Callable[[HttpRequest], HttpResponse]
SEEN_AT = "seen_at"
EVERY = 60
MOST_MINUTES_AHEAD = 5
SETUP_VIEWS = frozenset(
    {
        "accounts:security",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "account_reauthenticate",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "account_logout",
    }
)


class SessionClockMiddleware:
    """Signs out who has been idle for ANJIA_IDLE_SECONDS, or signed in longer ago than SESSION_COOKIE_AGE."""

    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.get_response(request)
        now = int(time.time())
        if self._is_over(request, now):
            target = keep_posted(request)
            logout(request)
            messages.info(request, _("您有一段时间没有操作，为了安全已经退出，请重新登录。"))
            return HttpResponseRedirect(self._sign_in_url(request, target))
        if now - request.session.get(SEEN_AT, 0) >= EVERY or request.path == reverse("web:session_continue"):
            request.session[SEEN_AT] = now
            sessions.see(request)
        response = self.get_response(request)
        sessions.follow(request)
        return response

    def _is_over(self, request: HttpRequest, now: int) -> bool:
        session = request.session
        idle = now - session.get(SEEN_AT, now)
        age = now - session.get(SIGNED_IN_AT, now)
        # A session from the future began under a clock that was ahead: it would outlive its time by as much.
        if min(idle, age) < -EVERY * MOST_MINUTES_AHEAD:
            return True
        return idle > settings.ANJIA_IDLE_SECONDS or age > settings.SESSION_COOKIE_AGE

    def _sign_in_url(self, request: HttpRequest, kept: str) -> str:
        target = request.get_full_path() if request.method == "GET" else kept or settings.LOGIN_REDIRECT_URL
        return f"{reverse('account_login')}?{urlencode({'next': target})}"


class SecondFactorMiddleware:
    """Who needs a second factor and has none sets it up before any other page that is not public."""

    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name in SETUP_VIEWS or permission_of(view, name) is PUBLIC or not is_missing(request.user):
            return None
        return HttpResponseRedirect(reverse("accounts:security"))
