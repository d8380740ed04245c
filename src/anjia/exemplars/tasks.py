"""What this slice does by the clock."""

from datetime import timedelta

from django.utils import timezone

from anjia.exemplars.models import PlaqueImport
from anjia.exemplars.workflow import PLAQUE_IMPORT
from anjia.honours.enums import AdoptionState
from anjia.kernel.permissions import SYSTEM
from anjia.kernel.schedules import every
from anjia.kernel.workflow import advance

KEPT = timedelta(days=1)


@every(minutes=30, name="exemplars.forget_lists")
def forget_lists() -> int:
    """Destroy lists of plaques that nobody confirmed within a day; returns how many were given up."""
    old = PlaqueImport.objects.filter(state=AdoptionState.UPLOADED, created_at__lt=timezone.now() - KEPT)
    given_up = list(old.select_related("region").order_by("pk"))
    for batch in given_up:
        advance(batch, PLAQUE_IMPORT["discard"], by=SYSTEM, set={"content": ""})
    return len(given_up)
