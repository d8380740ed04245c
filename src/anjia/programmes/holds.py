"""Which of many things stand still: asked by whoever is about to take a step (architecture 1).

A hold never keeps a family from what is good for it: an assent, a notice, a naming go on. It keeps from being
carried out what would be built on the contested step, and what could not be mended afterwards.
"""

import uuid
from collections.abc import Collection

from django.db.models import QuerySet

from anjia.programmes.enums import HeldStep
from anjia.programmes.models import Hold

CHUNK = 900


def standing(step: HeldStep) -> QuerySet[Hold, uuid.UUID]:
    """The ids on which the step must not be taken, for a condition within a statement."""
    return Hold.objects.filter(step=step, released_at__isnull=True).order_by().values_list("subject_id", flat=True)


def held(ids: Collection[uuid.UUID], step: HeldStep) -> frozenset[uuid.UUID]:
    """Those of the ids (of candidacies, titles, cycles) on which the step must not be taken."""
    wanted, found = list(ids), set[uuid.UUID]()
    for start in range(0, len(wanted), CHUNK):
        found.update(standing(step).filter(subject_id__in=wanted[start : start + CHUNK]))
    return frozenset(found)
