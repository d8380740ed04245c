"""After naming: what came of it, village by village, for everybody to read (domain A4)."""

import uuid
from typing import Any

from django.db import transaction
from django.db.models import F, Max, QuerySet
from django.utils import timezone

from anjia.evaluations.models import Candidacy
from anjia.households.models import Household
from anjia.kernel import audit
from anjia.kernel.bulk import insert_rows
from anjia.kernel.ids import uuid7
from anjia.kernel.permissions import Actor
from anjia.kernel.scope import SEGMENT
from anjia.notices.entries import insert_entries_by_village, insert_titled_by_village
from anjia.notices.enums import NoticeKind, NoticeState, Verb
from anjia.notices.models import PublicNotice
from anjia.programmes.models import ProgrammeCycle
from anjia.regions.enums import Level
from anjia.regions.models import Region

COLUMNS = (
    "id", "created_at", "updated_at", "version", "cycle", "region", "kind", "batch", "state", "families",
    "working_days", "starts_on", "published_at", "counted_at", "restarts", "restart_reason", "take_down_reason",
    "decision_id",
)  # fmt: skip
VILLAGE = Level.VILLAGE.depth * SEGMENT


@transaction.atomic
def publish_results(
    cycle: ProgrammeCycle, named: QuerySet[Candidacy], *, decision_id: uuid.UUID, by: Actor
) -> list[PublicNotice]:
    """One result for each village with named families, in a fixed number of statements. Whether `by` may name them
    is for the calling slice to decide."""
    notices = _open_results(cycle, _villages(named), decision_id, by)
    insert_entries_by_village(notices, named)
    return list(PublicNotice.objects.filter(decision_id=decision_id))


@transaction.atomic
def publish_families(
    cycle: ProgrammeCycle, families: QuerySet[Household], *, decision_id: uuid.UUID, by: Actor
) -> list[PublicNotice]:
    """As `publish_results`, for families that a decision is about and that stood in no notice of the cycle."""
    notices = _open_results(cycle, _villages(families), decision_id, by)
    insert_titled_by_village(notices, families)
    return list(PublicNotice.objects.filter(decision_id=decision_id))


def _open_results(
    cycle: ProgrammeCycle, paths: dict[str, int], decision_id: uuid.UUID, by: Actor
) -> dict[str, uuid.UUID]:
    """The results, by the path of their village."""
    villages = list(Region.objects.filter(path__in=paths).order_by("path"))
    batches = _last_batches(cycle, villages)
    now, today = timezone.now(), timezone.localdate()
    rows = [
        (
            uuid7(), now, now, 1, cycle.pk, village.pk, NoticeKind.RESULT, batches.get(village.pk, 0) + 1,
            NoticeState.RUNNING, paths[village.path], 0, today, now, now, 0, "", "", decision_id,
        )
        for village in villages
    ]  # fmt: skip
    insert_rows(PublicNotice, COLUMNS, rows)
    told = [(row[0], village.path, None, {"families": row[9]}) for village, row in zip(villages, rows, strict=True)]
    audit.record_many(Verb.PUBLISH, PublicNotice._meta.label_lower, told, by=by)
    return {village.path: row[0] for village, row in zip(villages, rows, strict=True)}


def _villages(named: QuerySet[Any]) -> dict[str, int]:
    """How many families are named in each village, by its path."""
    counted: dict[str, int] = {}
    for path in named.order_by().values_list(F("region__path"), flat=True):
        counted[path[:VILLAGE]] = counted.get(path[:VILLAGE], 0) + 1
    return counted


def _last_batches(cycle: ProgrammeCycle, villages: list[Region]) -> dict[uuid.UUID, int]:
    own = PublicNotice.objects.filter(cycle=cycle, kind=NoticeKind.RESULT, region__in=villages).order_by()
    return dict(own.values("region").annotate(last=Max("batch")).values_list("region", "last"))
