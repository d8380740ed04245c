"""Where the pages of a long table break, reckoned before it is set: so it can be set in parts, in little memory."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from anjia.documents.papers import Cell, Column
from anjia.documents.text import plain, width

POINT = 25.4 / 72  # mm
INSET = 1.5  # mm left and right of a cell's text
LINE = 1.35  # em from one line of a cell to the next
_RUN = re.compile(r"[!-~]{8,}")


@dataclass(frozen=True)
class Sheet:
    """The measures of a table's pages, in mm; `first` and `other` are the heights left for rows."""

    widths: tuple[float, ...]
    row: float
    size: float
    first: float
    other: float


@dataclass(frozen=True)
class Page:
    """The rows of one page, cell by cell, and their heights in mm."""

    rows: list[list[str]]
    heights: list[float]
    room: float


def column_widths(columns: Sequence[Column], total: float) -> tuple[float, ...]:
    """The columns' widths in mm, from their shares."""
    shares = sum(column.share for column in columns)
    return tuple(round(total * column.share / shares, 3) for column in columns)


def breakable(text: str) -> str:
    """The text, with places to break between the letters of long runs."""
    return _RUN.sub(lambda run: "\u200b".join(run[0]), text)


def lines_of(text: str, available: float) -> int:
    """How many lines a text needs in a column `available` em wide (never too few)."""
    needed = width(text)
    if needed <= available:
        return 1
    return math.ceil(needed / max(available - 1.5, 1))


def fitted(row: Sequence[Cell], sheet: Sheet) -> tuple[list[str], float]:
    """The row's cells as text, and its height in mm: the least one, or what its fullest cell needs."""
    em = sheet.size * POINT
    cells = [plain(cell) for cell in row]
    most = 1
    for index, room in enumerate(sheet.widths):
        lines = lines_of(cells[index], (room - 2 * INSET) / em)
        if lines > 1:
            cells[index] = breakable(cells[index])
            most = max(most, lines)
    return cells, sheet.row if most == 1 else round(max(sheet.row, (most * LINE + 0.6) * em), 3)


def pages_of(rows: Sequence[Sequence[Cell]], sheet: Sheet) -> Iterator[Page]:
    """The rows, page by page. Without rows there is one empty page."""
    page = Page([], [], sheet.first)
    for row in rows:
        cells, height = fitted(row, sheet)
        if page.rows and height > page.room + 0.01:
            yield page
            page = Page([], [], sheet.other)
        page.rows.append(cells)
        page.heights.append(height)
        page = Page(page.rows, page.heights, page.room - height)
    yield page
