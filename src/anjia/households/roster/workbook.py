"""A workbook as it was read: values and the places of its formulas, nothing interpreted yet."""

from dataclasses import dataclass, field
from typing import Any

Cell = Any  # str, float, bool, date, datetime, time: what the reader gives
Place = tuple[int, int]  # zero-based row and column


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    rows: list[list[Cell]]
    formulas: frozenset[Place] = frozenset()
    starts_1904: bool = False


@dataclass(frozen=True, slots=True)
class Workbook:
    name: str
    sheets: tuple[Sheet, ...]
    hidden: tuple[str, ...] = field(default=())


def combine(workbooks: list[Workbook]) -> Workbook:
    """Many files as one, so that a town's village files are checked in one pass; sheets are named file/sheet."""
    sheets = tuple(
        Sheet(f"{book.name}/{sheet.name}", sheet.rows, sheet.formulas, sheet.starts_1904)
        for book in workbooks
        for sheet in book.sheets
    )
    return Workbook("", sheets, tuple(f"{b.name}/{name}" for b in workbooks for name in b.hidden))
