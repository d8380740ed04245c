"""A roster as Excel: written row by row in little memory, ready to print, and never a formula in it."""

import math
from dataclasses import replace
from io import BytesIO
from typing import Any

import xlsxwriter

from anjia.documents.papers import Cell, Roster
from anjia.documents.text import plain, width
from anjia.kernel.context import rehearsing

FORMULA_SIGNS = frozenset("=+-@\t\r＝＋－＠")
_CHARACTERS = {False: 92, True: 138}
"""Widths of an A4 page, upright and lying, in Excel's characters."""
_A4 = 9


def harmless(text: str) -> str:
    """The text, marked as text where a spreadsheet would take it for a formula (also after it is saved as CSV).

    >>> harmless("=1+1")
    "'=1+1"
    """
    return f"'{text}" if text[:1] in FORMULA_SIGNS else text


def render_roster_xlsx(roster: Roster) -> bytes:
    """The roster as .xlsx: title, head frozen and printed on every page, widths, A4."""
    out = BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    if rehearsing.get() and "演练" not in roster.title:
        roster = replace(roster, title=f"{roster.title}（演练 · 不作数）")
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": plain(roster.title)})
        sheet = book.add_worksheet("名册")
        _set_up(sheet, roster)
        _write_head(book, sheet, roster)
        _write_rows(book, sheet, roster)
    return out.getvalue()


def _set_up(sheet: Any, roster: Roster) -> None:
    shares = sum(column.share for column in roster.columns)
    for index, column in enumerate(roster.columns):
        sheet.set_column(index, index, max(6, _CHARACTERS[roster.landscape] * column.share / shares))
    sheet.freeze_panes(3, 0)
    sheet.repeat_rows(0, 2)
    sheet.set_paper(_A4)
    if roster.landscape:
        sheet.set_landscape()
    sheet.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.7)
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.set_footer(_footer(roster.foot))


def _footer(more: str) -> str:
    """Page x of y, and below it what the roster wants there; Excel takes 255 characters and reads & as a sign."""
    below = plain(more).replace("&", "&&")[:200]
    return "&C第 &P 页　共 &N 页" + (f"\n&8{below}" if below else "")


def _write_head(book: Any, sheet: Any, roster: Roster) -> None:
    last = len(roster.columns) - 1
    centred = {"align": "center", "valign": "vcenter"}
    title = book.add_format({**centred, "bold": True, "font_size": 16, "font_name": "宋体"})
    note = book.add_format({**centred, "font_size": 10, "font_name": "宋体", "text_wrap": True})
    head = book.add_format({**centred, "bold": True, "border": 1, "text_wrap": True, "font_name": "黑体"})
    for row, (text, look, height) in enumerate(((roster.title, title, 30), (roster.subtitle, note, _height(roster)))):
        sheet.set_row(row, height)
        sheet.write_string(row, 0, harmless(plain(text)), look)
        if last:
            sheet.merge_range(row, 0, row, last, harmless(plain(text)), look)
    sheet.set_row(2, 22)
    for index, column in enumerate(roster.columns):
        sheet.write_string(2, index, harmless(plain(column.label)), head)


def _height(roster: Roster) -> int:
    """Of the line below the title: it wraps where it is longer than the page is wide."""
    return 15 * math.ceil(width(roster.subtitle) * 2 / _CHARACTERS[roster.landscape]) + 3


def _write_rows(book: Any, sheet: Any, roster: Roster) -> None:
    looks = [
        book.add_format({"align": c.align, "valign": "vcenter", "border": 1, "text_wrap": True, "font_name": "宋体"})
        for c in roster.columns
    ]
    row = 2
    for row, cells in enumerate(roster.rows, start=3):
        for index, cell in enumerate(cells):
            _write_cell(sheet, row, index, cell, looks[index])
    for offset, label in enumerate(roster.signatures):
        sheet.write_string(row + 2 + offset, 0, harmless(plain(label)) + "：")


def _write_cell(sheet: Any, row: int, index: int, cell: Cell, look: Any) -> None:
    if isinstance(cell, int):
        sheet.write_number(row, index, cell, look)
    else:
        sheet.write_string(row, index, harmless(plain(cell)), look)
