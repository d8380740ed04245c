"""A letter from one organ to another, as PDF (GB/T 9704-2012, the letter's form)."""

from anjia.documents.papers import OfficialLetter
from anjia.documents.render.typesetting import cleaned, typeset
from anjia.documents.render.writing import letter_signature, paragraph_of, title_lines
from anjia.documents.text import plain


def render_official_letter(letter: OfficialLetter) -> bytes:
    """The letter as PDF, A4."""
    whole = {
        "organ": letter.organ,
        "number": letter.number,
        "title": title_lines(letter.title),
        "addressee": letter.addressee.rstrip("：:") + "：",
        "paragraphs": [paragraph_of(plain(text)) for text in letter.paragraphs],
        "signature": letter_signature(letter),
        "note": letter.note,
    }
    return typeset("official_letter.typ", cleaned(whole))
