"""What corrections tell: who may read their proofs, what waits, what a family's page says."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.documents import access
from anjia.documents.models import StoredFile
from anjia.households.about import tell
from anjia.households.actions.corrections import COUNTED, PROOF_KIND
from anjia.households.enums import CorrectionState, Verb
from anjia.households.forms.corrections import WAITING
from anjia.households.models import Correction, Household
from anjia.kernel.permissions import SYSTEM, Actor
from anjia.kernel.scope import under, under_any
from anjia.web.panels import Panel, Task, find_tasks


def corrections_visible_to(user: Actor, verb: str = Verb.CONFIRM_CORRECTION) -> QuerySet[Correction]:
    corrections = Correction.objects.select_related("household__region__parent")
    return (
        corrections if user is SYSTEM else corrections.filter(under_any("household__region__path", user.scopes(verb)))
    )


def can_confirm(user: Actor, correction: Correction) -> bool:
    """Who has the verb there and did not propose it."""
    mine = correction.proposed_by_id == user.pk
    return not mine and user.may(Verb.CONFIRM_CORRECTION, correction.household.region.path)


def can_read_proof(actor: Actor, stored: StoredFile) -> bool:
    return actor.may(Verb.CONFIRM_CORRECTION, stored.region_path)


access.register(PROOF_KIND, can_read_proof)


@find_tasks
def tasks(user: Any, scope_path: str) -> list[Task]:
    """Corrections that wait for the town federation."""
    if not scope_path or not user.may(Verb.CONFIRM_CORRECTION, scope_path):
        return []
    waiting = Correction.objects.filter(under("household__region__path", scope_path), state=CorrectionState.PROPOSED)
    count = waiting.exclude(proposed_by_id=user.pk).count()
    if not count:
        return []
    return [
        Task(
            _("有 %(n)d 项更正等待确认") % {"n": count},
            f"{reverse('households:corrections')}?state={WAITING}",
            count=count,
        )
    ]


@tell
def recent(user: Any, household: Household) -> list[Panel]:
    """The corrections of the last year, for those who may edit the family."""
    if not user.may(Verb.EDIT, household.region.path):
        return []
    made = list(household.corrections.filter(created_at__gte=timezone.now() - COUNTED)[:5])
    return [Panel("households/about_corrections.html", {"corrections": made}, order=10)] if made else []
