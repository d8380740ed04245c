"""What every staff page says of the console: where its search leads, where the inbox is, how much in it is unread."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from anjia.accounts.queries import unread_count
from anjia.console.demo.marks import is_over


def provide(request: HttpRequest) -> dict[str, Any]:
    """See web.panels.provide_page. Counted only where a page shows the bar."""
    user: Any = getattr(request, "user", None)
    known = {"is_demo": settings.DEMO and not is_over()}
    if user is None or not user.is_authenticated:
        return known
    return known | {
        "search_url": reverse("console:search"),
        "suggest_url": reverse("console:suggest"),
        "inbox_url": reverse("console:inbox"),
        "unread": SimpleLazyObject(lambda: unread_count(user)),
    }
