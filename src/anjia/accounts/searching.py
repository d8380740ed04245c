"""People who work with Anjia, in the search box."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anjia.accounts.enums import Verb
from anjia.accounts.models import Membership, User
from anjia.accounts.queries import search_people, visible_to
from anjia.web.search import Hit, Query, Source, register


def people(user: Any, query: Query, most: int) -> list[Hit]:
    rows = search_people(visible_to(user), query.words).order_by("display_name", "pk")[:most] if query.words else []
    return [
        Hit(
            person.display_name,
            reverse("accounts:person", args=[person.pk]),
            "、".join(f"{held.region.name}{held.get_role_display()}" for held in _roles(person)),
        )
        for person in rows
    ]


def _roles(person: User) -> list[Membership]:
    return list(getattr(person, "roles_here", ()))[:3]


def list_url(query: Query) -> str:
    return f"{reverse('accounts:people')}?{urlencode({'q': query.words})}"


register(Source("people", _("工作人员"), Verb.VIEW_PEOPLE, people, order=70, list_url=list_url))
