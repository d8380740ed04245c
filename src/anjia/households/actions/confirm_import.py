"""校验预览 and 确认: settle what is open, then hand the batch to the job; or give it up."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.households.actions.upload_roster import keep
from anjia.households.importing import Preview, preview_of
from anjia.households.models import ImportBatch, ImportUpload, RosterMapping
from anjia.households.roster import Code, mapping_of
from anjia.households.workflow import IMPORT
from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.jobs import enqueue
from anjia.kernel.models import Job
from anjia.kernel.permissions import Actor
from anjia.kernel.workflow import advance
from anjia.regions.actions import create_groups, record_household_totals
from anjia.regions.models import Region
from anjia.regions.names import MOST_GROUPS, group_number
from anjia.regions.queries import groups_under

TOTALS = (Code.TOTAL_ROWS, Code.TOTAL_PERSONS)
DIFFERS = _("登记册在您核对之后有了变化，新增、更新的户数已不同。请再看一遍预览后确认。")
NOTHING = _("没有可以导入的户：没有填“是”的行，或各行都有错误。请按提示改正后重新上传。")
TOTALS_OPEN = _("合计数与逐行数不一致，需要您核对后勾选确认。")


def settle_import(batch: ImportBatch, *, settled: Mapping[str, Any], by: Actor) -> ImportBatch:
    """Keep the decisions of the preview: villages, ticked groups, dropped and distinct rows, confirmed totals."""
    return keep(batch, by=by, settled=dict(settled))


@transaction.atomic
def confirm_import(
    batch: ImportBatch, *, by: Actor, expected: Mapping[str, int] | None = None, record_totals: bool = False
) -> Job:
    """Make the ticked groups, remember the columns and enqueue the merge; returns the job.

    `expected` are the figures the user saw; Conflict where they are others by now. Refused with nothing to import or
    a total that nobody confirmed. `record_totals` takes the roster's rows as the households of each group.
    """
    seen = preview_of(batch)
    _refuse_open(batch, seen, expected)
    for village, labels in batch.settled.get("ticked", {}).items():
        create_groups(Region.objects.get(pk=village), labels=labels, by=by)
    if record_totals:
        _record_totals(batch, seen, by)
    for key, columns in mapping_of(seen.result.headers).items():
        RosterMapping.objects.update_or_create(header_key=key, defaults={"columns": columns})
    summary = {**seen.figures, "counts": _counts(batch, seen)}
    advance(batch, IMPORT["confirm"], by=by, set={"confirmed_at": timezone.now(), "summary": summary})
    return enqueue(
        "households.import_roster", key=f"import-{batch.pk}-{batch.version}", by=by, batch_id=batch.pk, user_id=by.pk
    )


def _refuse_open(batch: ImportBatch, seen: Preview, expected: Mapping[str, int] | None) -> None:
    figures = seen.figures
    if not (figures["new"] or figures["update"] or figures["same"]):
        raise Refused(NOTHING)
    if any(issue.code in TOTALS for issue in seen.result.issues) and not batch.settled.get("totals"):
        raise Refused(TOTALS_OPEN)
    if expected is not None and any(figures[name] != count for name, count in expected.items()):
        raise Conflict(DIFFERS)


def _counts(batch: ImportBatch, seen: Preview) -> list[dict[str, Any]]:
    """Per group how many were asked and how many said yes: figures, no families."""
    names = {str(pk): name for pk, name in _villages(batch)}
    rows = [
        {"village": names.get(village, ""), "group": group, "asked": count.asked, "yes": count.yes}
        for (village, group), count in seen.result.counts.items()
    ]
    return sorted(rows, key=lambda row: (row["village"], group_number(row["group"]) or MOST_GROUPS + 1, row["group"]))


def _villages(batch: ImportBatch) -> list[tuple[Any, str]]:
    return list(
        Region.objects.filter(children__in=groups_under(batch.region.path)).values_list("pk", "name").distinct()
    )


def _record_totals(batch: ImportBatch, seen: Preview, by: Actor) -> None:
    groups = {(str(group.parent_id), group.name): group for group in groups_under(batch.region.path)}
    totals = {groups[key]: count.asked for key, count in seen.result.counts.items() if key in groups}
    record_household_totals(totals, as_of=timezone.localdate(), by=by)


@transaction.atomic
def discard_import(batch: ImportBatch, *, by: Actor) -> ImportBatch:
    """Give a batch up: its file is destroyed."""
    ImportUpload.objects.filter(batch=batch).delete()
    return advance(batch, IMPORT["discard"], by=by)
