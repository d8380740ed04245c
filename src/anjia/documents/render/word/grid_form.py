"""A form whose boxes touch, as Word: the same boxes as its PDF, to be filled in on a screen."""

import math
from collections.abc import Iterator

from anjia.documents.papers import GridCell, GridForm, GridRow
from anjia.documents.render.grid_forms import WIDTH
from anjia.documents.render.word.faces import BODY, FIRST, TITLE
from anjia.documents.render.word.package import Footer, packed
from anjia.documents.render.word.xml import JUSTIFY, field, paragraph, run, table_opening, twips
from anjia.documents.text import plain, width

SIZE = 10.5
LINE = 300
EDGES = {"top": 16, "right": 18, "bottom": 15, "left": 18}
BESIDE = 3
"""What a box keeps free at its sides, in mm."""


def render_grid_form_docx(form: GridForm) -> bytes:
    """The form as .docx, A4 upright."""
    return packed(_document(form), footers=[Footer("foot", _foot())], title=plain(form.title))


def _foot() -> str:
    number, total = field("PAGE", size=9), field("NUMPAGES", size=9)
    return paragraph(run("第 ", size=9) + number + run(" 页　共 ", size=9) + total + run(" 页", size=9), align="center")


def _document(form: GridForm) -> Iterator[str]:
    yield paragraph(run(form.label, font=FIRST, size=SIZE), line=LINE)
    yield paragraph(run(form.title, font=TITLE, size=18), line=520, align="center")
    if form.subtitle:
        yield paragraph(run(form.subtitle, size=SIZE), line=LINE + 60, align="center")
    yield from _grid(form)
    yield paragraph(line=120)
    if form.signed:
        yield paragraph(run(form.signed, size=SIZE), line=LINE + 100)
    for note in form.notes:
        yield paragraph(run(note, size=9), line=260)
    edges = " ".join(f'w:{side}="{twips(mm)}"' for side, mm in EDGES.items())
    yield (
        f'<w:sectPr><w:footerReference w:type="default" r:id="foot"/><w:pgSz w:w="{twips(210)}" w:h="{twips(297)}"/>'
        f'<w:pgMar {edges} w:header="400" w:footer="400" w:gutter="0"/></w:sectPr>'
    )


def _grid(form: GridForm) -> Iterator[str]:
    widths = [WIDTH * share / sum(form.shares) for share in form.shares]
    yield table_opening([twips(mm) for mm in widths])
    reaching: dict[int, tuple[int, int]] = {}
    for row in form.rows:
        yield f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{twips(row.height)}" w:hRule="atLeast"/></w:trPr>'
        yield from _row(row, widths, reaching)
        yield "</w:tr>"
    yield "</w:tbl>"


def _row(row: GridRow, widths: list[float], reaching: dict[int, tuple[int, int]]) -> Iterator[str]:
    """The boxes in order. `reaching` says by column which box above reaches down here: its columns and rows left."""
    cells, column = iter(row.cells), 0
    while column < len(widths):
        if column in reaching:
            across, left = reaching.pop(column)
            if left > 1:
                reaching[column] = (across, left - 1)
            yield _box(sum(widths[column : column + across]), across, "<w:vMerge/>", "<w:p/>", "center")
        else:
            cell = next(cells)
            across, mm = cell.across, sum(widths[column : column + cell.across])
            if cell.down > 1:
                reaching[column] = (across, cell.down - 1)
            merge = '<w:vMerge w:val="restart"/>' if cell.down > 1 else ""
            yield _box(mm, across, merge, _words(cell, mm, row.height), "top" if cell.foot else "center")
        column += across


def _box(mm: float, across: int, merge: str, words: str, stands: str) -> str:
    span = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{twips(mm)}" w:type="dxa"/>{span}{merge}<w:vAlign w:val="{stands}"/></w:tcPr>'
        f"{words}</w:tc>"
    )


def _words(cell: GridCell, mm: float, height: float) -> str:
    align = JUSTIFY["left" if cell.foot else cell.align]
    font = FIRST if cell.is_head else BODY
    said = [paragraph(run(line, font=font, size=SIZE), line=LINE, align=align) for line in cell.lines]
    if cell.foot:
        said += [paragraph(line=LINE)] * _free(cell, mm, height)
        said.append(paragraph(run(cell.foot, size=SIZE), line=LINE, align="right"))
    return "".join(said) or paragraph(line=LINE)


def _free(cell: GridCell, mm: float, height: float) -> int:
    """How many empty lines bring the foot to the bottom of the box."""
    in_a_line = (mm - BESIDE) / (SIZE * 25.4 / 72)
    used = sum(max(1, math.ceil(width(line) / in_a_line)) for line in cell.lines)
    return max(0, math.floor(twips(height) / LINE) - used - 1)
