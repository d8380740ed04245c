"""From code columns to issues, and what was read differently from what was written. Only rows that say yes."""

from collections.abc import Mapping, Sequence

import polars as pl

from anjia.households.roster.cases import first_case
from anjia.households.roster.fields import LABELS, Field
from anjia.households.roster.header import Header
from anjia.households.roster.issues import KINDS, Code, Issue, Level
from anjia.households.roster.raw import DATE, FORMULA, NUMBER

WILLING = pl.col("joins").fill_null(False)
ERRORS = [code.value for code, kind in KINDS.items() if kind.level is Level.ERROR]
SHOWN_CHANGES = (Field.GROUP, Field.HEAD, Field.BIRTH, Field.SIZE, Field.PHONE)
_CHECKED = (
    Field.VILLAGE,
    Field.GROUP,
    Field.HEAD,
    Field.BIRTH,
    Field.SIZE,
    Field.ADDRESS,
    Field.PHONE,
    Field.RESIDENCE,
    Field.PUBLISHES,
)
_VALUE_LENGTH = 80


def label(field: Field) -> str:
    return str(LABELS[field])


def collect(
    willing: pl.DataFrame, names: Sequence[str], headers: Mapping[str, Header]
) -> tuple[list[Issue], pl.Series]:
    """The issues of the rows in the file's order, and a mask of the rows that have an error."""
    coded = _coded(willing)
    faulty = coded.select(pl.any_horizontal(pl.col("^.*_code$").is_in(ERRORS).fill_null(False)))
    issues: list[Issue] = []
    for field in (*_CHECKED, Field.JOINS):
        issues += _issues(coded, field, f"{field.value}_code", names, headers)
    issues += _issues(coded, Field.HEAD, "cluster_code", names, headers)
    order = {name: index for index, name in enumerate(names)}
    issues.sort(key=lambda issue: (order[issue.sheet], issue.row, issue.column or 0))
    return issues, faulty.to_series()


def _coded(willing: pl.DataFrame) -> pl.DataFrame:
    """A row whose consent is unclear is told only that; the others get their village, group and cluster codes."""
    village = first_case(
        (pl.col("village_mismatch").fill_null(False), Code.VILLAGE_MISMATCH),
        (pl.col("village_id").is_null(), Code.VILLAGE_UNKNOWN),
    )
    unknown = ~pl.col("group_known") & pl.col("village_id").is_not_null() & pl.col("group").is_not_null()
    plain = pl.col("group_code").is_null() | (pl.col("group_code") == Code.GROUP_DIFFERS.value)
    first_yes = pl.col("at") == pl.col("at").filter(WILLING).min().over("first")
    cluster = first_case((pl.col("opposed"), Code.CONSENT_CONFLICT), (pl.col("repeated") & ~first_yes, Code.DUPLICATE))
    group = pl.when(unknown & plain).then(pl.lit(Code.GROUP_UNKNOWN.value)).otherwise("group_code")
    coded = willing.with_columns(
        village.alias("village_code"), group.alias("group_code"), cluster.alias("cluster_code")
    )
    silenced = [f"{field.value}_code" for field in _CHECKED] + ["cluster_code"]
    return coded.with_columns(pl.when(WILLING).then(pl.col(silenced)))


def _issues(
    coded: pl.DataFrame, field: Field, column: str, names: Sequence[str], headers: Mapping[str, Header]
) -> list[Issue]:
    own = coded.filter(pl.col(column).is_not_null())
    if own.is_empty():
        return []
    raw = [f"{name}_raw" for name in _sources(field)]
    rows = own.select("sheet", "row", column, "mates", *raw).iter_rows()
    return [
        _issue(names[sheet], row, Code(code), mates, values, field, headers[names[sheet]])
        for sheet, row, code, mates, *values in rows
    ]


def _sources(field: Field) -> tuple[Field, ...]:
    """Where the user wrote what the field was read from: a group may stand in the address."""
    extra = {Field.GROUP: (Field.ADDRESS,), Field.VILLAGE: (Field.CODE,)}
    return (field, *extra.get(field, ()))


def _issue(
    sheet: str, row: int, code: Code, mates: str, values: Sequence[str | None], field: Field, header: Header
) -> Issue:
    places = [header.column_of(source) for source in _sources(field)]
    written = [(place, shown_raw(value)) for place, value in zip(places, values, strict=True) if place is not None]
    column, value = next((pair for pair in written if pair[1]), written[0] if written else (None, ""))
    params = (("rows", mates),) if code in (Code.CONSENT_CONFLICT, Code.DUPLICATE) else ()
    return Issue(sheet, row, column, value[:_VALUE_LENGTH], code, params)


def shown_raw(raw: str | None) -> str:
    """A raw cell as the user sees it; a formula has no value of its own."""
    if not raw or raw == FORMULA:
        return ""
    if raw.startswith(NUMBER):
        return raw[1:].removesuffix(".0")
    return raw.removeprefix(DATE)


def changes(accepted: pl.DataFrame, names: Sequence[str]) -> pl.DataFrame:
    """sheet, row, field, before, after for the cells whose reading differs from their writing (三口 is 3)."""
    titles = pl.Series(list(names), dtype=pl.String)
    parts = []
    for field in SHOWN_CHANGES:
        before = pl.col(f"{field.value}_raw").str.replace(r"^[\x1d-\x1f]", "").str.replace(r"\.0$", "")
        after = pl.col(field.value).cast(pl.String)
        part = accepted.select(
            "sheet", "row", pl.lit(field.value).alias("field"), before.alias("before"), after.alias("after")
        )
        parts.append(part.filter(pl.col("before").is_not_null() & (pl.col("before") != pl.col("after"))))
    table = pl.concat(parts).sort("sheet", "row", maintain_order=True)
    return table.with_columns(titles.gather(table["sheet"]).alias("sheet"))
