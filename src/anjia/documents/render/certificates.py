"""Certificates as PDF: one, or a whole batch with one page per family."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any

from anjia.documents.papers import Certificate
from anjia.documents.render.joining import joined
from anjia.documents.render.qr import codes_of
from anjia.documents.render.typesetting import cleaned, let_go, typeset
from anjia.documents.text import plain, width

PART = 500
"""Certificates set at a time: few, so that 10,000 take little memory."""
FAMILY_SIZE = 26
LINE_WIDTH = 620
"""Points that one line of a certificate may take."""


def render_certificate(paper: Certificate) -> bytes:
    """One certificate as PDF, A4 lying."""
    return render_certificates([paper])


def render_certificates(papers: Sequence[Certificate]) -> bytes:
    """Certificates as one PDF, in the order given. Raises ValueError where there are none.

    Quick where those of one decision follow each other: what they share is laid out once.
    """
    if not papers:
        raise ValueError("no certificate to render")
    return joined(_parts(papers))


def _shared(paper: Certificate) -> dict[str, Any]:
    words = f"经{paper.decision}文件决定，命名为“{paper.honour}”，特发此证。"
    organs = "|".join(f"{plain(organ)}（盖章）" for organ in (paper.organ, *paper.joint))
    told = {"honour": paper.honour, "words": words, "organ": paper.organ, "organs": organs}
    return cleaned({**told, "issued_on": paper.issued_on, "valid_until": paper.valid_until})


@lru_cache(maxsize=4)
def _ground(shared: tuple[tuple[str, str | None], ...]) -> bytes:
    """The page that a decision's certificates have in common; kept, because families come one by one."""
    return typeset("certificate_ground.typ", {"shared": dict(shared)}, part=True)


def _parts(papers: Sequence[Certificate]) -> Iterator[bytes]:
    for shared, group in groupby(papers, _shared):
        alike = list(group)
        ground = _ground(tuple(shared.items()))
        for start in range(0, len(alike), PART):
            if start:
                let_go()
            part = alike[start : start + PART]
            pictures, side = codes_of([paper.url for paper in part])
            data = {"side": side, "shared": shared, "certificates": [_own(paper) for paper in part]}
            files = {"qr.bin": pictures, "ground.pdf": ground}
            yield typeset("certificate.typ", data, files=files, part=True)


def _own(paper: Certificate) -> dict[str, Any]:
    family = plain(paper.family)
    size = min(FAMILY_SIZE, round(LINE_WIDTH / max(width(family), 1), 1))
    return {"family": family, "size": size, "place": plain(paper.place), "serial": plain(paper.serial)}
