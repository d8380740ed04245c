"""What befalls a title after it was granted."""

import uuid
from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from anjia.evaluations.permissions import Consequence
from anjia.honours.models import Title
from anjia.honours.queries import holders_among
from anjia.honours.signals import titles_withdrawn
from anjia.honours.workflow import TITLE
from anjia.kernel.permissions import Actor
from anjia.kernel.workflow import advance_many


@transaction.atomic
def withdraw_titles(household_ids: Collection[uuid.UUID], *, by: Actor) -> list[uuid.UUID]:
    """The families withdrew: their titles end as `withdrawn`, never as revoked, at once and without a reason.

    It follows from an act that was permitted, so nobody is asked again; the names go with it.
    """
    gone = {"withdrawn_at": timezone.now(), "head_name": ""}
    ended = advance_many(holders_among(list(household_ids)), TITLE["withdraw"], by=Consequence(by), set=gone)
    titles_withdrawn.send(sender=Title, ids=ended, by=by)
    return ended
