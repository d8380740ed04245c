"""What honours do when a family below says something: in the same transaction."""

import uuid
from collections.abc import Collection
from typing import Any

from django.dispatch import receiver

from anjia.honours.actions import correct_names, withdraw_titles
from anjia.households.models import Household
from anjia.households.signals import head_renamed, participation_withdrawn
from anjia.kernel.permissions import Actor


@receiver(participation_withdrawn, dispatch_uid="honours.withdraw")
def withdraw(sender: Any, *, ids: Collection[uuid.UUID], by: Actor, **kwargs: Any) -> None:
    withdraw_titles(ids, by=by)


@receiver(head_renamed, dispatch_uid="honours.correct")
def correct(sender: Any, *, household: Household, after: str, by: Actor, **kwargs: Any) -> None:
    correct_names(household.pk, after, by=by)
