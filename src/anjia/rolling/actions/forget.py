"""What was seen and said goes when its term is over; days and results stay, to count (domain B10)."""

import uuid
from collections.abc import Collection

from django.db import transaction
from django.db.models import F

from anjia.kernel.permissions import Actor
from anjia.rolling.models import ReviewFinding, Revocation, TitleReview


@transaction.atomic
def forget_looks(ids: Collection[uuid.UUID], by: Actor) -> int:
    """What those reviews found, and their notes."""
    ReviewFinding.objects.filter(review__in=list(ids)).delete()
    return TitleReview.objects.filter(pk__in=list(ids)).update(note="")


def forget_words(ids: Collection[uuid.UUID], by: Actor) -> int:
    """Why those revocations were proposed, and what the families said."""
    return Revocation.objects.filter(pk__in=list(ids)).update(reason="", words="", version=F("version") + 1)
