"""From sheets to one frame of raw text: a row per family row, a column per field; totals and signatures set aside.

A cell keeps its kind in a first control character, because 1970.1 typed as text and as a number are not the same.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from anjia.households.roster.fields import ROSTER, Vocabulary
from anjia.households.roster.header import Header, is_signature, is_total
from anjia.households.roster.workbook import Cell, Sheet, Workbook

NUMBER = "\x1f"
DATE = "\x1e"
FORMULA = "\x1d"
REPLACEMENT = "\ufffd"
DAYS_1904 = 1462


@dataclass(frozen=True, slots=True)
class TotalRow:
    sheet: str
    row: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Raw:
    frame: pl.DataFrame
    totals: tuple[TotalRow, ...]


def extract(workbook: Workbook, headers: Mapping[str, Header], words: Vocabulary = ROSTER) -> Raw:
    """Columns `sheet` (index in the workbook), `row` (as the user counts) and one of text per field."""
    columns: dict[str, list] = {name: [] for name in ("sheet", "row", *words.labels)}
    totals: list[TotalRow] = []
    for index, sheet in enumerate(workbook.sheets):
        header = headers.get(sheet.name)
        if header:
            places = _family_rows(sheet, header, words, totals)
            columns["sheet"].extend([index] * len(places))
            columns["row"].extend([place + 1 for place in places])
            for field in words.labels:
                columns[field].extend(_texts(sheet, places, header.column_of(field)))
    schema = {"sheet": pl.Int32, "row": pl.Int32, **{field.value: pl.String for field in words.labels}}
    return Raw(pl.DataFrame(columns, schema=schema), tuple(totals))


def _family_rows(sheet: Sheet, header: Header, words: Vocabulary, totals: list[TotalRow]) -> list[int]:
    content = [i for i, field in enumerate(header.columns) if field in words.content]
    head = header.column_of(words.head)
    heading = header.labels[head] if head is not None else None
    formulas = {row for row, column in sheet.formulas if column in content}
    places = []
    for place in range(header.body, len(sheet.rows)):
        row = sheet.rows[place]
        apart = "" if type(row[0]) is float else _apart(row)
        if apart:
            if is_total(apart):
                totals.append(TotalRow(sheet.name, place + 1, tuple(shown(cell) for cell in row)))
            continue
        if head is not None and row[head] == heading:
            continue
        if any(not _is_blank(row[i]) for i in content) or place in formulas:
            places.append(place)
    return places


def _apart(row: Sequence[Cell]) -> str:
    """The first text of a row that is no family: a total or a signature line; else ""."""
    for cell in row:
        if cell != "":
            text = cell if type(cell) is str else ""
            return text if text and (is_total(text) or is_signature(text)) else ""
    return ""


def _is_blank(cell: Cell) -> bool:
    return type(cell) is str and not cell.strip()


def _texts(sheet: Sheet, places: Sequence[int], column: int | None) -> list[str | None]:
    if column is None:
        return [None] * len(places)
    rows = sheet.rows
    texts = [_text(rows[place][column]) for place in places]
    if sheet.starts_1904:
        texts = [_moved_1904(text) for text in texts]
    if sheet.formulas:
        marked = {row for row, at in sheet.formulas if at == column}
        texts = [FORMULA if place in marked else text for place, text in zip(places, texts, strict=True)]
    return texts


def _text(cell: Cell) -> str:
    if type(cell) is str:
        return cell if not cell or cell >= " " else REPLACEMENT + cell[1:] if cell.strip() else ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, int | float):
        return f"{NUMBER}{float(cell)!r}"
    if isinstance(cell, dt.date):
        return f"{DATE}{cell:%Y-%m-%d}"
    return str(cell)


def _moved_1904(text: str) -> str:
    """A bare serial of a workbook whose days are counted from 1904, as everyone else counts."""
    if len(text) == 8 and text.startswith(NUMBER) and text.endswith(".0"):
        return f"{NUMBER}{float(text[1:]) + DAYS_1904!r}"
    return text


def shown(cell: Cell) -> str:
    """A cell as the user sees it."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
