"""Reads of mediation: cases within what may be seen; registers of the places where one keeps or reports them."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from anjia.kernel.permissions import Actor
from anjia.kernel.scope import SEGMENT, under_any
from anjia.regions.enums import Level
from anjia.regions.models import Region
from anjia.services.mediation.enums import Verb
from anjia.services.mediation.models import (
    Committee,
    Mediation,
    MediatorTraining,
    ResponsibilityLink,
    Screening,
    ScreeningReport,
)
from anjia.services.models import Case


def mediation_of(case: Case) -> Mediation:
    return Mediation.objects.select_related("case__client").get(case=case)


def committees_of(user: Actor) -> QuerySet[Committee]:
    """Those in office, in the places whose register one keeps."""
    return Committee.objects.filter(under_any("region_path", user.scopes(Verb.KEEP_REGISTERS)), ended_on__isnull=True)


def committees_for(case: Case) -> QuerySet[Committee]:
    """Those that may mediate a case: of its village, its town or its district."""
    county = case.region_path[: Level.COUNTY.depth * SEGMENT]
    above = [case.region_path[:at] for at in range(len(county), len(case.region_path) + 1, SEGMENT)]
    return Committee.objects.filter(region_path__in=above, ended_on__isnull=True)


def trainings_of(user: Actor) -> QuerySet[MediatorTraining]:
    return MediatorTraining.objects.filter(under_any("region_path", user.scopes(Verb.KEEP_REGISTERS)))


def links_of(user: Actor) -> QuerySet[ResponsibilityLink]:
    """Who answers where today."""
    kept = under_any("region_path", user.scopes(Verb.KEEP_REGISTERS))
    return ResponsibilityLink.objects.filter(kept, ended_at__isnull=True)


def screenings_for(user: Actor) -> QuerySet[Screening]:
    """The rounds of the places one reports for, and of those above them."""
    scopes = user.scopes(Verb.REPORT)
    above = {path[:at] for path in scopes for at in range(SEGMENT, len(path) + 1, SEGMENT)}
    return Screening.objects.filter(Q(region_path__in=above) | under_any("region_path", scopes))


def villages_for(user: Actor) -> QuerySet[Region]:
    """The villages for which one reports."""
    here = under_any("path", user.scopes(Verb.REPORT))
    return Region.objects.filter(here, level=Level.VILLAGE, valid_to__isnull=True).order_by("path")


def reports_for(user: Actor, screenings: Collection[Screening]) -> QuerySet[ScreeningReport]:
    """What was reported of these rounds, in the places for which one reports."""
    return ScreeningReport.objects.filter(under_any("region_path", user.scopes(Verb.REPORT)), screening__in=screenings)
