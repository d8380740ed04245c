"""A letter to a family, as PDF."""

from anjia.documents.papers import Letter
from anjia.documents.render.typesetting import cleaned, typeset


def render_letter(letter: Letter) -> bytes:
    """The letter as PDF, A4."""
    return typeset("letter.typ", cleaned(letter))
