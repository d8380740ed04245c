"""What a family contests stays until it is answered, though its time is over."""

import uuid
from collections.abc import Collection

from anjia.programmes.models import Hold
from anjia.regions.retention import hold_back


def contesting(ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Families, of these, with something that stands still."""
    standing = Hold.objects.filter(household__in=ids, released_at__isnull=True)
    return set(standing.order_by().values_list("household_id", flat=True))


def contested(ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Candidacies, of these, that are contested."""
    standing = Hold.objects.filter(subject_id__in=ids, released_at__isnull=True)
    return set(standing.order_by().values_list("subject_id", flat=True))


hold_back("households.left", contesting)
hold_back("evaluations.unnamed", contested)
hold_back("honours.scores", contested)
