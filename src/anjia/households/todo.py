"""What the registry hears of itself and puts on the home: families that came, requests, pairs, young people."""

from typing import Any

from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext as _

from anjia.households.enums import Verb
from anjia.households.models import Household, HouseholdChange
from anjia.households.queries.changes import arrivals
from anjia.households.signals import head_renamed
from anjia.web.panels import Task, find_tasks


@receiver(head_renamed, dispatch_uid="households.rename_history")
def correct_history(sender: Any, *, household: Household, before: str, after: str, **kwargs: Any) -> None:
    """A name that was written wrong was wrong in the past too."""
    for column in ("head_before", "head_after"):
        HouseholdChange.objects.filter(household=household, **{column: before}).update(**{column: after})


@find_tasks
def tasks(user: Any, scope_path: str) -> list[Task]:
    if not scope_path:
        return []
    return [*_arrivals(user, scope_path)]


def _arrivals(user: Any, scope_path: str) -> list[Task]:
    if not user.scopes(Verb.EDIT):
        return []
    waiting = arrivals(user, scope_path).select_related("household").order_by("effective_on", "pk")[:3]
    return [
        Task(
            _("核对搬来的家庭：%(name)s") % {"name": change.household.head_name},
            reverse("households:history", args=[change.household_id]),
            _("由搬出的村（社区）登记"),
        )
        for change in waiting
    ]
