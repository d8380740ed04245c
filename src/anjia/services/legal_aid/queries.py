"""Reads of applications: within what may be seen of their cases. The measures are anybody's who works there."""

from django.db.models import QuerySet

from anjia.kernel.permissions import SYSTEM, Actor
from anjia.kernel.scope import under_any
from anjia.regions.enums import Level
from anjia.regions.models import Region
from anjia.services.legal_aid.enums import Verb
from anjia.services.legal_aid.models import AidMeasure, LegalAidApplication
from anjia.services.models import Case
from anjia.services.queries import visible_to as cases_visible_to


def visible_to(user: Actor) -> QuerySet[LegalAidApplication]:
    return LegalAidApplication.objects.filter(case__in=cases_visible_to(user)).select_related("case__client")


def application_of(case: Case) -> LegalAidApplication:
    return LegalAidApplication.objects.select_related("case__client").get(case=case)


def measures_visible_to(user: Actor) -> QuerySet[AidMeasure]:
    """The measures of the places where the user works."""
    if user is SYSTEM:
        return AidMeasure.objects.all()
    return AidMeasure.objects.filter(under_any("region_path", user.scopes(Verb.VIEW_MEASURES)))


def measures_of(region: Region) -> QuerySet[AidMeasure]:
    return AidMeasure.objects.filter(region_path=region.path)


def district_of(user: Actor, verb: str) -> Region | None:
    """The first whole district where the user holds a verb; None for whoever holds it in towns alone."""
    paths = user.scopes(verb)
    return Region.objects.filter(path__in=paths, level=Level.COUNTY, valid_to__isnull=True).order_by("path").first()
