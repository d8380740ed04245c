"""Families and their residents in the search box. Nothing tells whether a proof is lacking."""

import uuid
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from anjia.households.enums import Verb
from anjia.households.models import Household
from anjia.households.queries import search, search_members, visible_to
from anjia.web.search import Hit, Query, Source, register

FIELDS = ("pk", "head_name", "region__name", "region__parent__name")


def in_places(families: QuerySet[Household], places: Sequence[str]) -> QuerySet[Household]:
    """Families whose group, village or town begins with every one of the words."""
    for word in places:
        named = (f"region__{above}name__startswith" for above in ("", "parent__", "parent__parent__"))
        condition = Q()
        for lookup in named:
            condition |= Q(**{lookup: word})
        families = families.filter(condition)
    return families


def found_families(user: Any, query: Query) -> QuerySet[Household]:
    """The families a text may mean: the very name first, then names that begin with it, then by place."""
    if not query.words:
        return Household.objects.none()
    named = query.words.split()[0]
    rank = Case(
        When(head_name=named, then=Value(0)),
        When(head_name__startswith=named, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    found = in_places(search(visible_to(user), query.words), query.place)
    return found.order_by(rank, "region__path", "head_name", "pk")


def families(user: Any, query: Query, most: int) -> list[Hit]:
    rows = found_families(user, query).values_list(*FIELDS)[:most]
    return [Hit(name, _page(pk), f"{village}{group}") for pk, name, group, village in rows]


def members(user: Any, query: Query, most: int) -> list[Hit]:
    """Residents beside the head; the hit leads to their family."""
    if not query.words:
        return []
    found = search_members(in_places(visible_to(user), query.place), query.words)
    fields = ("name", "household", "household__head_name", "household__region__name", "household__region__parent__name")
    rows = found.order_by("household__region__path", "name", "pk").values_list(*fields)[:most]
    told = _now("%(head)s 家 · %(place)s")
    return [
        Hit(name, _page(pk), told % {"head": head, "place": f"{village}{group}"})
        for name, pk, head, group, village in rows
    ]


def _page(pk: uuid.UUID) -> str:
    return reverse("households:detail", args=[pk])


def list_url(query: Query) -> str:
    return f"{reverse('households:list')}?{urlencode({'q': query.words})}"


register(Source("families", _("家庭"), Verb.VIEW, families, order=10, list_url=list_url))
register(Source("members", _("家庭成员"), Verb.VIEW, members, order=12))
