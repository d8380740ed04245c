"""What honours do when a family below says something, and whom they tell of a decision: in the same transaction."""

import uuid
from collections.abc import Collection
from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from anjia.honours.actions import withdraw_titles
from anjia.honours.messages import tell_issued
from anjia.honours.models import DecisionEntry, NamingDecision, Title
from anjia.honours.queries import is_decided, numbers_in_use
from anjia.honours.signals import decision_issued
from anjia.households.models import Household
from anjia.households.rehoming import rehome
from anjia.households.signals import head_renamed, households_merged, participation_withdrawn
from anjia.kernel import dependents
from anjia.kernel.exceptions import Refused
from anjia.kernel.permissions import Actor

dependents.register("documents.documentnumber", numbers_in_use)


@receiver(participation_withdrawn, dispatch_uid="honours.withdraw")
def withdraw(sender: Any, *, ids: Collection[uuid.UUID], by: Actor, **kwargs: Any) -> None:
    withdraw_titles(ids, by=by)


@receiver(head_renamed, dispatch_uid="honours.refuse_renaming")
def refuse_renaming(sender: Any, *, household: Household, **kwargs: Any) -> None:
    """A name is corrected up to the decision; what was decided or signed is not changed behind its back."""
    if is_decided(household):
        raise Refused(
            _("这户家庭已列入命名决定，姓名不能直接更正。"), who=_("请乡镇（街道）妇联联系发文机关更正公文。")
        )


@receiver(decision_issued, dispatch_uid="honours.tell_issued")
def issued(sender: Any, *, decision: NamingDecision, by: Actor, **kwargs: Any) -> None:
    tell_issued(decision, by=by)


@receiver(households_merged, dispatch_uid="honours.merge")
def merge(sender: Any, *, keep: Household, gone: Household, **kwargs: Any) -> None:
    """Titles of a row that is no more belong to the family it was."""
    for rows in (DecisionEntry.objects.filter(household=gone), Title.objects.filter(household=gone)):
        mine = rows.model._default_manager.filter(household=keep).order_by().values("decision")
        rehome(rows.exclude(decision__in=mine), keep.pk)
