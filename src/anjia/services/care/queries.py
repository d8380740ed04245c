"""Reads of care: within what may be seen of the cases; the roster for those who keep it."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from anjia.kernel.permissions import Actor
from anjia.kernel.scope import SEGMENT, under_any
from anjia.regions.enums import Level
from anjia.services.care.enums import AidState, PairState, Verb, VisitState, VolunteerState
from anjia.services.care.models import AidGrant, AidProject, CareCase, CarePair, CareVisit, Volunteer
from anjia.services.models import Case
from anjia.services.queries import visible_to as cases_visible_to


def visible_to(user: Actor) -> QuerySet[CareCase]:
    return CareCase.objects.filter(case__in=cases_visible_to(user)).select_related("case__client")


def care_of(case: Case) -> CareCase:
    return CareCase.objects.select_related("case__client").get(case=case)


def open_pair(care: CareCase) -> CarePair | None:
    """The one that is proposed or runs."""
    held = CarePair.objects.filter(care=care, state__in=(PairState.PROPOSED, PairState.RUNNING))
    return held.select_related("care__case__client", "volunteer").first()


def visit_ahead(care: CareCase) -> CareVisit | None:
    """The one that is agreed on, or was missed."""
    held = CareVisit.objects.filter(pair__care=care, state__in=(VisitState.PLANNED, VisitState.MISSED))
    return held.select_related("pair__care__case__client", "pair__volunteer").first()


def roster_of(user: Actor) -> QuerySet[Volunteer]:
    """The volunteers of the places where the user keeps the roster."""
    here = under_any("region_path", user.scopes(Verb.ROSTER))
    return Volunteer.objects.filter(here, erased_at__isnull=True)


def overdue_visits(today: date) -> QuerySet[CareVisit]:
    return CareVisit.objects.filter(state=VisitState.PLANNED, due_on__lt=today)


def lapsed(today: date) -> QuerySet[Volunteer]:
    """Those whose check is over."""
    return Volunteer.objects.filter(state=VolunteerState.VETTED, check_until__lt=today)


def unanswered(day: date) -> QuerySet[Volunteer]:
    """Offers from before a day that nobody vetted."""
    return Volunteer.objects.filter(state=VolunteerState.OFFERED, given_on__lt=day, erased_at__isnull=True)


def busy_ids(volunteers: Collection[Volunteer]) -> set[UUID]:
    """Which of them are with somebody, or proposed to somebody."""
    held = CarePair.objects.filter(
        volunteer__in=[v.pk for v in volunteers], state__in=(PairState.PROPOSED, PairState.RUNNING)
    )
    return set(held.values_list("volunteer_id", flat=True))


def projects_for(care: CareCase) -> QuerySet[AidProject]:
    """The open projects of the places above the case."""
    path = care.case.region_path
    above = [path[: level.depth * SEGMENT] for level in (Level.COUNTY, Level.TOWN)]
    return AidProject.objects.filter(region_path__in=above, closed_on__isnull=True)


def projects_of(user: Actor) -> QuerySet[AidProject]:
    """Those of the places where the user keeps the money."""
    return AidProject.objects.filter(under_any("region_path", user.scopes(Verb.FUND)))


def grant_waiting(care: CareCase) -> AidGrant | None:
    """Help that the supervisor has not decided on."""
    held = AidGrant.objects.filter(care=care, state=AidState.PROPOSED)
    return held.select_related("care__case__client", "project").first()
