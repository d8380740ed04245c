"""How often a screen may be asked from one address: counted in the database, so across workers and restarts.

A screen says `limit = Limit(30, minutes=1)`; the middleware counts before the gate closes writes.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _
from django_smart_ratelimit.backends.database import DatabaseBackend
from django_smart_ratelimit.key_functions import get_ip_key

from anjia.kernel.crypto import blind_index
from anjia.kernel.exceptions import Refused
from anjia.kernel.schedules import every

# A whole request, in bytes: what an office sends (a roster, some scans), and what anybody may send.
MOST_SENT = 100 * 1024 * 1024
MOST_SENT_BY_ANYBODY = 2 * 1024 * 1024


class TooLarge(Refused):
    """The request is larger than what is read from whoever sent it."""

    status = 413


class TooOften(Refused):
    """The address has asked more often than the screen allows."""

    status = 429


@dataclass(frozen=True)
class Limit:
    """At most `times` requests of `methods` within `minutes`, per address; screens of one `name` share a count."""

    times: int
    minutes: int = 1
    methods: tuple[str, ...] = ("POST",)
    name: str = ""


@cache
def _backend() -> DatabaseBackend:
    return DatabaseBackend(algorithm="fixed_window", enable_background_cleanup=False, enable_circuit_breaker=False)


def limit_of(request: HttpRequest) -> tuple[Limit, str] | None:
    """The limit of the screen behind the address, and the screen's name; None where it has none."""
    try:
        match = resolve(request.path_info)
    except Resolver404:
        return None
    by_method: dict[str, Limit] = getattr(match.func, "limits", {})
    limit: Any = by_method.get(request.method) or getattr(getattr(match.func, "view_class", None), "limit", None)
    return (limit, match.view_name) if limit and request.method in limit.methods else None


def weigh(request: HttpRequest) -> None:
    """Raises TooLarge by what the request says of itself, before anything of it is read.

    A request that hides its length has none here: the server hands over as much as was announced.
    """
    length = request.META.get("CONTENT_LENGTH") or "0"
    most = MOST_SENT if request.user.is_authenticated else MOST_SENT_BY_ANYBODY
    if not length.isdigit() or int(length) > most:
        size = {"most": most // 1024 // 1024}
        raise TooLarge(_("一次最多发送 %(most)d 兆字节。") % size, who=_("请分成几次上传，或缩小图片后再试。"))


def count(request: HttpRequest) -> None:
    """Count the request; raises TooOften above the limit. The address itself is not stored, only its blind index."""
    found = limit_of(request)
    if found is None:
        return
    limit, name = found
    if count_key(limit.name or name, get_ip_key(request), limit):
        raise TooOften(_("查询或提交过于频繁，请过一会儿再试。"), who=_("急需帮助请拨打 12338 或 110。"))


def count_key(name: str, whose: str, limit: Limit) -> bool:
    """Count one more for somebody under a name; whether that is above the limit. What is stored is a blind index."""
    key = f"{name}:{blind_index(whose, 'rate')}"
    return bool(_backend().incr(key, limit.minutes * 60) > limit.times)


@every(minutes=60, name="web.forget_old_counts")
def forget_old_counts() -> None:
    """Drop the counters of windows that are over."""
    _backend().cleanup_expired()
