"""Reads: what everybody may read; drafts for who writes them; requests within what may be seen of their cases."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from anjia.kernel.permissions import Actor
from anjia.kernel.scope import SEGMENT, under_any
from anjia.regions.enums import Level
from anjia.services.models import Case
from anjia.services.offers.enums import OfferState, Verb
from anjia.services.offers.models import OfferRequest, ServiceOffer

DISTRICT = Level.COUNTY.depth * SEGMENT


def open_to_public() -> QuerySet[ServiceOffer]:
    """Those that can be asked for today, also before their first day."""
    return ServiceOffer.objects.filter(state=OfferState.OPEN, ends_on__gte=timezone.localdate())


def visible_to(user: Actor) -> QuerySet[ServiceOffer]:
    """All of the places where one writes them; for who hands out posters, what is open in their district."""
    own = under_any("region_path", user.scopes(Verb.DRAFT))
    near = under_any("region_path", sorted({path[:DISTRICT] for path in user.scopes(Verb.VIEW)}))
    return ServiceOffer.objects.filter(own | (near & Q(pk__in=open_to_public().values("pk"))))


def waiting_for(user: Actor) -> QuerySet[ServiceOffer]:
    """Drafts that somebody else wrote and this user may open."""
    here = under_any("region_path", user.scopes(Verb.OPEN))
    return ServiceOffer.objects.filter(here, state=OfferState.DRAFT).exclude(drafted_by_id=user.pk)


def request_of(case: Case) -> OfferRequest:
    return OfferRequest.objects.select_related("case__client").get(case=case)
