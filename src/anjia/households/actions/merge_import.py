"""From the confirmed file into the registry: staged in short chunks, then one brief set-based merge.

Every step can be repeated: staging starts over until it is complete, the merge and its state change are one
transaction. A worker killed anywhere leaves either nothing or all of it.
"""

from collections.abc import Callable, Iterator

import polars as pl
from django.db import transaction
from django.utils import timezone

from anjia.households import merging
from anjia.households.actions.consent_texts import current_text
from anjia.households.enums import ConsentKind, RowStatus, Verb
from anjia.households.importing import columns_of, context_of, group_ids, preview, sealed, workbook_of
from anjia.households.models import ImportBatch, ImportUpload, StagedFamily
from anjia.households.signals import households_registered
from anjia.households.workflow import IMPORT
from anjia.kernel.bulk import insert_rows
from anjia.kernel.ids import uuid7_hex
from anjia.kernel.permissions import Actor
from anjia.kernel.workflow import advance
from anjia.regions.models import Region

CHUNK = 5_000
TOWN_PATH = 12
STAGED = (
    "batch_id", "status", "household_id", "household_version", "region_id", "sheet", "row", "head_name", "head_birth",
    "household_size", "address", "phone_sealed", "phone_index", "residence_type", "search_tokens", "publishes",
    "participate_id", "publish_id",
)  # fmt: skip
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
        insert_rows(StagedFamily, STAGED, _staged(batch, part, versions, groups), prepared=True)
        report(start + part.height, rows.height)
    return rows.height


def _staged(batch: ImportBatch, part: pl.DataFrame, versions: dict, groups: dict) -> Iterator[tuple]:
    """Rows as both databases take them: ids as hex digits, everything else as it is."""
    count = part.height
    places = zip(part["village_id"].to_list(), part["group"].to_list(), strict=True)
    known = part["household_id"].to_list()
    fresh = list(uuid7_hex(3 * count))
    return zip(
        [batch.pk.hex] * count,
        part["status"].to_list(),
        [pk.replace("-", "") if pk else new for pk, new in zip(known, fresh, strict=False)],
        [versions.get(pk, 0) for pk in known],
        [groups[place].hex for place in places],
        part["sheet"].str.slice(0, 80).to_list(),
        part["row"].to_list(),
        part["head_name"].to_list(),
        part["birth"].to_list(),
        part["size"].to_list(),
        part["address"].to_list(),
        part["phone_sealed"].to_list(),
        part["phone"].to_list(),
        part["residence"].to_list(),
        part["search_tokens"].to_list(),
        part["publishes"].to_list(),
        fresh[count : 2 * count],
        [pk if shows else None for pk, shows in zip(fresh[2 * count :], part["publishes"].to_list(), strict=True)],
        strict=True,
    )


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
    figures = merging.figures(batch.pk)
    summary = {**batch.summary, "done": figures}
    advance(batch, IMPORT["merge"], by=by, set={"merged_at": timezone.now(), "summary": summary})
    ids = merging.registered(batch.pk)
    StagedFamily.objects.filter(batch_id=batch.pk).exclude(status=RowStatus.BEFORE).delete()
    ImportUpload.objects.filter(batch=batch).delete()
    if ids:
        households_registered.send(sender=ImportBatch, ids=ids, by=by)
    return batch
