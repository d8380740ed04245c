"""What a quarter's stars rested on is forgotten when its time is over (domain B10)."""

import uuid
from collections.abc import Collection

from django.db import transaction

from anjia.kernel.permissions import Actor
from anjia.kernel.scope import under
from anjia.stars.models import StarCorrection, StarQuarter, StarRecusal
from anjia.stars.queries import records_of


@transaction.atomic
def forget_quarters(ids: Collection[uuid.UUID], by: Actor) -> int:
    """Records and corrections of these quarters go, and who stepped aside that year; returns how many records.

    A village's figures and a family's graded year stay. `by` is only ever the night's routine, which notes it.
    """
    gone = 0
    for quarter in StarQuarter.objects.filter(pk__in=ids).select_related("region").order_by("pk"):
        here = {"cycle": quarter.cycle_id, "quarter": quarter.number}
        gone += records_of(quarter).order_by().delete()[0]
        village = under("household__region__path", quarter.region.path)
        StarCorrection.objects.filter(village, **here).delete()
        StarRecusal.objects.filter(village, cycle=quarter.cycle_id).delete()
    return gone
