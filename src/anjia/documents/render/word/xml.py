"""The few pieces of WordprocessingML that the papers are made of. Measures: mm and points in, twips out."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from xml.sax.saxutils import escape

from anjia.documents.papers import Cell, Column
from anjia.documents.render.word.faces import BODY, FIRST, face
from anjia.documents.text import plain

TWIPS = 1440 / 25.4
JUSTIFY = {"left": "left", "center": "center", "right": "right"}


def twips(mm: float) -> int:
    return round(mm * TWIPS)


def _look(font: str = "", size: float = 0, colour: str = "") -> str:
    properties = face(font) if font else ""
    properties += f'<w:color w:val="{colour}"/>' if colour else ""
    properties += f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>' if size else ""
    return f"<w:rPr>{properties}</w:rPr>"


def run(text: str, *, font: str = "", size: float = 0, colour: str = "") -> str:
    """A stretch of text; `size` in points."""
    return f'<w:r>{_look(font, size, colour)}<w:t xml:space="preserve">{escape(plain(text, strip=False))}</w:t></w:r>'


def paragraph(content: str = "", *, properties: str = "", line: int = 0, align: str = "") -> str:
    """A paragraph with an exact line pitch in twips. `properties` are those that stand before the spacing in the
    schema's order and, after a bar, the indent."""
    spacing = f'<w:spacing w:before="0" w:after="0" w:line="{line}" w:lineRule="exact"/>' if line else ""
    justify = f'<w:jc w:val="{align}"/>' if align else ""
    before, _, indent = properties.partition("|")
    return f"<w:p><w:pPr>{before}{spacing}{indent}{justify}</w:pPr>{content}</w:p>"


def field(instruction: str, *, font: str = "", size: float = 0) -> str:
    """A field such as PAGE."""
    look = _look(font, size)
    steps = (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve"> {instruction} </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>1</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    )
    return "".join(f"<w:r>{look}{step}</w:r>" for step in steps)


@lru_cache
def _cell(width: int, align: str, size: int, font: str) -> tuple[str, str]:
    """What stands before and after a cell's text."""
    before = (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr>'
        f'<w:spacing w:line="{size * 14}" w:lineRule="exact"/><w:jc w:val="{JUSTIFY[align]}"/></w:pPr><w:r><w:rPr>'
        f'{face(font)}<w:sz w:val="{size}"/></w:rPr><w:t xml:space="preserve">'
    )
    return before, "</w:t></w:r></w:p></w:tc>"


def _frame(columns: Sequence[Column], widths: Sequence[int], size: float, font: str, head: bool) -> list[str]:
    pairs = [
        _cell(width, "center" if head else column.align, round(size * 2), font)
        for column, width in zip(columns, widths, strict=True)
    ]
    between = [pairs[i][1] + pairs[i + 1][0] for i in range(len(pairs) - 1)]
    return [pairs[0][0], *between, pairs[-1][1]]


def _rows(frame: list[str], rows: Iterable[Sequence[Cell]], properties: str) -> Iterator[str]:
    """Every row in one pass: the frame's pieces between the cells' texts."""
    opening, closing = f"<w:tr><w:trPr>{properties}</w:trPr>{frame[0]}", f"{frame[-1]}</w:tr>"
    template = opening + "%s".join(["", *(piece.replace("%", "%%") for piece in frame[1:-1]), closing])
    for row in rows:
        yield template % tuple(escape(plain(cell)) for cell in row)


def table(
    columns: Sequence[Column], rows: Iterable[Sequence[Cell]], *, widths: Sequence[float], row: float, size: float
) -> Iterator[str]:
    """A table with its head on every page; `widths` and the least `row` height in mm, text `size` in points."""
    across = [twips(width) for width in widths]
    labels = [[column.label for column in columns]]
    yield table_opening(across)
    yield from _rows(_frame(columns, across, size, FIRST, True), labels, _height(row) + "<w:tblHeader/>")
    yield from _rows(_frame(columns, across, size, BODY, False), rows, _height(row))
    yield "</w:tbl>"


def facts_table(
    pairs: Sequence[tuple[str, str]], *, widths: tuple[float, float], row: float, size: float
) -> Iterator[str]:
    """Labels and values, two pairs to a row, as an old form has them; a value that is missing leaves room to write."""
    label, value = (twips(width) for width in widths)
    named, filled = _cell(label, "center", round(size * 2), FIRST), _cell(value, "left", round(size * 2), BODY)
    frame = [named[0], named[1] + filled[0], filled[1] + named[0], named[1] + filled[0], filled[1]]
    even = [*pairs, ("", "")] if len(pairs) % 2 else list(pairs)
    yield table_opening([label, value, label, value])
    yield from _rows(frame, [(*even[at], *even[at + 1]) for at in range(0, len(even), 2)], _height(row))
    yield "</w:tbl>"


def box(content: Iterable[str], *, width: float, height: float) -> Iterator[str]:
    """One cell around paragraphs, at least so high: room for words, a seal and a day."""
    yield table_opening([twips(width)])
    yield f'<w:tr><w:trPr>{_height(height)}</w:trPr><w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/></w:tcPr>'
    yield from content
    yield "</w:tc></w:tr></w:tbl>"


def _height(row: float) -> str:
    return f'<w:cantSplit/><w:trHeight w:val="{twips(row)}" w:hRule="atLeast"/>'


def table_opening(across: Sequence[int]) -> str:
    """A table of columns of fixed widths in twips, ruled all round, up to its first row."""
    rule = '<w:{0} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    borders = "".join(rule.format(s) for s in ("top", "left", "bottom", "right", "insideH", "insideV"))
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in across)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(across)}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="40" w:type="dxa"/>'
        '<w:left w:w="85" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/><w:right w:w="85" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
    )


def bare_row(cells: Iterable[tuple[int, str, str]], height: int = 0) -> str:
    """A row without rules: width in twips, paragraphs and vertical place of each cell; kept on one page."""
    exact = f'<w:trHeight w:val="{height}" w:hRule="exact"/>' if height else ""
    told = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="{place}"/></w:tcPr>{content}</w:tc>'
        for width, content, place in cells
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{exact}</w:trPr>{told}</w:tr>"


def bare_table(rows: Iterable[str], widths: Sequence[int], *, align: str = "left", left: int = 0) -> str:
    """A table that only puts things beside each other."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="{align}"/>'
        f'<w:tblInd w:w="{left}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )
