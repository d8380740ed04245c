"""The naming decision as Word: the measures of GB/T 9704-2012 (domain B4), the same text as the PDF."""

import math
from collections.abc import Iterator

from anjia.documents.papers import NamingDecisionText, Roster
from anjia.documents.render.naming_decision import annex_sheet
from anjia.documents.render.word.faces import FIRST, NUMERALS, SECOND, TITLE
from anjia.documents.render.word.package import Footer, packed
from anjia.documents.render.word.xml import bare_row, bare_table, field, paragraph, run, table, twips
from anjia.documents.render.writing import (
    JointSignature,
    annex_label,
    attachments,
    imprint,
    joint_mark,
    joint_signature,
    mark,
    paragraph_of,
    signature,
    title_lines,
)
from anjia.documents.text import width

PITCH = 579
"""One line of the grid in twips: 22 of them in 225 mm."""
CHARACTER = 16
IMPRINT_LINE = 440
_SPARE = 80
_HANGING = '|<w:ind w:left="1120" w:right="280" w:hanging="840"/>'
_HANG = 3 * CHARACTER * 20
_HEADS = {"first": FIRST, "second": SECOND, "text": ""}
_RED = "C8102E"
_GRID = '<w:docGrid w:type="linesAndChars" w:linePitch="579" w:charSpace="-848"/>'


def render_naming_decision_docx(paper: NamingDecisionText) -> bytes:
    """The decision and its rosters as .docx."""
    feet = [Footer("odd", _foot("right")), Footer("even", _foot("left"))]
    title = "".join(title_lines(paper.title))
    return packed(_document(paper), footers=feet, title=title, author=paper.organ, duplex=True)


def _foot(align: str) -> str:
    dash, number = run("— ", font=NUMERALS, size=14), field("PAGE", font=NUMERALS, size=14)
    content = dash + number + run(" —", font=NUMERALS, size=14)
    return paragraph(content, properties='|<w:ind w:left="280" w:right="280"/>', align=align)


def section(kind: str = "nextPage") -> str:
    """Paper, margins and grid: 210 x 297; 37, 28, 26, 35 mm; 22 lines of 28 characters."""
    return (
        '<w:sectPr><w:footerReference w:type="default" r:id="odd"/><w:footerReference w:type="even" r:id="even"/>'
        f'<w:type w:val="{kind}"/><w:pgSz w:w="{twips(210)}" w:h="{twips(297)}"/>'
        f'<w:pgMar w:top="{twips(37)}" w:right="{twips(26)}" w:bottom="{twips(35)}" w:left="{twips(28)}"'
        f' w:header="851" w:footer="{twips(25.5)}" w:gutter="0"/>{_GRID}</w:sectPr>'
    )


def _document(paper: NamingDecisionText) -> Iterator[str]:
    yield from _top(paper)
    yield from _body(paper)
    yield from _closing(paper)
    for index, roster in enumerate(paper.rosters):
        yield from _annex(annex_label(paper, index), roster)
    yield paragraph(properties="", line=20, content="").replace("</w:pPr>", section() + "</w:pPr>")
    yield from _imprint(paper)
    yield section("evenPage")


def _text(content: str, *, properties: str = "", align: str = "") -> str:
    return paragraph(content, properties=properties, line=PITCH, align=align)


def _top(paper: NamingDecisionText) -> Iterator[str]:
    yield from _joint_mark(joint_mark(paper)) if joint_mark(paper) else _mark(mark(paper))
    yield _text("") + _text("")
    rule = f'<w:pBdr><w:bottom w:val="single" w:sz="8" w:space="11" w:color="{_RED}"/></w:pBdr>'
    yield _text(run(paper.number), properties=rule, align="center")
    yield _text("") + _text("")
    for line in title_lines(paper.title):
        yield _text(run(line, font=TITLE, size=22), align="center")
    yield _text("")
    yield _text(run(paper.addressees.rstrip("：:") + "："))


def _mark(words: str) -> Iterator[str]:
    size = min(62, int(152 / 25.4 * 72 / len(words)))
    spaced = f'<w:spacing w:before="{twips(35)}" w:after="0" w:line="{size * 22}" w:lineRule="exact"/>'
    yield f'<w:p><w:pPr>{spaced}<w:jc w:val="center"/></w:pPr>{run(words, font=TITLE, size=size, colour=_RED)}</w:p>'


def _joint_mark(organs: list[str]) -> Iterator[str]:
    """The organs one under the other, spread to one width, and 文件 beside the middle of them."""
    longest = max(len(organ) for organ in organs)
    size = min(34, int(128 / 25.4 * 72 / longest))
    names = "".join(
        paragraph(run(organ, font=TITLE, size=size, colour=_RED), line=size * 26, align="distribute")
        for organ in organs
    )
    word = paragraph(run("文件", font=TITLE, size=size, colour=_RED), align="center")
    wide, narrow = longest * size * 20 + 60, size * 2 * 20 + 320
    yield paragraph(line=twips(35))
    yield bare_table([bare_row([(wide, names, "center"), (narrow, word, "center")])], [wide, narrow], align="center")


