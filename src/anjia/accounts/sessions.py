"""The row of a session follows its key: it begins at sign-in, changes whenever the key is changed, ends with it."""

import time

from django.http import HttpRequest
from django.utils import timezone

from anjia.accounts.devices import network_of, program_of, system_of
from anjia.accounts.models import SignIn, User

SIGNED_IN_AT = "signed_in_at"
ROW, KEY = "sign_in", "sign_in_key"
# Who has just set a password need not type the user name again.
SIGN_IN_AS = "sign_in_as"


def begin(request: HttpRequest, user: User) -> None:
    """Note where a user has just signed in."""
    session = request.session
    if not session.session_key:
        session.create()
    session[SIGNED_IN_AT] = int(time.time())
    values = {"system": system_of(request), "program": program_of(request), "network": network_of(request)}
    known, _created = SignIn.objects.update_or_create(
        session_key=session.session_key, defaults={"user": user, "seen_at": timezone.now(), **values}
    )
    session[ROW], session[KEY] = str(known.pk), session.session_key


def follow(request: HttpRequest) -> None:
    """Write the session's new key into its row, where the key was changed (a new password, a new factor)."""
    session = request.session
    if ROW in session and session.session_key and session[KEY] != session.session_key:
        SignIn.objects.filter(pk=session[ROW]).update(session_key=session.session_key)
        session[KEY] = session.session_key


def see(request: HttpRequest) -> None:
    """Note that the session is in use."""
    if ROW in request.session:
        SignIn.objects.filter(pk=request.session[ROW]).update(seen_at=timezone.now())


def rotate(request: HttpRequest) -> str:
    """Give the session another key, and its row too; returns the key."""
    request.session.cycle_key()
    follow(request)
    return request.session.session_key


def end(request: HttpRequest) -> None:
    """Forget the row of a session that is being left."""
    if ROW in request.session:
        SignIn.objects.filter(pk=request.session[ROW]).delete()
