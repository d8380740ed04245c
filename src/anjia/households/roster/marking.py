"""The user's own file back: red cells, a comment for every finding and a 错误 column. What it holds stays as it is,
its formulas too; only the findings are added."""

import io
from collections import defaultdict
from collections.abc import Sequence

from django.utils.translation import gettext as _
from openpyxl import Workbook as NewWorkbook
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from anjia.households.roster.issues import Level, Told
from anjia.households.roster.workbook import Workbook

_RED = PatternFill("solid", fgColor="FFF4B6B0")
_AMBER = PatternFill("solid", fgColor="FFFBE3B5")
_BOLD = Font(bold=True, color="FFA3262A")


def mark_errors(data: bytes, workbook: Workbook, header_rows: dict[str, int], issues: Sequence[Told]) -> bytes:
    """`header_rows` gives the 1-based row in which each sheet's 错误 column is headed."""
    book = load_workbook(io.BytesIO(data)) if data.startswith(b"PK") else _rebuilt(workbook)
    by_sheet: dict[str, list[Told]] = defaultdict(list)
    for issue in issues:
        by_sheet[issue.sheet].append(issue)
    for name, found in by_sheet.items():
        if name in book.sheetnames:
            _mark_sheet(book[name], header_rows.get(name, 1), found)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _mark_sheet(sheet: Worksheet, header_row: int, issues: Sequence[Told]) -> None:
    column = sheet.max_column + 1
    heading = sheet.cell(header_row, column, _("错误"))
    heading.font = _BOLD
    sheet.column_dimensions[heading.column_letter].width = 60
    by_row: dict[int, list[Told]] = defaultdict(list)
    for issue in issues:
        if issue.row:
            by_row[issue.row].append(issue)
    for row, found in by_row.items():
        sheet.cell(row, column, "\n".join(f"{issue.message}{issue.fix}" for issue in found))
        for issue in found:
            _mark_cell(sheet, issue)


def _mark_cell(sheet: Worksheet, issue: Told) -> None:
    if issue.column is None:
        return
    cell = sheet.cell(issue.row, issue.column + 1)
    if not hasattr(cell, "fill") or type(cell).__name__ == "MergedCell":
        return
    cell.fill = _RED if issue.level is Level.ERROR else _AMBER
    before = f"{cell.comment.text}\n" if cell.comment else ""
    cell.comment = Comment(f"{before}{issue.message}{issue.fix}", _("安家"), width=320, height=110)


def _rebuilt(workbook: Workbook) -> NewWorkbook:
    """A text file as a workbook; every cell stays text, so that nothing in it can run."""
    book = NewWorkbook()
    book.remove(book.active)
    for sheet in workbook.sheets:
        page = book.create_sheet(sheet.name[:31])
        for row, values in enumerate(sheet.rows, 1):
            for column, value in enumerate(values, 1):
                cell = page.cell(row, column)
                cell.value = value
                cell.data_type = "s"
    return book
