"""A letter to a family as Word, from the same data as its PDF."""

from collections.abc import Iterator

from anjia.documents.papers import Column, Letter
from anjia.documents.render.typesetting import chinese_date
from anjia.documents.render.word.faces import BODY, FIRST, TITLE
from anjia.documents.render.word.package import Footer, packed
from anjia.documents.render.word.xml import field, paragraph, run, table, twips
from anjia.documents.text import plain

LINE = 580
INDENT = '|<w:ind w:firstLineChars="200" w:firstLine="600"/>'
MARGINS = {"top": 32, "right": 26, "bottom": 28, "left": 28}


def render_letter_docx(letter: Letter) -> bytes:
    """The letter as .docx, A4."""
    return packed(_document(letter), footers=[Footer("foot", _foot())], title=plain(letter.title))


def _foot() -> str:
    number, total = field("PAGE", size=9), field("NUMPAGES", size=9)
    return paragraph(run("第 ", size=9) + number + run(" 页　共 ", size=9) + total + run(" 页", size=9), align="center")


def _document(letter: Letter) -> Iterator[str]:
    yield paragraph(run(letter.title, font=TITLE, size=22), line=720, align="center")
    yield paragraph(run(letter.number, size=12), line=480, align="center")
    yield paragraph(run(f"{letter.addressee}：", font=FIRST, size=15), line=LINE)
    for said in letter.paragraphs:
        yield paragraph(run(said, font=BODY, size=15), line=LINE, properties=INDENT)
    if letter.facts:
        columns = (Column("事项", align="left"), Column("内容", align="left"))
        yield from table(columns, letter.facts, widths=(36, 120), row=9, size=12)
    yield paragraph(line=LINE)
    for line in (f"{letter.signer}（盖章）", chinese_date(letter.signed_on)):
        yield paragraph(run(line, font=BODY, size=15), line=LINE, align="right")
    if letter.note:
        yield paragraph(line=300)
        yield paragraph(run(letter.note, size=11), line=400)
    for label in letter.receipt:
        blank = f'<w:r><w:rPr><w:u w:val="single"/></w:rPr><w:t xml:space="preserve">{" " * 24}</w:t></w:r>'
        yield paragraph(run(f"{label}：", size=12) + blank, line=640)
    yield _section()


def _section() -> str:
    edges = " ".join(f'w:{side}="{twips(mm)}"' for side, mm in MARGINS.items())
    return (
        '<w:sectPr><w:footerReference w:type="default" r:id="foot"/>'
        f'<w:pgSz w:w="{twips(210)}" w:h="{twips(297)}"/><w:pgMar {edges} w:header="567" w:footer="567" w:gutter="0"/>'
        "</w:sectPr>"
    )
