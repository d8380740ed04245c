"""When a family's title ends, its model honour ends with it and its plaque is asked back, at once, no reason told."""

import uuid
from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from anjia.evaluations.permissions import Consequence
from anjia.exemplars.actions.seats import forget_receivers, free_seats
from anjia.exemplars.enums import PlaqueState
from anjia.exemplars.models import Plaque, Recommendation
from anjia.exemplars.signals import models_ended
from anjia.exemplars.workflow import LIVE, PLAQUE, RECOMMENDATION
from anjia.honours.actions import end_model_titles
from anjia.kernel.permissions import Actor
from anjia.kernel.workflow import advance_many


@transaction.atomic
def end_models(household_ids: Collection[uuid.UUID], *, by: Actor, forget: bool = False) -> list[uuid.UUID]:
    """End what hangs on the titles of those households that hold none any more, their model titles among it.

    `forget` takes the names away as well (a withdrawal). It follows from an act that was permitted, so nobody is asked
    again. Returns the recommendations that ended.
    """
    follows, ids = Consequence(by), end_model_titles(household_ids, by=by)
    rows = Recommendation.objects.filter(household__in=ids, state__in=LIVE)
    ended = advance_many(rows, RECOMMENDATION["end"], by=follows, set={"reason": ""})
    call_in_plaques(ids, by=by)
    if forget:
        Plaque.objects.filter(household__in=ids).update(head_name="", received_by="")
        Recommendation.objects.filter(household__in=ids).update(reason="")
        forget_receivers(ids)
    models_ended.send(sender=Recommendation, ids=ids, by=by)
    return ended


@transaction.atomic
def call_in_plaques(household_ids: Collection[uuid.UUID], *, by: Actor) -> list[uuid.UUID]:
    """Plaques that hang are asked back; those still in the workshop, or lost, are struck off."""
    follows, told = Consequence(by), {"ended_on": timezone.localdate()}
    plaques = Plaque.objects.filter(household__in=list(household_ids))
    called = advance_many(plaques, PLAQUE["call_back"], by=follows, set=told)
    idle = plaques.filter(state__in=(PlaqueState.MADE, PlaqueState.LOST))
    free_seats(advance_many(idle, PLAQUE["void"], by=follows, set=told))
    return called
