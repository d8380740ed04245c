"""The whole examination of a workbook, in one pass over all of its sheets."""

from collections.abc import Mapping

import polars as pl

from anjia.households.roster import findings
from anjia.households.roster.duplicates import cluster
from anjia.households.roster.fields import REQUIRED, Field
from anjia.households.roster.header import Header, Saved, find_headers
from anjia.households.roster.issues import Code, Issue
from anjia.households.roster.normalise import normalise
from anjia.households.roster.raw import extract
from anjia.households.roster.result import Context, Counts, Duplicates, RosterResult, UnknownGroup
from anjia.households.roster.totals import check_totals
from anjia.households.roster.villages import propose_villages, with_villages
from anjia.households.roster.workbook import Workbook

ROW_COLUMNS = (
    "sheet",
    "row",
    "village_id",
    "group",
    "head_name",
    "birth",
    "size",
    "address",
    "phone",
    "residence",
    "publishes",
)


def examine(workbook: Workbook, mapping: Saved | None, context: Context) -> RosterResult:
    """Validated rows, proposals and issues. `mapping` is what `header.mapping_of` gave, as the user left it.

    Rows answered 否 or left blank add to `counts` and are gone (F5); 是 against 否 counts as 否 until settled.
    """
    headers = find_headers(workbook, mapping)
    issues = _sheet_issues(workbook, headers)
    usable = {name: header for name, header in headers.items() if not _missing(header)}
    raw = extract(workbook, usable)
    names = [sheet.name for sheet in workbook.sheets]
    frame = normalise(raw.frame, context.today)
    issues += check_totals(raw.totals, frame, names, usable)
    frame = _without_dropped(frame, names, context)
    villages = propose_villages(frame, workbook, usable, context.candidates, context.villages)
    frame = _with_groups(with_villages(frame, workbook, villages), context)
    frame = _with_duplicates(frame, names, context)
    counts, unknown = _counts(frame), _unknown(frame)
    willing = frame.filter(findings.WILLING | pl.col("joins_code").is_not_null())
    pairs = _duplicates(frame, names)
    found, faulty = findings.collect(willing, names, usable)
    accepted = willing.filter(findings.WILLING & ~faulty)
    return RosterResult(
        headers=headers,
        villages=tuple(villages),
        unknown_groups=unknown,
        duplicates=pairs,
        counts=counts,
        rows=_rows(accepted, names),
        rejected=willing.height - accepted.height,
        changes=findings.changes(accepted, names),
        issues=(*issues, *found),
    )


def _missing(header: Header) -> list[Field]:
    return [field for field in REQUIRED if field not in header.columns]


def _sheet_issues(workbook: Workbook, headers: Mapping[str, Header]) -> list[Issue]:
    issues = [Issue(name, 0, None, "", Code.HIDDEN_SHEET) for name in workbook.hidden]
    for sheet in workbook.sheets:
        header = headers.get(sheet.name)
        if header is None and sheet.rows:
            issues.append(Issue(sheet.name, 0, None, "", Code.NO_HEADER))
        elif header and (missing := _missing(header)):
            labels = "、".join(findings.label(field) for field in missing)
            issues.append(Issue(sheet.name, header.first + 1, None, labels, Code.NO_REQUIRED_COLUMN))
    return issues


def _without_dropped(frame: pl.DataFrame, names: list[str], context: Context) -> pl.DataFrame:
    if not context.dropped:
        return frame
    return frame.join(_keys(context.dropped, names), on=["sheet", "row"], how="anti", maintain_order="left")


def _keys(keys: frozenset[tuple[str, int]], names: list[str]) -> pl.DataFrame:
    known = [(names.index(sheet), row) for sheet, row in keys if sheet in names]
    return pl.DataFrame(known, schema={"sheet": pl.Int32, "row": pl.Int32}, orient="row")


