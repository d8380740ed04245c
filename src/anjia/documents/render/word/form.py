"""Forms to be filled in by hand as Word, from the same data as their PDF; each begins on a page of its own."""

from collections.abc import Iterator, Sequence

from anjia.documents.papers import PaperForm
from anjia.documents.render.pagination import column_widths
from anjia.documents.render.word.faces import FIRST, TITLE
from anjia.documents.render.word.package import Footer, packed
from anjia.documents.render.word.xml import box, facts_table, field, paragraph, run, table, twips
from anjia.documents.text import plain

WIDTH = 180.0
LABEL, VALUE = 26.0, 64.0
EDGE = 15.0
OPINION = 30.0
BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
SEAL = "（盖章）　　　　　　年　　月　　日"


def render_forms_docx(papers: Sequence[PaperForm]) -> bytes:
    """The forms as one .docx, A4 upright. Raises ValueError where there are none.

    The QR code stands on the PDF only: a Word file is filled in on a screen and has no need of it.
    """
    if not papers:
        raise ValueError("no form to render")
    return packed(_document(papers), footers=[Footer("foot", _foot())], title=plain(papers[0].title))


def _foot() -> str:
    number, total = field("PAGE", size=9), field("NUMPAGES", size=9)
    return paragraph(run("第 ", size=9) + number + run(" 页　共 ", size=9) + total + run(" 页", size=9), align="center")


def _document(papers: Sequence[PaperForm]) -> Iterator[str]:
    for index, paper in enumerate(papers):
        if index:
            yield BREAK
        yield from _one(paper)
    edge = twips(EDGE)
    yield (
        f'<w:sectPr><w:footerReference w:type="default" r:id="foot"/><w:pgSz w:w="{twips(210)}" w:h="{twips(297)}"/>'
        f'<w:pgMar w:top="{edge}" w:right="{edge}" w:bottom="{edge}" w:left="{edge}" w:header="567" w:footer="567"'
        ' w:gutter="0"/></w:sectPr>'
    )


def _one(paper: PaperForm) -> Iterator[str]:
    yield paragraph(run(paper.title, font=TITLE, size=18), line=640, align="center")
    yield paragraph(run(f"{paper.place}　{paper.code}".strip(), size=10.5), line=480, align="center")
    if paper.note:
        yield paragraph(run(paper.note, size=9.5), line=340)
    if paper.facts:
        yield from facts_table(paper.facts, widths=(LABEL, VALUE), row=9, size=11)
        yield paragraph(line=160)
    for statement in paper.statements:
        yield paragraph(run(statement, size=11), line=400)
    for tick in paper.ticks:
        yield paragraph(run(f"□　{tick}", size=11), line=400)
    if paper.columns:
        rows = [*paper.rows, *([("",) * len(paper.columns)] * paper.blank_rows)]
        yield from table(paper.columns, rows, widths=column_widths(paper.columns, WIDTH), row=9, size=10.5)
        yield paragraph(line=160)
    for opinion in paper.opinions:
        inside = (paragraph(run(opinion, font=FIRST, size=10.5), line=360), paragraph(line=760))
        yield from box((*inside, paragraph(run(SEAL, size=10.5), line=360, align="right")), width=WIDTH, height=OPINION)
        yield paragraph(line=120)
    yield from _signatures(paper.signatures)


def _signatures(labels: Sequence[str]) -> Iterator[str]:
    tab = f'<w:tabs><w:tab w:val="left" w:pos="{twips(WIDTH / 2)}"/></w:tabs>'
    blank = f'<w:r><w:rPr><w:u w:val="single"/></w:rPr><w:t xml:space="preserve">{" " * 20}</w:t></w:r>'
    for index in range(0, len(labels), 2):
        pair = "<w:r><w:tab/></w:r>".join(run(f"{label}：", size=11) + blank for label in labels[index : index + 2])
        yield paragraph(pair, properties=tab, line=640)
