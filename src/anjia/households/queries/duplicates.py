"""Rows that look like one family, in any villages of a scope: proposed, never merged silently (experience 3).

The same head and birth, or the same phone; an address alone is no duplicate. A pair is seen by whoever sees both rows
and may settle: the village its own, the town across its villages, the district across towns. Neighbours never learn of
each other's rows.
"""

import uuid
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from anjia.households.enums import Verb
from anjia.households.models import DuplicateAnswer, Household
from anjia.households.queries.households import visible_to
from anjia.kernel.permissions import Actor
from anjia.kernel.scope import under


def likely_pairs(user: Actor, path: str = "") -> QuerySet[Household]:
    """Families, each with `twin`: the id of the next one that looks like it and nobody has answered about.

    One statement; both sides are found by index. Of three alike, the third comes up once the second is settled.
    """
    mine = visible_to(user, Verb.SETTLE_DUPLICATES)
    mine = mine.filter(under("region__path", path)) if path else mine
    by_head = _twin(mine, ~Q(head_birth=""), head_name=OuterRef("head_name"), head_birth=OuterRef("head_birth"))
    by_phone = _twin(mine, ~Q(phone_index=""), phone_index=OuterRef("phone_index"))
    return mine.annotate(twin=Coalesce(by_head, by_phone)).filter(twin__isnull=False)


def _twin(mine: QuerySet[Household], known: Q, **same: Any) -> Subquery:
    answered = DuplicateAnswer.objects.filter(household=OuterRef(OuterRef("pk")), other_id=OuterRef("pk"))
    alike = mine.filter(known, ~Exists(answered), pk__gt=OuterRef("pk"), **same).order_by("pk")
    return Subquery(alike.values("pk")[:1])


def pair_of(user: Actor, one: uuid.UUID, other: uuid.UUID) -> tuple[Household, Household] | None:
    """Two rows the user sees and may settle; None where either is out of sight."""
    seen = visible_to(user, Verb.SETTLE_DUPLICATES).filter(pk__in=[one, other]).select_related("region__parent__parent")
    found = {household.pk: household for household in seen}
    return (found[one], found[other]) if len(found) == 2 else None
