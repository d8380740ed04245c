"""The columns of a list: its table, the choice of columns and every export of it come from this one definition."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from operator import attrgetter
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise

NOTHING = "—"
Reader = Callable[[Any], Any]


@dataclass(frozen=True)
class Column:
    """One column. `value` is a dotted path or a function of the row; it answers text, a number, a date, or several.

    `href`, `note` and `tone` (a chip's tone, empty for plain text) dress the cell on the page only; `part` is a
    template that draws it instead, given `row` and `cell`. `is_personal` says that the cells are about a person or a
    family. An essential column cannot be hidden; one that `starts_hidden` shows when it is chosen. `share` is its width
    on paper against the others'. What is masked in `value` is masked on paper too: there is no other way to it.
    """

    key: str
    label: str | Promise
    value: str | Reader
    order: str = ""
    href: Reader | None = None
    note: Reader | None = None
    tone: Reader | None = None
    part: str = ""
    is_personal: bool = False
    is_essential: bool = False
    is_figure: bool = False
    starts_hidden: bool = False
    share: float = 2

    def of(self, row: Any) -> Any:
        """The value for a row."""
        return attrgetter(self.value)(row) if isinstance(self.value, str) else self.value(row)


@dataclass(frozen=True)
class Cell:
    """One cell as the page draws it."""

    column: Column
    lines: tuple[str, ...]
    href: str = ""
    note: str = ""
    tone: str = ""

    @property
    def text(self) -> str:
        return "、".join(self.lines) or NOTHING


@dataclass(frozen=True)
class Line:
    """One row with its cells; `row` is what the list prepared."""

    row: Any
    cells: tuple[Cell, ...]


def line_of(row: Any, columns: Sequence[Column]) -> Line:
    """A row in its cells."""
    return Line(row, tuple(_cell(row, column) for column in columns))


def _cell(row: Any, column: Column) -> Cell:
    told = {name: str(reader(row) or "") for name in ("href", "note", "tone") if (reader := getattr(column, name))}
    return Cell(column, lines_of(column.of(row)), **told)


def lines_of(value: Any) -> tuple[str, ...]:
    """The value in words; several values are several lines, none is none."""
    if isinstance(value, list | tuple):
        return tuple(text for each in value for text in lines_of(each))
    text = words_of(value)
    return (text,) if text else ()


def words_of(value: Any) -> str:
    """One value in words: days as 2026-05-15, times with hour and minute."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{timezone.localtime(value) if timezone.is_aware(value) else value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    return str(value)


def paper_cell(row: Any, column: Column) -> str | int:
    """The value as a document takes it: whole numbers stay numbers, everything else is words."""
    value = column.of(row)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, Decimal) and value == value.to_integral_value():
        return int(value)
    return "、".join(lines_of(value)) or NOTHING


def chosen_columns(columns: Sequence[Column], wanted: Sequence[str] | None) -> tuple[Column, ...]:
    """Those to show: the essential ones always, the others as wanted, or as the list begins; in the list's order."""
    if wanted is None:
        return tuple(column for column in columns if not column.starts_hidden)
    return tuple(column for column in columns if column.is_essential or column.key in wanted)
