"""What this slice hears from below, and what it tells the registries of the pages above it."""

from typing import Any

from django.dispatch import receiver

from anjia.documents import access
from anjia.documents.models import StoredFile
from anjia.households.models import Household
from anjia.households.rehoming import rehome
from anjia.households.signals import households_merged, participation_withdrawn
from anjia.kernel.permissions import SYSTEM, Actor
from anjia.programmes.actions.adoption import FILE_KIND as ADOPTION_KIND
from anjia.programmes.actions.authorise import FILE_KIND
from anjia.programmes.actions.holds import lapse_holds
from anjia.programmes.enums import Verb
from anjia.programmes.models import Credit, Hold, ProgrammeCycle
from anjia.programmes.permissions import can_view
from anjia.programmes.showing import provide
from anjia.programmes.todo import find_panels, find_tasks
from anjia.web import panels

CHUNK = 900


@receiver(participation_withdrawn)
def forget_credits(sender: Any, *, ids: list[Any], **kwargs: Any) -> None:
    """A family that withdraws leaves no credits behind (domain B10)."""
    wanted = list(ids)
    for start in range(0, len(wanted), CHUNK):
        Credit.objects.filter(household__in=wanted[start : start + CHUNK]).delete()


@receiver(participation_withdrawn)
def lapse(sender: Any, *, ids: list[Any], by: Actor, **kwargs: Any) -> None:
    """What stood still for a family that leaves goes on."""
    lapse_holds(ids, by=by)


@receiver(households_merged)
def join_credits(sender: Any, *, keep: Household, gone: Household, **kwargs: Any) -> None:
    """Credits of two rows that were one family: each counts once."""
    held = set(keep.credits.order_by().values_list("cycle_id", "criterion_id"))
    theirs = gone.credits.order_by().values_list("pk", "cycle_id", "criterion_id")
    new = [pk for pk, cycle, criterion in theirs if (cycle, criterion) not in held]
    rehome(Credit.objects.filter(pk__in=new), keep.pk)
    gone.credits.all().delete()
    rehome(Hold.objects.filter(household=gone), keep.pk)


def can_read_authorisation(actor: Actor, stored: StoredFile) -> bool:
    """Whoever sees the cycle sees what allows it."""
    cycles = ProgrammeCycle.objects.filter(authorisation_file_id=stored.pk).select_related("region")
    return actor is SYSTEM or any(can_view(actor, cycle) for cycle in cycles)


def can_read_adoption(actor: Actor, stored: StoredFile) -> bool:
    """Whoever sees cycles sees by what their standards were adopted."""
    return actor is SYSTEM or bool(actor.scopes(Verb.VIEW))


def connect() -> None:
    """Called once by `apps.py`."""
    access.register(FILE_KIND, can_read_authorisation)
    access.register(ADOPTION_KIND, can_read_adoption)
    panels.find_tasks(find_tasks)
    panels.find_panels(find_panels)
    panels.provide_page(provide)
