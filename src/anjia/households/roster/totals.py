"""What the roster says its total is, against its rows."""

import re
from collections.abc import Mapping, Sequence

import polars as pl

from anjia.households.roster.fields import Field
from anjia.households.roster.header import Header
from anjia.households.roster.issues import Code, Issue
from anjia.households.roster.raw import TotalRow

_FAMILIES = re.compile(r"(\d+)\s*户")
_PERSONS = re.compile(r"(\d+)\s*[人口]")
_NUMBER = re.compile(r"\d+")


def check_totals(
    totals: Sequence[TotalRow], frame: pl.DataFrame, names: Sequence[str], headers: Mapping[str, Header]
) -> list[Issue]:
    """A warning for every total row that differs from the rows since the total before it, or from the whole sheet."""
    issues = []
    start: dict[str, int] = {}
    for total in totals:
        rows = frame.filter((pl.col("sheet") == names.index(total.sheet)) & (pl.col("row") < total.row))
        since = rows.filter(pl.col("row") > start.get(total.sheet, 0))
        start[total.sheet] = total.row
        for code, declared, column in _declared(total, headers[total.sheet]):
            counts = {_counted(code, part) for part in (rows, since)}
            if declared not in counts and None not in counts:
                params = (("declared", str(declared)), ("counted", str(_counted(code, since))))
                issues.append(Issue(total.sheet, total.row, column, total.cells[column], code, params))
    return issues


def _declared(total: TotalRow, header: Header) -> list[tuple[Code, int, int]]:
    found = []
    head, size = header.column_of(Field.HEAD), header.column_of(Field.SIZE)
    for code, pattern, home in ((Code.TOTAL_ROWS, _FAMILIES, head), (Code.TOTAL_PERSONS, _PERSONS, size)):
        for column, text in enumerate(total.cells):
            match = pattern.search(text)
            if match:
                found.append((code, int(match[1]), column))
                break
        else:
            if home is not None and _NUMBER.fullmatch(total.cells[home].strip()):
                found.append((code, int(total.cells[home]), home))
    return found


def _counted(code: Code, rows: pl.DataFrame) -> int | None:
    """Families, or persons when every row's number could be read."""
    if code is Code.TOTAL_ROWS:
        return rows.height
    return None if rows["size"].null_count() else int(rows["size"].sum())
