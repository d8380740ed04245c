"""A public notice for the wall, as PDF."""

from dataclasses import asdict

from anjia.documents.papers import NoticePoster
from anjia.documents.render.qr import codes_of
from anjia.documents.render.typesetting import cleaned, typeset
from anjia.documents.text import plain, width

_LINE = 30
"""Characters of a line of names."""
USUAL = 0.85
"""The part of the names that a column must hold in one line; longer ones run over two."""


def render_notice_poster(paper: NoticePoster) -> bytes:
    """The poster as PDF, A3 or A4; long lists of names run on to further pages."""
    pictures, side = codes_of([paper.url])
    widths = sorted(width(plain(entry)) for entry in paper.entries) or [1]
    columns = max(1, min(4, int(_LINE / (widths[int(len(widths) * USUAL)] + 1))))
    data = cleaned({**asdict(paper), "side": side, "columns": columns})
    return typeset("poster.typ", data, files={"qr.bin": pictures})