def _body(paper: NamingDecisionText) -> Iterator[str]:
    last = len(paper.paragraphs) - 1
    for index, text in enumerate(paper.paragraphs):
        part = paragraph_of(text)
        content = run(part.head, font=_HEADS[part.level]) if part.head else ""
        content += run(part.rest) if part.rest else ""
        keep = "<w:keepNext/>" if index == last else ""
        yield _text(content, properties=f'{keep}|<w:ind w:firstLineChars="200" w:firstLine="640"/>')


def _closing(paper: NamingDecisionText) -> Iterator[str]:
    noted = attachments(paper) if paper.rosters else []
    if noted:
        yield _text("", properties="<w:keepNext/>")
    for note in noted:
        hang = _HANG if note.lead else 0
        indent = f'<w:ind w:left="{640 + _HANG}" w:hanging="{hang}"/>'
        yield _text(run(note.lead + note.text), properties=f"<w:keepNext/>|{indent}")
    yield _text("", properties="<w:keepNext/>") * 3
    together = joint_signature(paper)
    yield from _joint_signature(together) if together else _signature(paper)
    if paper.note:
        yield _text(run(paper.note), properties='|<w:ind w:firstLineChars="200" w:firstLine="640"/>')


def _joint_signature(signed: JointSignature) -> Iterator[str]:
    """Each organ over room for its seal; the date under the last one."""
    abreast = len(signed.rows[0])
    left = 0 if abreast > 1 else twips(52)
    cell = (twips(156) - left) // abreast
    rows = []
    for number, row in enumerate(signed.rows, 1):
        is_last = number == len(signed.rows)
        cells = [_text(run(name), properties="<w:keepNext/>", align="center") for name in row]
        if is_last:
            cells[-1] += _text(run(signed.date), align="center")
        rows.append(bare_row([(cell, content, "top") for content in cells], 0 if is_last else twips(46)))
    yield bare_table(rows, [cell] * abreast, left=left)


def _signature(paper: NamingDecisionText) -> Iterator[str]:
    signed = signature(paper)
    area = twips(156)
    right = round((signed.centre - signed.half) * CHARACTER * 20)
    left = max(0, round(area - (signed.centre + signed.half) * CHARACTER * 20))
    for words, keep in ((signed.signer, "<w:keepNext/>"), (signed.date, "")):
        indent = f'<w:ind w:left="{left}" w:right="{right}"/>'
        yield _text(run(words), properties=f"{keep}|{indent}", align="center")


def _annex(label: str, roster: Roster) -> Iterator[str]:
    sheet = annex_sheet(roster)
    yield _text(run(label, font=FIRST), properties="<w:pageBreakBefore/>") + _text("")
    yield _text(run(roster.title, font=TITLE, size=22), align="center") + _text("")
    yield from table(roster.columns, roster.rows, widths=sheet.widths, row=PITCH / 1440 * 25.4, size=sheet.size)


def _imprint(paper: NamingDecisionText) -> Iterator[str]:
    """The last rule is the bottom of the type area of the last, even page: an empty line fills what is above."""
    told = imprint(paper)
    across = twips(156)
    ends = f'<w:tabs><w:tab w:val="right" w:pos="{across - 280}"/></w:tabs>|<w:ind w:left="280" w:right="280"/>'
    last = run(told.printed_by, size=14) + "<w:r><w:tab/></w:r>" + run(told.printed_on, size=14)
    lines = copies_lines(paper) if told.copies_to else 0
    rows = [_imprint_row(run(told.copies_to, size=14), _HANGING, "8", lines)] if lines else []
    rows.append(_imprint_row(last, ends, "6" if rows else "8", 1))
    yield paragraph(line=twips(225) - IMPRINT_LINE * (1 + lines) - _SPARE)
    yield (
        f'<w:tbl><w:tblPr><w:tblW w:w="{across}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
        f'</w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="{across}"/></w:tblGrid>{"".join(rows)}</w:tbl>'
    )
    yield paragraph(line=20)


def copies_lines(paper: NamingDecisionText) -> int:
    """How many lines of 4号 the copies take: some 27 characters each, hanging by three."""
    return max(1, math.ceil((width(imprint(paper).copies_to) - 3) / 26))


def _imprint_row(content: str, properties: str, top: str, lines: int) -> str:
    edges = f'<w:top w:val="single" w:sz="{top}" w:color="000000"/><w:bottom w:val="single" w:sz="8" w:color="000000"/>'
    text = paragraph(content, properties=properties, line=IMPRINT_LINE)
    return (
        f'<w:tr><w:trPr><w:trHeight w:val="{IMPRINT_LINE * lines}" w:hRule="exact"/></w:trPr><w:tc><w:tcPr>'
        f'<w:tcW w:w="{twips(156)}" w:type="dxa"/><w:tcBorders>{edges}</w:tcBorders></w:tcPr>{text}</w:tc></w:tr>'
    )
