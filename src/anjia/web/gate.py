"""The permission gate: every view says who may come in, or it is refused when it is imported (architecture 2)."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from django.http import HttpRequest
from django.urls import ResolverMatch, get_script_prefix, resolve, reverse


class Open:
    """A permission that is no verb: open to everybody, or to everybody who is signed in."""

    def __init__(self, name: str):
        self.name = name

    def __repr__(self) -> str:
        return self.name


PUBLIC = Open("PUBLIC")
SIGNED_IN = Open("SIGNED_IN")

# Views of libraries cannot declare a permission themselves; each is named here. A view named nowhere is closed.
LIBRARY_VIEWS: dict[str, Open] = {}


def open_library_view(name: str, permission: Open) -> None:
    """Let a library's view through the gate, by its URL name."""
    LIBRARY_VIEWS[name] = permission


def permission_of(view: Any, view_name: str, method: str = "GET") -> Open | str | None:
    """What a view demands: a verb, PUBLIC, SIGNED_IN, or None where nobody said (which means closed).

    A path of the API says it method by method; a method it does not offer is let through to its own 405.
    """
    target = getattr(view, "view_class", view)
    by_method = getattr(target, "permissions", None)
    if by_method is not None:
        return by_method.get(method, PUBLIC)
    return getattr(target, "permission", None) or LIBRARY_VIEWS.get(view_name)


def match_at(address: str) -> ResolverMatch:
    """What answers at an address as `reverse` gives it: links may wear a prefix that the urls do not know.

    Raises Resolver404.
    """
    return resolve(f"/{address.removeprefix(get_script_prefix())}")


def opens(user: Any, view_name: str) -> bool:
    """Whether a page stands open to a user, so that nobody is offered what answers with a refusal."""
    permission = permission_of(match_at(reverse(view_name)).func, view_name)
    return isinstance(permission, Open) or (permission is not None and bool(user.scopes(str(permission))))


def require_declared(cls: type) -> None:
    """Raise ImproperlyConfigured for a concrete screen without a permission."""
    if getattr(cls, "permission", None) is None and not cls.__dict__.get("abstract", False):
        raise ImproperlyConfigured(f"{cls.__module__}.{cls.__name__} declares no permission")


class WriteInGet(RuntimeError):
    """A page that is only looked at tried to write."""


WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "COPY")


# The one thing a page that is only looked at may write: that somebody has read a case (architecture 2).
READING = 'INSERT INTO "kernel_auditevent"'
_notes_a_reading: ContextVar[bool] = ContextVar("notes_a_reading", default=False)


@contextmanager
def noting_a_reading() -> Iterator[None]:
    """Within it, an event of the trail may be written while a page is looked at. For walled cases alone."""
    token = _notes_a_reading.set(True)
    try:
        yield
    finally:
        _notes_a_reading.reset(token)


def _refuse_writes(execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    if _notes_a_reading.get() and sql.startswith(READING):
        return execute(sql, params, many, context)
    if sql.lstrip().upper().startswith(WRITES):
        raise WriteInGet(sql.split("(")[0][:80])
    return execute(sql, params, many, context)


@contextmanager
def read_only(request: HttpRequest) -> Iterator[None]:
    """Within it, no database write gets through while a safe method is served."""
    with ExitStack() as stack:
        if request.method in {"GET", "HEAD", "OPTIONS"}:
            for connection in connections.all():
                stack.enter_context(connection.execute_wrapper(_refuse_writes))
        yield
