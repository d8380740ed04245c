"""What befalls a title after it was granted."""

import uuid
from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from anjia.honours.models import Title
from anjia.honours.workflow import TITLE
from anjia.kernel.permissions import Actor
from anjia.kernel.workflow import advance_many


@transaction.atomic
def withdraw_titles(household_ids: Collection[uuid.UUID], *, by: Actor) -> list[uuid.UUID]:
    """The families withdrew: their titles end as `withdrawn`, never as revoked, at once and without a reason."""
    held = Title.objects.filter(household__in=household_ids)
    return advance_many(held, TITLE["withdraw"], by=by, set={"withdrawn_at": timezone.now()})
