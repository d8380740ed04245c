"""Forms to be filled in by hand, as PDF: each with its own count of pages, several in one file."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict

from anjia.documents.papers import PaperForm
from anjia.documents.render.joining import joined
from anjia.documents.render.qr import codes_of
from anjia.documents.render.typesetting import cleaned, let_go, typeset

PART = 100
"""Forms set at a time: they share their fonts, which are most of a file; few enough to take little memory."""


def render_forms(papers: Sequence[PaperForm]) -> bytes:
    """The forms as one PDF, A4. Raises ValueError where there are none."""
    if not papers:
        raise ValueError("no form to render")
    return joined(_parts(papers))


def _parts(papers: Sequence[PaperForm]) -> Iterator[bytes]:
    for start in range(0, len(papers), PART):
        if start:
            let_go()
        part = papers[start : start + PART]
        pictures, side = codes_of([paper.url for paper in part])
        data = cleaned({"side": side, "forms": [asdict(paper) for paper in part]})
        yield typeset("form.typ", data, files={"qr.bin": pictures}, part=True)
