"""What befalls a title after it was granted."""

import uuid
from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from anjia.evaluations.permissions import Consequence
from anjia.honours.enums import Verb
from anjia.honours.models import Title
from anjia.honours.queries import holders_among
from anjia.honours.workflow import TITLE
from anjia.kernel import audit
from anjia.kernel.permissions import Actor
from anjia.kernel.workflow import advance_many


@transaction.atomic
def withdraw_titles(household_ids: Collection[uuid.UUID], *, by: Actor) -> list[uuid.UUID]:
    """The families withdrew: their titles end as `withdrawn`, never as revoked, at once and without a reason.

    It follows from an act that was permitted, so nobody is asked again; the names go with it.
    """
    gone = {"withdrawn_at": timezone.now(), "head_name": ""}
    return advance_many(holders_among(list(household_ids)), TITLE["withdraw"], by=Consequence(by), set=gone)


@transaction.atomic
def correct_names(household_id: uuid.UUID, head_name: str, *, by: Actor) -> int:
    """A corrected name of the head stands on the family's titles too. Returns how many changed."""
    titles = holders_among([household_id]).exclude(head_name=head_name)
    told = [(pk, path, None, {"head_name": "…"}) for pk, path in titles.values_list("pk", "region__path")]
    changed = titles.update(head_name=head_name)
    audit.record_many(Verb.CORRECT_TITLE, Title._meta.label_lower, told, by=by)
    return changed
