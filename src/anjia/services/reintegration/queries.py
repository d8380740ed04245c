"""Reads: within what may be seen of the case; a district's figures for whoever may see figures."""

from django.db.models import QuerySet

from anjia.kernel.permissions import Actor
from anjia.kernel.scope import under_any
from anjia.services.enums import Verb as Shared
from anjia.services.models import Case
from anjia.services.reintegration.models import PlacementReport, Reintegration


def reintegration_of(case: Case) -> Reintegration:
    return Reintegration.objects.select_related("case__client").get(case=case)


def reports_visible_to(user: Actor) -> QuerySet[PlacementReport]:
    """Totals of a district, typed in: nobody stands in them."""
    return PlacementReport.objects.filter(under_any("county_path", user.scopes(Shared.VIEW_FIGURES)))
