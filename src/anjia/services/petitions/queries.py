"""Reads of petitions: within what may be seen of their cases."""

from django.db.models import QuerySet

from anjia.kernel.permissions import Actor
from anjia.services.models import Case
from anjia.services.petitions.models import Petition, PetitionOrder
from anjia.services.queries import alike
from anjia.services.queries import visible_to as cases_visible_to


def visible_to(user: Actor) -> QuerySet[Petition]:
    return Petition.objects.filter(case__in=cases_visible_to(user)).select_related("case__client")


def orders_visible_to(user: Actor) -> QuerySet[PetitionOrder]:
    return PetitionOrder.objects.filter(petition__in=visible_to(user)).select_related("petition__case")


def petition_of(case: Case) -> Petition:
    return Petition.objects.select_related("case__client").get(case=case)


def earlier_ones(petition: Petition) -> list[Petition]:
    """What may be the same matter, by the same person, the earliest first; read by whoever handles the later one.

    Only that there is one, its number and how it stands: its content is its own team's.
    """
    rows = Petition.objects.filter(case__in=alike(petition.case)).select_related("case")
    return list(rows.order_by("case__created_at"))
