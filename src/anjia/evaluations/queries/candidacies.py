"""Reading candidacies and meetings: always from what the user may see."""

from django.db.models import Q, QuerySet

from anjia.evaluations.enums import CandidacyState, Verb
from anjia.evaluations.models import Candidacy, GroupMeeting, StepRoster
from anjia.households.models import Household
from anjia.households.queries.proofs import far, near
from anjia.kernel.permissions import SYSTEM, Actor
from anjia.kernel.scope import under, under_any
from anjia.programmes.models import ProgrammeCycle
from anjia.regions.models import Region

IN_THE_VILLAGE_ONLY = (CandidacyState.DRAFT, CandidacyState.WITHDRAWN)


def visible_to(user: Actor) -> QuerySet[Candidacy]:
    """The candidacies of the places where the user may look.

    Above the village nobody reads by name who still lacks a proof, or who has left (frame F5).
    """
    if user is SYSTEM:
        return Candidacy.objects.all()
    scopes = user.scopes(Verb.VIEW)
    named = under_any("region__path", far(scopes)) & ~Q(state__in=IN_THE_VILLAGE_ONLY)
    return Candidacy.objects.filter(under_any("region__path", near(scopes)) | named)


def meetings_visible_to(user: Actor) -> QuerySet[GroupMeeting]:
    """The meetings of the places where the user may look."""
    if user is SYSTEM:
        return GroupMeeting.objects.all()
    return GroupMeeting.objects.filter(under_any("region__path", user.scopes(Verb.VIEW)))


def rosters_visible_to(user: Actor) -> QuerySet[StepRoster]:
    """The rosters of the places where the user may look."""
    if user is SYSTEM:
        return StepRoster.objects.all()
    return StepRoster.objects.filter(under_any("region__path", user.scopes(Verb.VIEW)))


def awaiting_notice(village: Region, cycle: ProgrammeCycle) -> QuerySet[Candidacy]:
    """The approved families of a village whose notice has not begun."""
    approved = Candidacy.objects.filter(cycle=cycle, state=CandidacyState.APPROVED)
    return approved.filter(under("region__path", village.path)).order_by("region__path", "pk")


def newest_of(household: Household) -> Candidacy | None:
    """The family's way through the newest cycle."""
    found = Candidacy.objects.filter(household=household)
    return found.select_related("region", "cycle__standard_version", "meeting").order_by("-cycle__year", "-pk").first()
