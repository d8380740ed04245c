"""What every staff page says of the registry: where its search box leads."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from anjia.households.enums import Verb


def provide(request: HttpRequest) -> dict[str, Any]:
    """See web.panels.provide_page: nothing for those who may not look at families."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or not user.scopes(Verb.VIEW):
        return {}
    return {"search_url": reverse("households:list")}
