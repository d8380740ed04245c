"""The template variable `page`: looks, language, navigation and place."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from anjia.web import nav
from anjia.web.panels import page_providers

THEMES = ("auto", "light", "dark")
MODES = ("normal", "elder")


def page(request: HttpRequest) -> dict[str, Any]:
    """Context processor. Looks come from cookies, so that a guest keeps them too."""
    user = getattr(request, "user", None)
    signed_in = bool(user and user.is_authenticated)
    facts: dict[str, Any] = {
        "theme": _one_of(request.COOKIES.get("theme"), THEMES),
        "mode": _one_of(request.COOKIES.get("mode"), MODES),
        "language": get_language(),
        "is_demo": settings.DEMO,
        "idle_seconds": settings.ANJIA_IDLE_SECONDS,
        "is_signed_in": signed_in,
        "user_name": str(user) if signed_in else "",
        "nav": _nav(request) if signed_in else [],
        "scope": None,
        "crumbs": [],
        "scopes": [],
        "warnings": [],
        "rehearsal": None,
        "search_url": "",
        "suggest_url": "",
        "inbox_url": "",
        "unread": 0,
    }
    for provider in page_providers:
        for name, value in provider(request).items():
            # Several slices may add to one list of links.
            both = isinstance(value, list) and isinstance(facts.get(name), list)
            facts[name] = [*facts[name], *value] if both else value
    return {"page": facts}


def place_of(request: HttpRequest) -> Any:
    """The place the page stands in, as the slice that knows places says; None without one."""
    found = [facts["scope"] for provider in page_providers if "scope" in (facts := provider(request))]
    return found[0] if found else None


def _one_of(value: str | None, allowed: tuple[str, ...]) -> str:
    return value if value in allowed else allowed[0]


def _nav(request: HttpRequest) -> list[dict[str, Any]]:
    items = nav.items_for(request.user)
    is_long, entries = len(items) > nav.ONE_LINE, []
    for item in items:
        count = item.count(request.user) if item.count else 0
        entry = {"label": item.label, "url": reverse(item.url_name), "is_current": False, "count": count}
        entries.append(entry | {"is_seldom": is_long and item.is_seldom})
    around = [entry for entry in entries if request.path.startswith(entry["url"])]
    if around:
        # Where one is stands in the row, however seldom one comes there.
        max(around, key=lambda entry: len(entry["url"])).update(is_current=True, is_seldom=False)
    return sorted(entries, key=lambda entry: entry["is_seldom"])
