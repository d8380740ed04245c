"""Paper sheets as they are typed in: a line of digits each, or a row of an Excel table; errors by row and column."""

import io
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from anjia.documents.enums import MediaType
from anjia.documents.papers import Cell, Column, Roster
from anjia.documents.render import render_roster_xlsx
from anjia.documents.sniffing import media_type_of
from anjia.kernel.exceptions import Refused
from anjia.services.surveys.enums import NO_ANSWER
from anjia.services.surveys.models import Survey, SurveyQuestion

MOST_SHEETS, MOST_BYTES, MOST_ERRORS = 500, 2 * 1024 * 1024, 20
ROOM = 60
"""Empty rows of the table that is handed out: a class."""
Sheet = tuple[int, ...]


class Unreadable(Refused):
    """What cannot be read, each with its row and column."""

    def __init__(self, errors: Sequence[str]):
        super().__init__(_("有 %(n)d 处读不出来，一份也没有录入。") % {"n": len(errors)})
        self.errors = list(errors[:MOST_ERRORS])


def typed(text: str, questions: Sequence[SurveyQuestion]) -> list[Sheet]:
    """A line a sheet, a digit a question, with or without spaces. Raises Unreadable."""
    lines = [(number, line.split()) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    return _read(((number, parts if len(parts) > 1 else list(parts[0])) for number, parts in lines), questions)


def from_excel(data: bytes, questions: Sequence[SurveyQuestion]) -> list[Sheet]:
    """A row a sheet, below the head of the table that was handed out; an empty row is none. Raises Refused."""
    if len(data) > MOST_BYTES or media_type_of(data) != MediaType.XLSX:
        raise Refused(_("请上传填好的 .xlsx 表，不超过 2 MB。"))
    try:
        rows = CalamineWorkbook.from_object(io.BytesIO(data)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, ValueError, OSError) as error:
        raise Refused(_("这个表打不开，请另存为 .xlsx 再上传。")) from error
    filled = ((number, [_plain(cell) for cell in row[1:]]) for number, row in enumerate(rows, start=1) if number > 3)
    return _read(((number, cells) for number, cells in filled if any(cells)), questions)


def _plain(cell: object) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell or "").strip()


def _read(rows: Iterable[tuple[int, list[str]]], questions: Sequence[SurveyQuestion]) -> list[Sheet]:
    found, errors = [], []
    for number, cells in rows:
        sheet, wrong = _one(number, cells, questions)
        errors += wrong
        found.append(sheet)
    if errors:
        raise Unreadable(errors)
    if len(found) > MOST_SHEETS:
        raise Refused(_("一次最多录入 %(n)d 份，请分几次。") % {"n": MOST_SHEETS})
    return found


def _one(number: int, cells: list[str], questions: Sequence[SurveyQuestion]) -> tuple[Sheet, list[str]]:
    given = cells[: len(questions)] if not any(cells[len(questions) :]) else cells
    if len(given) != len(questions):
        said = {"row": number, "n": len(given), "most": len(questions)}
        return (), [_("第 %(row)d 行：有 %(n)d 个答案，应有 %(most)d 个。") % said]
    sheet, errors = [], []
    for place, (cell, question) in enumerate(zip(given, questions, strict=True), start=1):
        choice = int(cell) if cell.isascii() and cell.isdigit() and len(cell) < 4 else None
        if cell and choice not in dict(question.choices):
            where = {"row": number, "place": place, "cell": cell[:10]}
            errors.append(_("第 %(row)d 行第 %(place)d 题：没有“%(cell)s”这个选项。") % where)
        sheet.append(NO_ANSWER if choice is None else choice)
    return tuple(sheet), errors


def template(survey: Survey, questions: Sequence[SurveyQuestion]) -> bytes:
    """The Excel table to type into: a column a question; the numbers of its answers stand in its head."""
    columns = [Column("份", 1)]
    for place, question in enumerate(questions, start=1):
        told = "　".join(f"{number} {words}" for number, words in question.choices)
        columns.append(Column(f"{place}. {question.words}（{told}）", 3))
    rows: list[list[Cell]] = [[number, *[""] * len(questions)] for number in range(1, ROOM + 1)]
    subtitle = "一行一份，只填选项的数字；没有答的填 0 或空着。不写名字、学号、班级。"
    return render_roster_xlsx(
        Roster(title=survey.title, subtitle=subtitle, columns=tuple(columns), rows=rows, landscape=True)
    )
