"""Scoring on paper, as PDF: one page for a family and a rater."""

from collections.abc import Iterator, Sequence

from anjia.documents.papers import ScoringSheet
from anjia.documents.render.joining import joined
from anjia.documents.render.qr import codes_of
from anjia.documents.render.typesetting import cleaned, let_go, typeset

PART = 100


def render_scoring_sheets(papers: Sequence[ScoringSheet]) -> bytes:
    """Sheets as one PDF, A4. Raises ValueError where there are none."""
    if not papers:
        raise ValueError("no sheet to render")
    return joined(_parts(papers))


def _parts(papers: Sequence[ScoringSheet]) -> Iterator[bytes]:
    for start in range(0, len(papers), PART):
        if start:
            let_go()
        part = papers[start : start + PART]
        pictures, side = codes_of([paper.url for paper in part])
        data = {"side": side, "sheets": [cleaned(paper) for paper in part]}
        yield typeset("scoring_sheet.typ", data, files={"qr.bin": pictures}, part=True)
