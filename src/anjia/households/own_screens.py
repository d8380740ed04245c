"""Pages that open to one family alone, signed in by its card: the base screen, and who stands at a browser.

The session is of its own kind: a cookie of its own, never Django's, and it counts for nothing while a member of
staff is signed in at the same browser.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import rotate_token
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.households.actions.cards import OPEN_FOR, close_session, open_session, token_digest
from anjia.households.family import OwnFamily
from anjia.households.models import FamilySession, Household
from anjia.kernel.exceptions import Refused
from anjia.web.addresses import path_of
from anjia.web.gate import PUBLIC
from anjia.web.screens import Screen

COOKIE = "anjia_family"
STAFF = _("这个浏览器正登录着工作人员的账号。请先退出，再打开家庭的页面。")


def family_at(request: HttpRequest) -> Household | None:
    """The family signed in at this browser; None for everybody else."""
    token = request.COOKIES.get(COOKIE, "")
    if not token or request.user.is_authenticated:
        return None
    live = FamilySession.objects.filter(token_hash=token_digest(token), expires_at__gt=timezone.now())
    found = live.select_related("household__region__parent").order_by("-pk").first()
    return found.household if found else None


def let_in(request: HttpRequest, answer: HttpResponse, *, code: str, pin: str) -> None:
    """Open a session and give the browser its token; whatever it had before is closed. Raises Refused."""
    if request.user.is_authenticated:
        raise Refused(STAFF)
    token = open_session(code, pin)
    close_session(request.COOKIES.get(COOKIE, ""))
    rotate_token(request)
    answer.set_cookie(
        COOKIE, token, max_age=OPEN_FOR, httponly=True, secure=settings.SESSION_COOKIE_SECURE, samesite="Strict"
    )


def let_out(request: HttpRequest, answer: HttpResponse) -> None:
    """Close the session, and leave nothing of it on a phone that others use."""
    close_session(request.COOKIES.get(COOKIE, ""))
    answer.delete_cookie(COOKIE, samesite="Strict")
    answer.headers["Clear-Site-Data"] = '"cache"'


class FamilyScreen(Screen):
    """A page for the family at the browser, as `self.household`; anybody else is led to the card's sign-in.

    Acts go to actions with `by=self.family`. Nothing of it stays in the browser: back shows nothing.
    """

    abstract = True
    permission = PUBLIC
    household: Household
    # Whether a family that has left still reads it, within the minutes its session has.
    open_after_leaving = False

    @property
    def family(self) -> OwnFamily:
        return OwnFamily(self.household)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        household = family_at(request)
        if household is None:
            answer: Any = HttpResponseRedirect(path_of("family_card"))
        elif not household.is_active and not self.open_after_leaving:
            answer = HttpResponseRedirect(path_of("family_left"))
        else:
            self.household = household
            answer = super().dispatch(request, *args, **kwargs)
        answer.headers["Cache-Control"] = "no-store"
        return answer

    def _places(self) -> dict[str, Any]:
        """The family, and the ways out of the page: back to its file, and leaving it altogether."""
        own_url = path_of("family_own") if self.household.is_active else ""
        return {"household": self.household, "leave_url": path_of("family_out"), "own_url": own_url}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{**self._places(), **kwargs})
