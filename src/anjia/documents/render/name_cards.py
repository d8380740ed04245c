"""Name cards for a ceremony as PDF: folded, they stand on the table and read from both sides."""

from collections.abc import Iterator, Sequence
from typing import Any

from anjia.documents.papers import NameCard
from anjia.documents.render.joining import joined
from anjia.documents.render.typesetting import cleaned, let_go, typeset
from anjia.documents.text import plain, width

PART = 200
FULL_SIZE = 72
LINE_WIDTH = 500
"""Points that a name may take, across the card."""


def render_name_cards(cards: Sequence[NameCard]) -> bytes:
    """The cards as one PDF, two to a page of A4. Raises ValueError where there are none."""
    if not cards:
        raise ValueError("no card to render")
    return joined(_parts(cards))


def _parts(cards: Sequence[NameCard]) -> Iterator[bytes]:
    for start in range(0, len(cards), PART):
        if start:
            let_go()
        told = [_card(card) for card in cards[start : start + PART]]
        yield typeset("name_cards.typ", cleaned({"cards": told}), part=True)


def _card(card: NameCard) -> dict[str, Any]:
    """A name as large as the card bears."""
    name = plain(card.name)
    size = min(FULL_SIZE, LINE_WIDTH / max(1.0, width(name) * 1.12))
    return {"name": name, "family": card.family, "seat": card.seat, "size": size}
