"""An import batch seen as the roster library sees it: its workbook, its context, what it would change."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import polars as pl
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.households.models import Household, ImportBatch, RosterMapping
from anjia.households.roster import (
    Candidate,
    Code,
    Context,
    Field,
    Issue,
    RosterResult,
    Workbook,
    compare,
    examine,
    find_headers,
    read_workbook,
)
from anjia.households.search import phone_index, sealed_phones, tokens_of
from anjia.kernel.exceptions import Conflict
from anjia.kernel.scope import under
from anjia.regions.models import Region
from anjia.regions.queries import groups_under, villages_under

EXISTING = {
    "household_id": pl.String,
    "version": pl.Int64,
    "village_id": pl.String,
    "group": pl.String,
    "head_name": pl.String,
    "birth": pl.String,
    "size": pl.Int32,
    "address": pl.String,
    "phone": pl.String,
    "residence": pl.String,
}


@dataclass(frozen=True)
class Preview:
    """What confirming would do. `compared` are the accepted rows with status and changed fields."""

    workbook: Workbook
    result: RosterResult
    compared: pl.DataFrame
    candidates: tuple[Candidate, ...] = ()

    @property
    def issues(self) -> tuple[Issue, ...]:
        """The library's findings, rows that fit more than one family, and months of birth that are kept."""
        unclear = pl.col("status") == "unclear"
        return (
            *self.result.issues,
            *self._found(unclear, "head_name", Field.HEAD, Code.AMBIGUOUS_MATCH),
            *self._found(pl.col("birth_differs").is_not_null(), "birth_differs", Field.BIRTH, Code.BIRTH_DIFFERS),
        )

    def _found(self, rows: pl.Expr, value: str, field: Field, code: Code) -> list[Issue]:
        found = self.compared.filter(rows).select("sheet", "row", value)
        return [
            Issue(sheet, row, self.result.headers[sheet].column_of(field), written, code)
            for sheet, row, written in found.iter_rows()
        ]

    @property
    def figures(self) -> dict[str, int]:
        by_status = dict(self.compared.group_by("status").len().iter_rows())
        counts = self.result.counts.values()
        return {
            "new": by_status.get("new", 0),
            "update": by_status.get("update", 0),
            "same": by_status.get("same", 0),
            "wrong": self.result.rejected + by_status.get("unclear", 0),
            "asked": sum(count.asked for count in counts),
            "declined": sum(count.no_or_blank for count in counts),
        }


def content_of(batch: ImportBatch) -> tuple[bytes, str]:
    """The uploaded file. Raises Conflict once it is destroyed."""
    upload = getattr(batch, "upload", None)
    if upload is None:
        raise Conflict(_("原文件已经销毁，不能再打开。需要时请重新上传。"))
    return base64.b64decode(upload.content), upload.name


def workbook_of(batch: ImportBatch) -> Workbook:
    return read_workbook(*content_of(batch))


def columns_of(batch: ImportBatch, workbook: Workbook) -> dict[str, Mapping[str, str]]:
    """The columns the user chose for this batch, else those remembered for the same headers."""
    headers = find_headers(workbook)
    known = RosterMapping.objects.filter(header_key__in={header.fingerprint for header in headers.values()})
    return {**dict(known.values_list("header_key", "columns")), **batch.columns}


def preview_of(batch: ImportBatch) -> Preview:
    """Read, validate and compare; writes nothing."""
    workbook = workbook_of(batch)
    return preview(workbook, columns_of(batch, workbook), context_of(batch), batch.region.path)


def preview(workbook: Workbook, columns: Mapping[str, Any], context: Context, path: str) -> Preview:
    result = examine(workbook, columns, context)
    return Preview(workbook, result, compared(result.rows, existing_under(path)), context.candidates)


def compared(rows: pl.DataFrame, existing: pl.DataFrame) -> pl.DataFrame:
    """The rows against the registry; phones are compared by their keyed digest."""
    return compare(keyed(rows), existing)


def keyed(rows: pl.DataFrame) -> pl.DataFrame:
    """`phone` becomes the keyed digest that the registry can compare, `phone_plain` the number."""
    if "phone_plain" in rows.columns:
        return rows
    digests = [phone_index(phone) if phone else None for phone in rows["phone"].to_list()]
    return rows.with_columns(pl.col("phone").alias("phone_plain"), pl.Series("phone", digests, dtype=pl.String))


def sealed(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with `phone_sealed` and `search_tokens` as the registry stores them; needs no database."""
    if "phone_sealed" in rows.columns:
        return rows
    rows = keyed(rows)
    phones = rows["phone_plain"].to_list()
    return rows.with_columns(
        pl.Series("phone_sealed", sealed_phones(phones), dtype=pl.String),
        pl.Series("search_tokens", list(map(tokens_of, rows["head_name"].to_list(), phones)), dtype=pl.String),
    )


def context_of(batch: ImportBatch) -> Context:
    """The villages of the batch's place with their groups, and what the user has settled."""
    settled = batch.settled
    day = timezone.localdate(batch.confirmed_at) if batch.confirmed_at else timezone.localdate()
    return context_for(batch.region, day, settled)


def context_for(region: Region, today: date, settled: Mapping[str, Any]) -> Context:
    villages = villages_under(region.path)
    groups: dict[str, set[str]] = {}
    for village, name in groups_under(region.path).order_by().values_list("parent_id", "name"):
        groups.setdefault(str(village), set()).add(name)
    return Context(
        today=today,
        candidates=tuple(
            Candidate(str(pk), code, name, path)
            for pk, code, name, path in villages.values_list("pk", "code", "name", "path")
        ),
        groups={village: frozenset(names) for village, names in groups.items()},
        ticked={village: frozenset(names) for village, names in settled.get("ticked", {}).items()},
        villages=settled.get("villages", {}),
        dropped=frozenset((sheet, row) for sheet, row in settled.get("dropped", [])),
        distinct=frozenset((sheet, row) for sheet, row in settled.get("distinct", [])),
    )


def existing_under(path: str) -> pl.DataFrame:
    """The registry's families at or below a place, as `roster.compare` wants them."""
    rows = Household.objects.filter(under("region__path", path), is_active=True).order_by().values_list(
        "pk", "version", "region__parent_id", "region__name", "head_name", "head_birth", "household_size",
        "address", "phone_index", "residence_type",
    )  # fmt: skip
    plain = [(str(pk), version, str(village), *rest) for pk, version, village, *rest in rows.iterator(chunk_size=5000)]
    frame = pl.DataFrame(plain, schema=EXISTING, orient="row")
    return frame.with_columns(
        pl.when(pl.col(name) != "").then(pl.col(name)).alias(name) for name in ("birth", "address", "phone")
    )


def group_ids(path: str) -> dict[tuple[str, str], UUID]:
    """(village id, group label) to the group's id."""
    rows = groups_under(path).order_by().values_list("parent_id", "name", "pk")
    return {(str(village), name): pk for village, name, pk in rows}
