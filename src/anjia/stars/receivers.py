"""What happens here when a family takes its consent back, leaves, or turns out to be another."""

import uuid
from collections.abc import Collection
from typing import Any

from django.dispatch import receiver

from anjia.households import signals as registry
from anjia.households.models import Household
from anjia.kernel.permissions import Actor
from anjia.stars.actions import adopt_stars, leave_stars


@receiver(registry.participation_withdrawn, dispatch_uid="stars.withdraw")
def withdraw_families(sender: Any, ids: Collection[uuid.UUID], by: Actor, **kwargs: Any) -> None:
    leave_stars(ids, by=by)


@receiver(registry.households_closed, dispatch_uid="stars.close")
def close_families(sender: Any, ids: Collection[uuid.UUID], by: Actor, **kwargs: Any) -> None:
    leave_stars(ids, by=by)


@receiver(registry.households_merged, dispatch_uid="stars.merge")
def merge_families(sender: Any, keep: Household, gone: Household, **kwargs: Any) -> None:
    adopt_stars(keep, gone)
