"""Ending sessions: one's own, all others, and everybody's whose access has changed (quality 3, check 28)."""

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from anjia.accounts.models import SignIn, User
from anjia.kernel import audit
from anjia.kernel.exceptions import NotPermitted
from anjia.kernel.permissions import Actor


def _end(sign_ins: QuerySet[SignIn]) -> int:
    keys = list(sign_ins.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    SignIn.objects.filter(session_key__in=keys).delete()
    return len(keys)


@transaction.atomic
def end_sign_in(sign_in: SignIn, *, by: User) -> None:
    """Sign one's own device out from afar. Raises NotPermitted for anybody else's."""
    if sign_in.user_id != by.pk:
        raise NotPermitted(_("只能退出自己的设备。"))
    _end(SignIn.objects.filter(pk=sign_in.pk))
    audit.record("accounts.end_sign_in", by, by=by, after={"sessions": 1})


@transaction.atomic
def end_sign_ins(user: User, *, by: Actor, but: str = "", why: str = "") -> int:
    """End a user's sessions except the one with the key `but`; returns how many ended."""
    ended = _end(SignIn.objects.filter(user=user).exclude(session_key=but))
    if ended:
        audit.record("accounts.end_sign_in", user, by=by, after={"sessions": ended}, note=why)
    return ended


def forget_sign_ins() -> int:
    """Forget where sessions were that have ended by themselves; returns how many."""
    return _end(SignIn.objects.exclude(pk__in=SignIn.objects.open().order_by().values("pk")))
