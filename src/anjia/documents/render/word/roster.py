"""A roster as Word: title, table with its head on every page, signature lines, page x of y."""

from collections.abc import Iterator

from anjia.documents.papers import Roster
from anjia.documents.render.roster import MARGIN, paper_of, sheet_of
from anjia.documents.render.word.faces import TITLE
from anjia.documents.render.word.package import Footer, packed
from anjia.documents.render.word.xml import field, paragraph, run, table, twips
from anjia.documents.text import plain


def render_roster_docx(roster: Roster) -> bytes:
    """The roster as .docx, A4 upright or lying."""
    return packed(_document(roster), footers=[Footer("foot", _foot(roster.foot))], title=plain(roster.title))


def _foot(more: str) -> str:
    number, total = field("PAGE", size=9), field("NUMPAGES", size=9)
    content = run("第 ", size=9) + number + run(" 页　共 ", size=9) + total + run(" 页", size=9)
    below = paragraph(run(more, size=8), align="center") if more else ""
    return paragraph(content, align="center") + below


def _document(roster: Roster) -> Iterator[str]:
    sheet = sheet_of(roster)
    yield paragraph(run(roster.title, font=TITLE, size=18), line=640, align="center")
    if roster.subtitle:
        yield paragraph(run(roster.subtitle, size=11), line=480, align="center")
    yield from table(roster.columns, roster.rows, widths=sheet.widths, row=sheet.row, size=sheet.size)
    yield paragraph(line=400)
    tab = f'<w:tabs><w:tab w:val="left" w:pos="{twips(sum(sheet.widths) / 2)}"/></w:tabs>'
    for index in range(0, len(roster.signatures), 2):
        pair = "<w:r><w:tab/></w:r>".join(_blank(label) for label in roster.signatures[index : index + 2])
        yield paragraph(pair, properties=tab, line=760)
    yield _section(roster)


def _blank(label: str) -> str:
    line = f'<w:r><w:rPr><w:u w:val="single"/></w:rPr><w:t xml:space="preserve">{" " * 24}</w:t></w:r>'
    return run(f"{label}：", size=11) + line


def _section(roster: Roster) -> str:
    across, down = (twips(side) for side in paper_of(roster))
    turned = ' w:orient="landscape"' if roster.landscape else ""
    edge = twips(MARGIN)
    return (
        f'<w:sectPr><w:footerReference w:type="default" r:id="foot"/><w:pgSz w:w="{across}" w:h="{down}"{turned}/>'
        f'<w:pgMar w:top="{edge}" w:right="{edge}" w:bottom="{edge}" w:left="{edge}" w:header="567" w:footer="567"'
        ' w:gutter="0"/></w:sectPr>'
    )
