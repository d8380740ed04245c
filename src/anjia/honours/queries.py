"""Reading honours: from what the user may see, and for everybody by code."""

import uuid

from django.db.models import Exists, OuterRef, QuerySet

from anjia.evaluations.enums import CandidacyState
from anjia.evaluations.models import Candidacy
from anjia.honours.enums import DecisionState, TitleState, Verb
from anjia.honours.models import DecisionEntry, ExportRequest, NamingDecision, Title
from anjia.kernel.permissions import SYSTEM, Actor
from anjia.kernel.scope import under_any
from anjia.notices.queries import cleared_candidacies
from anjia.programmes.models import ProgrammeCycle
from anjia.regions.models import Region


def visible_to(user: Actor, verb: str = Verb.VIEW) -> QuerySet[NamingDecision]:
    """The decisions of the towns in the user's scope, and of the town a village user belongs to."""
    decisions = NamingDecision.objects.select_related("region", "cycle")
    return decisions if user is SYSTEM else decisions.filter(under_any("region__path", user.scopes(verb)))


def titles_visible_to(user: Actor, verb: str = Verb.VIEW) -> QuerySet[Title]:
    titles = Title.objects.select_related("region__parent", "decision")
    return titles if user is SYSTEM else titles.filter(under_any("region__path", user.scopes(verb)))


def exports_visible_to(user: Actor, verb: str = Verb.EXPORT) -> QuerySet[ExportRequest]:
    requests = ExportRequest.objects.select_related("region")
    return requests if user is SYSTEM else requests.filter(under_any("region__path", user.scopes(verb)))


def available(cycle: ProgrammeCycle, town: Region) -> QuerySet[Candidacy]:
    """Families whose notice ended with nothing open and who stand in no decision that waits for its signature."""
    waiting = DecisionEntry.objects.filter(candidacy=OuterRef("pk"), decision__state=DecisionState.DECIDED)
    return cleared_candidacies(cycle, town).exclude(Exists(waiting))


def families_of(decision: NamingDecision) -> QuerySet[Candidacy]:
    """The families the decision is about: available ones while it is drafted, then those frozen and still standing."""
    if decision.state == DecisionState.DRAFTED:
        return available(decision.cycle, decision.region)
    chosen = DecisionEntry.objects.filter(decision=decision, candidacy=OuterRef("pk"))
    standing = CandidacyState.NAMED if decision.state == DecisionState.ISSUED else CandidacyState.ON_NOTICE
    return Candidacy.objects.filter(Exists(chosen), state=standing)


def live_titles(decision: NamingDecision) -> QuerySet[Title]:
    """The valid titles of a decision, in the order of the roster."""
    return decision.titles.filter(state=TitleState.VALID).select_related("region__parent").order_by("serial")


def title_by(serial: str, code: str) -> Title | None:
    """The valid title a certificate's serial and code belong to; None for everything else, without saying why."""
    found = Title.objects.filter(serial=serial, verify_code=code, state=TitleState.VALID)
    return found.select_related("decision", "region__parent").first()


def holders_among(household_ids: list[uuid.UUID]) -> QuerySet[Title]:
    """The valid titles of these households."""
    return Title.objects.filter(household__in=household_ids, state=TitleState.VALID)
