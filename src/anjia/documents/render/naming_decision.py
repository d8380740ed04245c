"""The naming decision as PDF: the body, its annexes page by page, the imprint on the last even page."""

from collections.abc import Iterator
from dataclasses import asdict
from itertools import chain
from typing import Any

from anjia.documents.papers import NamingDecisionText, Roster
from anjia.documents.render.joining import joined, page_count
from anjia.documents.render.pagination import Page, Sheet, column_widths, pages_of
from anjia.documents.render.typesetting import cleaned, let_go, typeset
from anjia.documents.render.writing import (
    annex_label,
    attachments,
    imprint,
    joint_mark,
    joint_signature,
    mark,
    paragraph_of,
    signature,
    title_lines,
)
from anjia.documents.text import plain

LINE = 225 / 22
TYPE_AREA = (156.0, 225.0)
HEAD_LINES = 4
SIZE = 12.0
IMPRINT = 26.0
PART = 16
"""Pages set at a time: few, so that 10,000 names take little memory."""


def annex_sheet(roster: Roster) -> Sheet:
    """One row to a line of the grid: seventeen on an annex's first page, twenty-one on the others."""
    height = TYPE_AREA[1] - LINE
    widths = column_widths(roster.columns, TYPE_AREA[0])
    return Sheet(widths, round(LINE, 3), SIZE, height - HEAD_LINES * LINE, height)


def render_naming_decision(paper: NamingDecisionText) -> bytes:
    """The decision and its rosters as one PDF."""
    body = typeset("decision.typ", _body(paper), part=bool(paper.rosters))
    if not paper.rosters:
        return body
    return joined(chain([body], _annexes(paper, page_count(body) + 1)))


def _body(paper: NamingDecisionText) -> dict[str, Any]:
    whole = {
        "mark": mark(paper),
        "joint_mark": joint_mark(paper),
        "joint_signature": joint_signature(paper),
        "number": paper.number,
        "title": title_lines(paper.title),
        "addressees": paper.addressees.rstrip("：:") + "：",
        "paragraphs": [paragraph_of(plain(text)) for text in paper.paragraphs],
        "attachments": attachments(paper),
        "signature": signature(paper),
        "note": paper.note,
        "imprint": None if paper.rosters else imprint(paper),
    }
    return cleaned(whole)


def _pages(paper: NamingDecisionText) -> list[dict[str, Any]]:
    pages = []
    for index, roster in enumerate(paper.rosters):
        columns = cleaned([asdict(column) for column in roster.columns])
        sheet = asdict(annex_sheet(roster))
        head: dict[str, str] | None = {"label": annex_label(paper, index), "title": plain(roster.title)}
        for page in pages_of(roster.rows, annex_sheet(roster)):
            pages.append({**_page(page), "columns": columns, "sheet": sheet, "head": head})
            head = None
    return pages


def _page(page: Page) -> dict[str, Any]:
    return {"rows": page.rows, "heights": page.heights, "room": page.room, "imprint": None}


def _empty() -> dict[str, Any]:
    return {"columns": [], "sheet": None, "head": None, **_page(Page([], [], TYPE_AREA[1]))}


def _annexes(paper: NamingDecisionText, first: int) -> Iterator[bytes]:
    pages = _pages(paper)
    while pages[-1]["room"] < IMPRINT or (first + len(pages) - 1) % 2:
        pages.append(_empty())
    pages[-1]["imprint"] = cleaned(imprint(paper))
    for start in range(0, len(pages), PART):
        if start:
            let_go()
        data = {"first": first + start, "pages": pages[start : start + PART]}
        yield typeset("annex.typ", data, part=True)
