"""A letter from one organ to another as Word: the same text and measures as its PDF."""

from collections.abc import Iterator

from anjia.documents.papers import OfficialLetter
from anjia.documents.render.word.faces import FIRST, NUMERALS, SECOND, TITLE
from anjia.documents.render.word.package import Footer, packed
from anjia.documents.render.word.xml import field, paragraph, run, twips
from anjia.documents.render.writing import letter_signature, paragraph_of, title_lines
from anjia.documents.text import plain

PITCH = 579
CHARACTER = 16
_HEADS = {"first": FIRST, "second": SECOND, "text": ""}
_RED = "C8102E"
_WIDER = twips(-7)
"""The rules are 170 mm wide, the type area 156."""


def render_official_letter_docx(letter: OfficialLetter) -> bytes:
    """The letter as .docx, A4."""
    feet = [Footer("first", _rule("thinThickSmallGap", "bottom")), Footer("foot", _foot())]
    return packed(_document(letter), footers=feet, title="".join(title_lines(letter.title)), author=letter.organ)


def _foot() -> str:
    dash, number = run("— ", font=NUMERALS, size=14), field("PAGE", font=NUMERALS, size=14)
    return paragraph(dash + number + run(" —", font=NUMERALS, size=14), align="right")


def _rule(kind: str, side: str) -> str:
    """A double red rule across 170 mm, as the border of an empty paragraph."""
    border = f'<w:pBdr><w:{side} w:val="{kind}" w:sz="24" w:space="1" w:color="{_RED}"/></w:pBdr>'
    return paragraph(properties=f'{border}|<w:ind w:left="{_WIDER}" w:right="{_WIDER}"/>', line=80)


def _text(content: str, *, properties: str = "", align: str = "") -> str:
    return paragraph(content, properties=properties, line=PITCH, align=align)


def _document(letter: OfficialLetter) -> Iterator[str]:
    size = min(40, int(152 / 25.4 * 72 / max(1, len(letter.organ))))
    yield paragraph(run(letter.organ, font=TITLE, size=size, colour=_RED), line=size * 24, align="center")
    yield _rule("thickThinSmallGap", "bottom")
    yield _text(run(letter.number), align="right") + _text("")
    for line in title_lines(letter.title):
        yield _text(run(line, font=TITLE, size=22), align="center")
    yield _text("")
    yield _text(run(letter.addressee.rstrip("：:") + "："))
    for text in letter.paragraphs:
        yield _paragraph(text)
    yield _text("", properties="<w:keepNext/>") * 3
    yield from _signature(letter)
    if letter.note:
        yield _text(run(f"（{letter.note}）"), properties='|<w:ind w:firstLineChars="200" w:firstLine="640"/>')
    yield _section()


def _paragraph(text: str) -> str:
    part = paragraph_of(plain(text))
    content = run(part.head, font=_HEADS[part.level]) if part.head else ""
    content += run(part.rest) if part.rest else ""
    return _text(content, properties='|<w:ind w:firstLineChars="200" w:firstLine="640"/>')


def _signature(letter: OfficialLetter) -> Iterator[str]:
    signed = letter_signature(letter)
    right = round((signed.centre - signed.half) * CHARACTER * 20)
    left = max(0, round(twips(156) - (signed.centre + signed.half) * CHARACTER * 20))
    for words, keep in ((signed.signer, "<w:keepNext/>"), (signed.date, "")):
        yield _text(run(words), properties=f'{keep}|<w:ind w:left="{left}" w:right="{right}"/>', align="center")


def _section() -> str:
    """The mark begins 30 mm down; page one has the rule for a foot, the others a number."""
    return (
        '<w:sectPr><w:footerReference w:type="first" r:id="first"/><w:footerReference w:type="default" r:id="foot"/>'
        f'<w:pgSz w:w="{twips(210)}" w:h="{twips(297)}"/>'
        f'<w:pgMar w:top="{twips(30)}" w:right="{twips(26)}" w:bottom="{twips(35)}" w:left="{twips(28)}"'
        f' w:header="851" w:footer="{twips(20)}" w:gutter="0"/><w:titlePg/></w:sectPr>'
    )
