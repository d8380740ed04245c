"""Finding the header of a real roster: title rows, merged and two-row headers, totals and signatures at the end."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from anjia.households.roster.fields import ROSTER, Vocabulary, clean_label
from anjia.households.roster.workbook import Cell, Sheet, Workbook

SEARCHED_ROWS = 40
MAX_DEPTH = 3
MIN_FIELDS = 3
NOT_HOUSEHOLDS = re.compile("成员(?!人?数)|子女|配偶")
_TOTAL = re.compile(r"(?:本?[村组页]|全[村镇组]|总|社区)?(?:合计|总计|小计|共计|累计|总户数)(?:户数|人数)?")
_SIGNATURE = re.compile(
    r"\s*(?:填[表报]人|填[表报]单位|填[表报]日期|填[表报]时间|制表|审核|复核|负责人|经办人|单位负责人|主管领导|村主任|"
    r"(?:村|社区|街道|镇|乡|单位)?[（(]?(?:盖章|公章|签字|签章)|注\d*|说明|备注|联系人)[^:：]{0,12}[:：]"
)

Saved = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Header:
    """Where a sheet's columns are. `columns` holds the field of each column, None for 不导入."""

    sheet: str
    first: int
    depth: int
    labels: tuple[str, ...]
    columns: tuple[StrEnum | None, ...]
    title: str
    fingerprint: str

    @property
    def body(self) -> int:
        return self.first + self.depth

    @property
    def left_out(self) -> tuple[str, ...]:
        return tuple(label for label, field in zip(self.labels, self.columns, strict=True) if label and not field)

    def column_of(self, field: StrEnum) -> int | None:
        return self.columns.index(field) if field in self.columns else None


def find_headers(workbook: Workbook, saved: Saved | None = None, words: Vocabulary = ROSTER) -> dict[str, Header]:
    """Sheet name to its header, for the sheets that have one. A saved mapping wins for the same header."""
    found = {}
    for sheet in workbook.sheets:
        header = find_header(sheet, words)
        if header:
            found[sheet.name] = _with_saved(header, saved or {}, words)
    return found


def find_header(sheet: Sheet, words: Vocabulary = ROSTER) -> Header | None:
    best: tuple[tuple[int, int], int, int, list[str]] | None = None
    for first in range(min(SEARCHED_ROWS, len(sheet.rows))):
        for depth in range(1, min(MAX_DEPTH, len(sheet.rows) - first) + 1):
            labels = _labels(sheet.rows[first : first + depth])
            known = len({field for field in _fields(labels, words) if field})
            score = (known, -depth)
            if known >= MIN_FIELDS and (best is None or score > best[0]):
                best = (score, first, depth, labels)
        if best and first >= best[1] + MAX_DEPTH:
            break
    return None if best is None else _header(sheet, words, *best[1:])


def _header(sheet: Sheet, words: Vocabulary, first: int, depth: int, labels: list[str]) -> Header:
    title = "\n".join(str(cell) for row in sheet.rows[:first] for cell in row if cell != "")
    bare = "|".join(clean_label(label) for label in labels)
    fingerprint = hashlib.sha256(bare.encode()).hexdigest()[:24]
    return Header(sheet.name, first, depth, tuple(labels), _fields(labels, words), title, fingerprint)


def _labels(rows: Sequence[Sequence[Cell]]) -> list[str]:
    """One label a column: the lowest cell that is filled; a merged heading above covers the columns to its right."""
    labels = []
    spans = [_spread(row) if depth + 1 < len(rows) else list(row) for depth, row in enumerate(rows)]
    for column in range(len(rows[0])):
        own = next((str(row[column]).strip() for row in reversed(rows) if row[column] != ""), "")
        above = [str(span[column]) for span in spans[:-1] if span[column] != ""]
        foreign = own and any(NOT_HOUSEHOLDS.search(text) for text in above if text != own)
        labels.append(f"{above[0]}{own}" if foreign else own)
    return labels


def _spread(row: Sequence[Cell]) -> list[Cell]:
    spread, last = [], ""
    for cell in row:
        last = cell if cell != "" else last
        spread.append(last)
    return spread


def _fields(labels: Sequence[str], words: Vocabulary) -> tuple[StrEnum | None, ...]:
    taken: set[StrEnum] = set()
    fields: list[StrEnum | None] = []
    for label in labels:
        field = words.field_for(label) if label and not NOT_HOUSEHOLDS.search(label) else None
        fields.append(None if field in taken else field)
        if field:
            taken.add(field)
    return tuple(fields)


def _with_saved(header: Header, saved: Saved, words: Vocabulary) -> Header:
    choice = saved.get(header.fingerprint)
    if choice is None:
        return header
    return replace(header, columns=tuple(words.named(choice.get(str(at), "")) for at in range(len(header.labels))))


def mapping_of(headers: Mapping[str, Header]) -> dict[str, dict[str, str]]:
    """What to remember: header fingerprint to {column: field}; plain enough for a JSON field."""
    return {
        header.fingerprint: {str(i): field.value for i, field in enumerate(header.columns) if field}
        for header in headers.values()
    }


def is_total(text: str) -> bool:
    return ("计" in text or "总户数" in text) and bool(_TOTAL.fullmatch(clean_label(text)))


def is_signature(text: str) -> bool:
    return (":" in text or "：" in text) and bool(_SIGNATURE.match(text))
