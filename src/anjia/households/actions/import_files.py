"""Many files, place by place, without the wizard's stops: for a county's first load, from the command.

The same examination, staging and merge as the wizard's; what it would ask a person is left out and told instead.
While one place is merged, the next ones are read, checked and staged on a connection of its own.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from anjia.households.actions.merge_import import merge_batch, stage_rows
from anjia.households.enums import Verb
from anjia.households.importing import compared, context_for, existing_under, group_ids, sealed
from anjia.households.merging import versions_under
from anjia.households.models import Consent, Household, ImportBatch, StagedFamily
from anjia.households.roster import Context, RosterResult, combine, examine, read_workbook
from anjia.households.workflow import IMPORT
from anjia.kernel import audit
from anjia.kernel.bulk import refresh_statistics
from anjia.kernel.permissions import Actor, require
from anjia.kernel.workflow import advance
from anjia.regions.models import Region

# Places read before the one being merged is done: two, so that a small one beside a large one keeps nobody waiting.
AHEAD = 2

# Each time there are twice as many places the planner hears of it, or it would read all families to find a town's.
GROWING = (Household, Consent)

Files = list[tuple[str, bytes]]
Imported = tuple[ImportBatch, RosterResult]


def import_places(places: Iterable[tuple[Region, Files]], *, by: Actor) -> Iterator[Imported]:
    """Import the files of one place after the other, each as a batch of its own; places may not hold one another.

    What is without error is imported. Yields the merged batch and the findings. Raises Refused for unreadable files;
    what was merged before stays, what was only staged is given up.
    """
    ahead: deque[Future[Imported]] = deque()
    with ThreadPoolExecutor(max_workers=1) as reader:
        try:
            for number, (region, files) in enumerate(places, start=1):
                require(by, Verb.IMPORT, region.path)
                if number & (number - 1) == 0:
                    refresh_statistics(*GROWING)
                ahead.append(reader.submit(_staged, region, files, by))
                if len(ahead) > AHEAD:
                    yield _merged(ahead.popleft(), by)
            while ahead:
                yield _merged(ahead.popleft(), by)
        finally:
            for staged in ahead:
                _give_up(staged, by)


def _staged(region: Region, files: Files, by: Actor) -> Imported:
    """Read, check and stage one place; runs in the reader's thread, whose connection it closes."""
    try:
        result = _examined(files, context_for(region, timezone.localdate(), {}))
        rows = compared(result.rows, existing_under(region.path))
        accepted = rows.filter(rows["status"] != "unclear")
        figures = {"wrong": result.rejected + rows.height - accepted.height}
        figures["declined"] = sum(count.no_or_blank for count in result.counts.values())
        batch = _open(region, files, figures, by)
        stage_rows(batch, accepted, versions_under(region.path), group_ids(region.path))
        return batch, result
    finally:
        connection.close()


def _examined(files: Files, context: Context) -> RosterResult:
    result = examine(combine([read_workbook(data, name) for name, data in files]), None, context)
    return replace(result, rows=sealed(result.rows))


def _merged(staged: "Future[Imported]", by: Actor) -> Imported:
    batch, result = staged.result()
    advance(batch, IMPORT["confirm"], by=by, set={"confirmed_at": timezone.now()})
    return merge_batch(batch, by=by), result


def _give_up(staged: "Future[Imported]", by: Actor) -> None:
    if staged.exception():
        return
    batch, _result = staged.result()
    StagedFamily.objects.filter(batch_id=batch.pk).delete()
    advance(batch, IMPORT["discard"], by=by)


@transaction.atomic
def _open(region: Region, files: Files, figures: dict[str, int], by: Actor) -> ImportBatch:
    name = f"{region.name} ×{len(files)}"
    batch = ImportBatch.objects.create(
        region=region, file_name=name, uploaded_by_id=by.pk or region.pk, summary=figures
    )
    told: dict[str, Any] = {"state": batch.state, "files": len(files)}
    audit.record(Verb.IMPORT, batch, by=by, after=told, region_path=region.path)
    return batch
