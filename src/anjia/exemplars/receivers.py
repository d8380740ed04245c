"""What follows when a family leaves, is merged, or loses its title: in the same transaction."""

import uuid
from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Subquery
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from anjia.documents.access import register as readable
from anjia.documents.models import StoredFile
from anjia.exemplars.actions import end_models, restore_models
from anjia.exemplars.actions.other_honours import PROOF_KIND
from anjia.exemplars.enums import Verb
from anjia.exemplars.models import CeremonySeat, OtherHonour, Plaque, Recommendation
from anjia.honours.models import NamingDecision, Title
from anjia.honours.signals import titles_replaced, titles_restored, titles_revoked, titles_withdrawn
from anjia.households.models import Household
from anjia.households.rehoming import rehome
from anjia.households.signals import households_merged
from anjia.kernel import dependents
from anjia.kernel.dependents import Dependents
from anjia.kernel.permissions import Actor
from anjia.rolling.signals import titles_renewed


@receiver(titles_withdrawn, dispatch_uid="exemplars.withdrawn")
def withdrawn(sender: Any, *, ids: Collection[uuid.UUID], by: Actor, **kwargs: Any) -> None:
    """The families left: nothing of them hangs on a wall or stands in a list any more."""
    held = Title.objects.filter(pk__in=list(ids)).order_by()
    end_models(list(held.values_list("household_id", flat=True).distinct()), by=by, forget=True)


@receiver(titles_revoked, dispatch_uid="exemplars.revoked")
def revoked(sender: Any, *, ids: Collection[uuid.UUID], by: Actor, **kwargs: Any) -> None:
    """A model family is one that is named: its model title and recommendation end, its plaque is asked back."""
    held = Title.objects.filter(pk__in=list(ids)).order_by()
    end_models(list(held.values_list("household_id", flat=True).distinct()), by=by)


@receiver(titles_restored, dispatch_uid="exemplars.restored")
def restored(sender: Any, *, ids: Collection[uuid.UUID], since: datetime, by: Actor, **kwargs: Any) -> None:
    """The taking back was found wrong: so was what followed from it."""
    held = Title.objects.filter(pk__in=list(ids)).order_by()
    restore_models(list(held.values_list("household_id", flat=True).distinct()), since=since, by=by)


@receiver(titles_renewed, dispatch_uid="exemplars.renewed")
def renewed(sender: Any, *, ids: Collection[uuid.UUID], decision: NamingDecision, **kwargs: Any) -> None:
    """The title goes on under a new serial: what hangs on the old one hangs on the new one, and its code answers."""
    newer = Title.objects.filter(decision=decision, household=OuterRef("household")).order_by().values("pk")[:1]
    for model in (Plaque, Recommendation):
        model.objects.filter(title__in=list(ids)).update(title=Subquery(newer))


@receiver(titles_replaced, dispatch_uid="exemplars.replaced")
def replaced(sender: Any, *, ids: Collection[uuid.UUID], **kwargs: Any) -> None:
    """A certificate was issued anew with the right name: what hung on the old one hangs on the new one."""
    newer = Title.objects.filter(replaces_id=OuterRef("title")).order_by().values("pk")[:1]
    for model in (Plaque, Recommendation):
        model.objects.filter(title__in=list(ids)).update(title=Subquery(newer))


@receiver(households_merged, dispatch_uid="exemplars.merge")
def merge(sender: Any, *, keep: Household, gone: Household, **kwargs: Any) -> None:
    """What hung on a row that is no more belongs to the family it was."""
    for model in (Plaque, OtherHonour, CeremonySeat):
        rehome(model.objects.filter(household=gone), keep.pk)
    mine = Recommendation.objects.filter(household=keep).order_by().values("cycle")
    rehome(Recommendation.objects.filter(household=gone).exclude(cycle__in=mine), keep.pk)


def hung_on(ids: Collection[uuid.UUID]) -> Dependents:
    """Plaques keep the titles they hang on."""
    held = Plaque.objects.filter(title__in=list(ids)).order_by().values_list("title_id", flat=True)
    return Dependents(_("已有牌匾"), frozenset(held), blocks=True)


dependents.register("honours.title", hung_on)


def can_read_proof(actor: Actor, stored: StoredFile) -> bool:
    return actor.may(Verb.RECORD_HONOUR, stored.region_path)


readable(PROOF_KIND, can_read_proof)
