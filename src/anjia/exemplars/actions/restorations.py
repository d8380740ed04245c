"""A title was given back on appeal: what ended with it comes back, at once (domain A5-6, A5-7)."""

import uuid
from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from anjia.evaluations.permissions import Consequence
from anjia.exemplars.actions.plaques import award
from anjia.exemplars.enums import PlaqueState
from anjia.exemplars.models import Plaque, Recommendation
from anjia.exemplars.workflow import PLAQUE, RECOMMENDATION
from anjia.honours.actions import reinstate_model_titles
from anjia.honours.models import Title
from anjia.kernel.permissions import Actor
from anjia.kernel.workflow import advance_many


@transaction.atomic
def restore_models(household_ids: Collection[uuid.UUID], *, since: datetime, by: Actor) -> list[uuid.UUID]:
    """Give those households back what they lost at `since` or after it, with the title that ended then.

    It follows from an appeal that was upheld, so nobody is asked again. A plaque that still hangs stays; one that was
    handed in waits to be given again; one that was struck off is made anew, with a serial of its own. A family that
    was only recommended is recommended again by its village. Returns the model titles that came back.
    """
    back = reinstate_model_titles(household_ids, since=since, by=by)
    _follow(back, by)
    _hang_again(household_ids, since, by)
    return back


def _follow(titles: Collection[uuid.UUID], by: Actor) -> None:
    """The recommendations whose district decision granted those titles."""
    held = Title.objects.filter(pk__in=list(titles)).order_by()
    for household, decision in held.values_list("household_id", "decision_id"):
        rows = Recommendation.objects.filter(household=household, decision=decision)
        advance_many(rows, RECOMMENDATION["restore"], by=Consequence(by))


def _hang_again(household_ids: Collection[uuid.UUID], since: datetime, by: Actor) -> None:
    follows = Consequence(by)
    asked_back = Plaque.objects.filter(household__in=list(household_ids), ended_on__gte=timezone.localdate(since))
    asked_back = asked_back.filter(title__granted_on__lte=timezone.localdate(since))
    handed_in = {"ended_on": None, "given_on": None, "received_by": ""}
    advance_many(asked_back.filter(state=PlaqueState.RECALLED), PLAQUE["bring_back"], by=follows, set=handed_in)
    advance_many(
        asked_back.filter(state=PlaqueState.RECALL_DUE), PLAQUE["let_hang"], by=follows, set={"ended_on": None}
    )
    hanging = Plaque.objects.filter(household__in=list(household_ids), state=PlaqueState.GIVEN).order_by()
    award(list(hanging.values_list("household_id", flat=True)), by=by)
