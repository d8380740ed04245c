"""From the confirmed file into the registry: staged in short chunks, then one brief set-based merge.

Every step can be repeated: staging starts over until it is complete, the merge and its state change are one
transaction. A worker killed anywhere leaves either nothing or all of it.
"""

from collections.abc import Callable

import polars as pl
from django.db import transaction
from django.utils import timezone

from anjia.households import merging
from anjia.households.actions.changes import move_household
from anjia.households.actions.consent_texts import current_text
from anjia.households.enums import ConsentKind, RowStatus, Verb
from anjia.households.importing import columns_of, context_of, group_ids, preview, sealed, workbook_of
from anjia.households.models import Household, ImportBatch, ImportUpload, StagedFamily
from anjia.households.signals import households_registered
from anjia.households.workflow import IMPORT
from anjia.kernel.bulk import insert_frame
from anjia.kernel.exceptions import Refused
from anjia.kernel.ids import uuid7_hex
from anjia.kernel.permissions import Actor
from anjia.kernel.workflow import advance
from anjia.regions.models import Region

CHUNK = 5_000
TOWN_PATH = 12
Report = Callable[[int, int], None]


def stage_batch(batch: ImportBatch, *, report: Report = lambda done, total: None) -> int:
    """Load the batch's accepted rows into staging, from the beginning; returns how many."""
    workbook = workbook_of(batch)
    seen = preview(workbook, columns_of(batch, workbook), context_of(batch), batch.region.path)
    versions = merging.versions_under(batch.region.path)
    StagedFamily.objects.filter(batch_id=batch.pk).delete()
    rows = seen.compared.filter(pl.col("status") != "unclear")
    return stage_rows(batch, rows, versions, group_ids(batch.region.path), report=report)


def stage_rows(
    batch: ImportBatch,
    rows: pl.DataFrame,
    versions: dict,
    groups: dict,
    *,
    report: Report = lambda done, total: None,
) -> int:
    """Load compared rows into staging in chunks, each its own short transaction."""
    for start in range(0, rows.height, CHUNK):
        part = sealed(rows.slice(start, CHUNK))
        insert_frame(StagedFamily, _staged(batch, part, versions, groups))
        report(start + part.height, rows.height)
    return rows.height


def _staged(batch: ImportBatch, part: pl.DataFrame, versions: dict, groups: dict) -> pl.DataFrame:
    """One column per field of a staged row, ids as hex digits, which both databases take."""
    count = part.height
    places = zip(part["village_id"].to_list(), part["group"].to_list(), strict=True)
    known = part["household_id"].str.replace_all("-", "", literal=True)
    fresh = pl.Series("fresh", list(uuid7_hex(3 * count)), dtype=pl.String)
    versions_of = [versions.get(pk, 0) for pk in part["household_id"].to_list()]
    return part.select(
        pl.lit(batch.pk.hex).alias("batch_id"),
        pl.col("status"),
        known.fill_null(fresh[:count]).alias("household_id"),
        pl.Series("household_version", versions_of, dtype=pl.Int32),
        pl.Series("region_id", [groups[place].hex for place in places], dtype=pl.String),
        pl.col("sheet").str.slice(0, 80),
        pl.col("row"),
        pl.col("head_name"),
        pl.col("birth").alias("head_birth"),
        pl.col("size").alias("household_size"),
        pl.col("address"),
        pl.col("phone_sealed"),
        pl.col("phone").alias("phone_index"),
        pl.col("residence").alias("residence_type"),
        pl.col("search_tokens"),
        pl.col("publishes"),
        fresh[count : 2 * count].alias("participate_id"),
        pl.when(pl.col("publishes")).then(fresh[2 * count :]).alias("publish_id"),
    )


def move_families(batch: ImportBatch, *, by: Actor) -> int:
    """Moves that were confirmed in the preview, as dated changes of today; returns how many had to stay.

    A family that stands on notice, or whose move is refused otherwise, stays where it is.
    """
    left = 0
    for family, group in merging.moves_of(batch.pk, batch.settled.get("moves", [])):
        household = Household.objects.select_related("region").get(pk=family)
        try:
            move_household(
                household, region=Region.objects.get(pk=group), effective_on=timezone.localdate(),
                version=household.version, by=by, source_id=batch.pk,
            )  # fmt: skip
        except Refused:
            left += 1
    return left


@transaction.atomic
def merge_batch(batch: ImportBatch, *, by: Actor) -> ImportBatch:
    """Write the staged rows into the registry and close the batch; its file and staged rows are destroyed.

    Raises Conflict where the batch is merged already. What someone else registered or changed since the preview is
    left alone and counted as `late`.
    """
    list(Region.objects.select_for_update().filter(path=batch.region.path[:TOWN_PATH]))
    merging.mark_late(batch.pk)
    merging.keep_before(batch.pk)
    merging.update_families(batch.pk)
    merging.insert_families(batch.pk)
    merging.insert_consents(batch.pk, {kind: current_text(kind).pk for kind in ConsentKind})
    merging.record_updates(batch.pk, verb=Verb.IMPORT, by=by)
    left = move_families(batch, by=by)
    figures = merging.figures(batch.pk)
    summary = {**batch.summary, "done": figures, "not_moved": left}
    advance(batch, IMPORT["merge"], by=by, set={"merged_at": timezone.now(), "summary": summary})
    StagedFamily.objects.filter(batch_id=batch.pk).exclude(status=RowStatus.BEFORE).delete()
    ImportUpload.objects.filter(batch=batch).delete()
    if figures[RowStatus.NEW.value]:
        households_registered.send(sender=ImportBatch, ids=merging.registered(batch.pk), by=by)
    return batch