def _with_groups(frame: pl.DataFrame, context: Context) -> pl.DataFrame:
    """Adds `group_known`: registered in its village, or ticked to be made."""
    known = [
        (village, label)
        for table in (context.groups, context.ticked)
        for village, labels in table.items()
        for label in labels
    ]
    schema = {"village_id": pl.String, "group": pl.String}
    table = pl.DataFrame(known, schema=schema, orient="row").unique().with_columns(pl.lit(True).alias("group_known"))
    joined = frame.join(table, on=["village_id", "group"], how="left", maintain_order="left")
    return joined.with_columns(pl.col("group_known").fill_null(False))


def _with_duplicates(frame: pl.DataFrame, names: list[str], context: Context) -> pl.DataFrame:
    """Adds `first` (the cluster) and `opposed` (someone of the cluster said 否 or nothing while this row says 是)."""
    frame = frame.with_row_index("at").with_columns(cluster(frame).alias("first"))
    if context.distinct:
        alone = _keys(context.distinct, names).with_columns(pl.lit(True).alias("alone"))
        frame = frame.join(alone, on=["sheet", "row"], how="left", maintain_order="left").with_columns(
            pl.when(pl.col("alone")).then(pl.col("at")).otherwise(pl.col("first")).alias("first")
        )
    yes = pl.col("joins").fill_null(False)
    refused = (~pl.col("joins")).fill_null(False).any().over("first")
    marked = frame.with_columns((pl.len().over("first") > 1).alias("repeated"), (yes & refused).alias("opposed"))
    return marked.join(_mates(marked), on="at", how="left", maintain_order="left")


def _mates(marked: pl.DataFrame) -> pl.DataFrame:
    """For each repeated row the numbers of the other rows of its cluster, as text."""
    repeated = marked.filter(pl.col("repeated")).select("at", "first", "row")
    rows: dict[int, list[tuple[int, int]]] = {}
    for at, first, row in repeated.iter_rows():
        rows.setdefault(first, []).append((at, row))
    told = [
        (at, "、".join(str(row) for other, row in members if other != at))
        for members in rows.values()
        for at, _row in members
    ]
    return pl.DataFrame(told, schema={"at": pl.UInt32, "mates": pl.String}, orient="row")


def _counts(frame: pl.DataFrame) -> dict[tuple[str, str], Counts]:
    said_yes = pl.col("joins").fill_null(False) & ~pl.col("opposed")
    table = (
        frame.filter(pl.col("group_known"))
        .group_by("village_id", "group", maintain_order=True)
        .agg(pl.len().alias("asked"), said_yes.sum().alias("yes"))
    )
    return {(village, group): Counts(asked, yes, asked - yes) for village, group, asked, yes in table.iter_rows()}


def _unknown(frame: pl.DataFrame) -> tuple[UnknownGroup, ...]:
    open_ = frame.filter(~pl.col("group_known") & pl.col("village_id").is_not_null() & pl.col("group").is_not_null())
    table = open_.group_by("village_id", "group", maintain_order=True).len()
    return tuple(UnknownGroup(*row) for row in table.iter_rows())


def _duplicates(frame: pl.DataFrame, names: list[str]) -> tuple[Duplicates, ...]:
    """Clusters in which someone says yes: row numbers only, so that the user can settle them in their own file."""
    repeated = frame.filter(pl.col("repeated") & pl.col("joins").fill_null(False).any().over("first"))
    table = repeated.group_by("first", maintain_order=True).agg("sheet", "row", pl.col("opposed").any())
    return tuple(
        Duplicates(names[sheets[0]], tuple((names[s], r) for s, r in zip(sheets, rows, strict=True)), opposed)
        for _first, sheets, rows, opposed in table.iter_rows()
    )


def _rows(accepted: pl.DataFrame, names: list[str]) -> pl.DataFrame:
    rows = accepted.with_columns(pl.col("publishes").fill_null(False)).select(ROW_COLUMNS)
    titles = pl.Series(names, dtype=pl.String)
    return rows.with_columns(titles.gather(rows["sheet"]).alias("sheet"))
