"""What honours do when a family below says something, and whom they tell of a decision: in the same transaction."""

import uuid
from collections.abc import Collection
from typing import Any

from django.dispatch import receiver

from anjia.honours.actions import forget_names, note_correction, withdraw_titles
from anjia.honours.messages import tell_issued
from anjia.honours.models import DecisionEntry, ErratumLine, NamingDecision, Title
from anjia.honours.queries import brought_titles, numbers_in_use
from anjia.honours.signals import decision_issued
from anjia.households.models import Household
from anjia.households.rehoming import rehome
from anjia.households.signals import head_renamed, households_merged, participation_withdrawn
from anjia.kernel import dependents
from anjia.kernel.permissions import Actor

dependents.register("documents.documentnumber", numbers_in_use)
dependents.register("households.household", brought_titles)


@receiver(participation_withdrawn, dispatch_uid="honours.withdraw")
def withdraw(sender: Any, *, ids: Collection[uuid.UUID], by: Actor, **kwargs: Any) -> None:
    withdraw_titles(ids, by=by)
    forget_names(ids, by=by)


@receiver(head_renamed, dispatch_uid="honours.correct")
def correct(sender: Any, *, household: Household, after: str, by: Actor, **kwargs: Any) -> None:
    """The decision that was signed is not changed: an erratum is drafted beside it."""
    note_correction(household, after=after, by=by)


@receiver(decision_issued, dispatch_uid="honours.tell_issued")
def issued(sender: Any, *, decision: NamingDecision, by: Actor, **kwargs: Any) -> None:
    tell_issued(decision, by=by)


@receiver(households_merged, dispatch_uid="honours.merge")
def merge(sender: Any, *, keep: Household, gone: Household, **kwargs: Any) -> None:
    """Titles of a row that is no more belong to the family it was."""
    for rows in (DecisionEntry.objects.filter(household=gone), Title.objects.filter(household=gone)):
        mine = rows.model._default_manager.filter(household=keep).order_by().values("decision")
        rehome(rows.exclude(decision__in=mine), keep.pk)
    errata = ErratumLine.objects.filter(household=keep).order_by().values("erratum")
    rehome(ErratumLine.objects.filter(household=gone).exclude(erratum__in=errata), keep.pk)
