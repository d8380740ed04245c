"""Families by name, and how their stars stand."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anjia.households.searching import found_families
from anjia.stars.enums import Verb
from anjia.stars.queries import grades_visible_to, records_visible_to
from anjia.web.search import Hit, Query, Source, register


def stars(user: Any, query: Query, most: int) -> list[Hit]:
    """The graded years first, then the quarters, the latest first."""
    families = found_families(user, query).order_by().values("pk")
    grades = grades_visible_to(user).filter(household__in=families).order_by("-cycle__year", "pk")[:most]
    hits = [
        Hit(
            grade.household.head_name,
            f"{reverse('stars:grade_list')}?name={grade.household.head_name}",
            f"{grade.cycle.year} · {grade.household.region.parent.name}{grade.household.region.name}",
            str(grade),
        )
        for grade in grades
    ]
    records = records_visible_to(user).filter(household__in=families).order_by("-cycle__year", "-quarter", "pk")
    hits += [
        Hit(
            record.household.head_name,
            f"{reverse('stars:quarter_list')}?year={record.cycle.year}&quarter={record.quarter}",
            f"{record.cycle.year} · {record.region.parent.name}{record.region.name}",
            str(_("第 %(q)d 季度 %(n)d 颗星") % {"q": record.quarter, "n": record.stars}),
        )
        for record in records[: most - len(hits)]
    ]
    return hits


register(Source("stars", _("星级"), Verb.VIEW, stars, order=21))
