"""A plaque that will not be given at a ceremony leaves its list at once; the seats of the others stay as printed."""

import uuid
from collections.abc import Collection

from anjia.exemplars.models import CeremonySeat


def free_seats(plaque_ids: Collection[uuid.UUID]) -> None:
    """Take the plaques off every ceremony still to be held."""
    CeremonySeat.objects.filter(plaque__in=list(plaque_ids), ceremony__finished_at__isnull=True).delete()


def forget_receivers(household_ids: Collection[uuid.UUID]) -> None:
    """Families left: who came for them at a ceremony that was held is nobody's business any more."""
    CeremonySeat.objects.filter(household__in=list(household_ids)).update(receiver="")
