"""Many files, place by place, without the wizard's stops: for a county's first load, from the command.

The same examination, staging and merge as the wizard's; what it would ask a person is left out and told instead.
While one place is being written, the next one is read.
"""

from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils import timezone

from anjia.households.actions.merge_import import merge_batch, stage_rows
from anjia.households.enums import Verb
from anjia.households.importing import compared, context_for, existing_under, group_ids, sealed
from anjia.households.merging import versions_under
from anjia.households.models import ImportBatch
from anjia.households.roster import Context, RosterResult, combine, examine, read_workbook
from anjia.households.workflow import IMPORT
from anjia.kernel import audit
from anjia.kernel.permissions import Actor, require
from anjia.kernel.workflow import advance
from anjia.regions.models import Region

Files = list[tuple[str, bytes]]
Imported = tuple[ImportBatch, RosterResult]


def import_files(files: Files, *, region: Region, by: Actor) -> Imported:
    """Import what is without error; returns the merged batch and the findings. Raises Refused for unreadable files."""
    return next(import_places([(region, files)], by=by))


def import_places(places: Iterable[tuple[Region, Files]], *, by: Actor) -> Iterator[Imported]:
    """Import the files of one place after the other, each as a batch of its own."""
    with ThreadPoolExecutor(max_workers=1) as reader:
        reading: tuple[Region, int, Future[RosterResult]] | None = None
        for region, files in places:
            require(by, Verb.IMPORT, region.path)
            context = context_for(region, timezone.localdate(), {})
            ahead = (region, len(files), reader.submit(_examined, files, context))
            if reading:
                yield _write(*reading, by)
            reading = ahead
        if reading:
            yield _write(*reading, by)


def _examined(files: Files, context: Context) -> RosterResult:
    result = examine(combine([read_workbook(data, name) for name, data in files]), None, context)
    return replace(result, rows=sealed(result.rows))


def _write(region: Region, files: int, examined: "Future[RosterResult]", by: Actor) -> Imported:
    result = examined.result()
    rows = compared(result.rows, existing_under(region.path))
    accepted = rows.filter(rows["status"] != "unclear")
    batch = _open(region, files, by)
    stage_rows(batch, accepted, versions_under(region.path), group_ids(region.path))
    figures = {"wrong": result.rejected + rows.height - accepted.height}
    figures["declined"] = sum(count.no_or_blank for count in result.counts.values())
    advance(batch, IMPORT["confirm"], by=by, set={"confirmed_at": timezone.now(), "summary": figures})
    return merge_batch(batch, by=by), result


@transaction.atomic
def _open(region: Region, files: int, by: Actor) -> ImportBatch:
    name = f"{region.name} ×{files}"
    batch = ImportBatch.objects.create(region=region, file_name=name, uploaded_by_id=by.pk or region.pk)
    told: dict[str, Any] = {"state": batch.state, "files": files}
    audit.record(Verb.IMPORT, batch, by=by, after=told, region_path=region.path)
    return batch
