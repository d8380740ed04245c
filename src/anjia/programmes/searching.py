"""Cycles and standards in the search box."""

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anjia.programmes.enums import StandardState, Verb
from anjia.programmes.models import ProgrammeCycle, Standard
from anjia.programmes.queries import visible_to
from anjia.web.search import Hit, Query, Source, register


def cycles(user: Any, query: Query, most: int) -> list[Hit]:
    named = Q(year=int(query.text)) if query.text.isdigit() and len(query.text) == 4 else Q()
    for text in query.texts:
        named |= Q(title__contains=text)
    rows = visible_to(user).filter(named).order_by("-year", "region__path")[:most]
    return [
        Hit(cycle.title, reverse("programmes:cycle_detail", args=[cycle.pk]), cycle.region.name, _state(cycle))
        for cycle in rows
    ]


def _state(cycle: ProgrammeCycle) -> str:
    return str(cycle.get_state_display())


def standards(user: Any, query: Query, most: int) -> list[Hit]:
    """By the title of the standard, or of a criterion of a version in force."""
    named = Q()
    for text in query.texts:
        of_criteria = Q(versions__criteria__title__contains=text, versions__state=StandardState.IN_FORCE)
        named |= Q(title__contains=text) | of_criteria
    rows = Standard.objects.filter(named).order_by("title", "code").distinct()[:most]
    return [Hit(standard.title, reverse("programmes:standard_detail", args=[standard.code])) for standard in rows]


register(Source("cycles", _("创建周期"), Verb.VIEW, cycles, order=50))
register(Source("standards", _("评议标准"), Verb.VIEW, standards, order=52))
