"""Reads of petitions: within what may be seen of their cases; and of suggestions, which are about no case."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from anjia.kernel.permissions import SYSTEM, Actor
from anjia.kernel.scope import under_any
from anjia.regions.enums import Level
from anjia.regions.models import Region
from anjia.services.models import Case
from anjia.services.petitions.enums import Publication, SuggestionState, Verb
from anjia.services.petitions.models import Petition, PetitionDemand, PetitionOrder, PolicySuggestion, SuggestionReply
from anjia.services.queries import alike
from anjia.services.queries import visible_to as cases_visible_to


def visible_to(user: Actor) -> QuerySet[Petition]:
    return Petition.objects.filter(case__in=cases_visible_to(user)).select_related("case__client")


def orders_visible_to(user: Actor) -> QuerySet[PetitionOrder]:
    return PetitionOrder.objects.filter(petition__in=visible_to(user)).select_related("petition__case")


def demands_visible_to(user: Actor) -> QuerySet[PetitionDemand]:
    return PetitionDemand.objects.filter(petition__in=visible_to(user)).select_related("petition__case")


def petition_of(case: Case) -> Petition:
    return Petition.objects.select_related("case__client").get(case=case)


def earlier_ones(petition: Petition) -> list[Petition]:
    """What may be the same matter, by the same person, the earliest first; read by whoever handles the later one.

    Only that there is one, its number and how it stands: its content is its own team's.
    """
    rows = Petition.objects.filter(case__in=alike(petition.case)).select_related("case")
    return list(rows.order_by("case__created_at"))


def suggestions_visible_to(user: Actor) -> QuerySet[PolicySuggestion]:
    """Those of the places where the user works behind the wall."""
    if user is SYSTEM:
        return PolicySuggestion.objects.all()
    return PolicySuggestion.objects.filter(under_any("region_path", user.scopes(Verb.VIEW_SUGGESTIONS)))


def suggestions_for_all() -> QuerySet[PolicySuggestion]:
    """Those that a supervisor decided to publish."""
    return PolicySuggestion.objects.filter(publication=Publication.SHOWN, state=SuggestionState.ANSWERED)


def suggestions_waiting(user: Actor, today: date) -> QuerySet[PolicySuggestion]:
    """What waits for this user: to approve what others wrote, to send, an answer overdue, a wish for more, the decision
    whether it is published; and one's own draft that was sent back.
    """
    S = SuggestionState
    own = PolicySuggestion.objects.filter(under_any("region_path", user.scopes(Verb.SUGGEST)))
    second = PolicySuggestion.objects.filter(under_any("region_path", user.scopes(Verb.APPROVE_SUGGESTION)))
    waits = Q(state__in=[S.APPROVED, S.ASKED_MORE]) | Q(state=S.SENT, reply_due_on__lt=today)
    waits |= Q(state=S.ANSWERED, publication="") | (Q(state=S.DRAFT, written_by_id=user.pk) & ~Q(returned=""))
    found = own.filter(waits) | second.filter(Q(state=S.PROPOSED) & ~Q(written_by_id=user.pk))
    return found.distinct()


def replies_of(suggestions: Iterable[PolicySuggestion]) -> QuerySet[SuggestionReply]:
    """Their answers, each suggestion's last one last."""
    rows = SuggestionReply.objects.filter(suggestion__in=[one.pk for one in suggestions])
    return rows.order_by("replied_on", "created_at", "pk")


def district_of(user: Actor, verb: str) -> Region | None:
    """The first whole district where the user holds a verb; None for whoever holds it in towns alone."""
    paths = user.scopes(verb)
    return Region.objects.filter(path__in=paths, level=Level.COUNTY, valid_to__isnull=True).order_by("path").first()
