"""Forms to be filled in by hand, as PDF: each with its own count of pages, several in one file."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict

from anjia.documents.papers import PaperForm
from anjia.documents.render.joining import joined
from anjia.documents.render.qr import codes_of
from anjia.documents.render.typesetting import cleaned, typeset


def render_forms(papers: Sequence[PaperForm]) -> bytes:
    """The forms as one PDF, A4. Raises ValueError where there are none."""
    if not papers:
        raise ValueError("no form to render")
    return joined(_each(papers))


def _each(papers: Sequence[PaperForm]) -> Iterator[bytes]:
    for paper in papers:
        pictures, side = codes_of([paper.url])
        yield typeset("form.typ", cleaned({**asdict(paper), "side": side}), files={"qr.bin": pictures}, part=True)
