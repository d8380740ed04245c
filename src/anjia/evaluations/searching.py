"""Candidacies in the search box, by the name of the family."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anjia.evaluations.enums import CandidacyState, Verb
from anjia.evaluations.queries import visible_to
from anjia.households.searching import found_families
from anjia.web.search import Hit, Query, Source, register

FIELDS = ("pk", "household__head_name", "region__name", "region__parent__name", "cycle__year", "state")


def candidacies(user: Any, query: Query, most: int) -> list[Hit]:
    """The latest year first; who may not open the registry's page of a family may still see how it fares."""
    families = found_families(user, query).order_by().values("pk")
    rows = visible_to(user).filter(household__in=families).order_by("-cycle__year", "region__path", "pk")
    return [
        Hit(
            name,
            reverse("evaluations:candidacy_detail", args=[pk]),
            f"{year} · {village}{group}",
            CandidacyState(state).label,
        )
        for pk, name, group, village, year, state in rows.values_list(*FIELDS)[:most]
    ]


register(Source("candidacies", _("候选户"), Verb.VIEW, candidacies, order=20))
