"""Consent on paper, as PDF: a slip for one household, a sheet that many sign."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict

from anjia.documents.papers import ConsentSheet, ConsentSlip, FamilyCardPaper
from anjia.documents.render.joining import joined
from anjia.documents.render.qr import codes_of
from anjia.documents.render.typesetting import cleaned, let_go, typeset

PART = 400


def render_consent_slips(papers: Sequence[ConsentSlip]) -> bytes:
    """Slips as one PDF, A5 lying, one page each. Raises ValueError where there are none."""
    if not papers:
        raise ValueError("no slip to render")
    return joined(_slips(papers))


def _slips(papers: Sequence[ConsentSlip]) -> Iterator[bytes]:
    for start in range(0, len(papers), PART):
        if start:
            let_go()
        part = papers[start : start + PART]
        pictures, side = codes_of([paper.url for paper in part])
        data = {"side": side, "slips": [cleaned(paper) for paper in part]}
        yield typeset("consent_slip.typ", data, files={"qr.bin": pictures}, part=True)


def render_consent_sheet(paper: ConsentSheet) -> bytes:
    """The sheet as PDF, A4, each page with its own QR code."""
    pictures, side = codes_of([page.url for page in paper.pages])
    files, ask = {"qr.bin": pictures}, 0
    if paper.ask_url:
        files["ask.bin"], ask = codes_of([paper.ask_url])
    data = cleaned({**asdict(paper), "side": side, "ask_side": ask})
    return typeset("consent_sheet.typ", data, files=files)


def render_family_cards(papers: Sequence[FamilyCardPaper]) -> bytes:
    """Cards to be cut out, ten to a page of A4. Raises ValueError where there are none."""
    if not papers:
        raise ValueError("no card to render")
    pictures, side = codes_of([paper.url for paper in papers])
    data = {"side": side, "cards": [cleaned(paper) for paper in papers]}
    return typeset("family_card.typ", data, files={"qr.bin": pictures})
