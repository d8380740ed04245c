"""A roster as PDF: title, table with its head on every page, signature lines, page x of y."""

from collections.abc import Iterator
from dataclasses import asdict

from anjia.documents.papers import Roster
from anjia.documents.render.joining import joined
from anjia.documents.render.pagination import Page, Sheet, column_widths, pages_of
from anjia.documents.render.typesetting import cleaned, let_go, typeset

MARGIN = 18.0
HEAD = 24.0
ROW = 9.0
SIZE = 11.0
SIGNATURES = 10.0
SIGNATURE_LINE = 13.5
PART = 16
"""Pages set at a time: few, so that 10,000 rows take little memory."""


def paper_of(roster: Roster) -> tuple[float, float]:
    return (297.0, 210.0) if roster.landscape else (210.0, 297.0)


def sheet_of(roster: Roster) -> Sheet:
    across, down = paper_of(roster)
    height = down - 2 * MARGIN - ROW
    widths = column_widths(roster.columns, across - 2 * MARGIN)
    return Sheet(widths, ROW, SIZE, height - HEAD, height)


def signature_height(count: int) -> float:
    return SIGNATURES + SIGNATURE_LINE * ((count + 1) // 2) if count else 0.0


def laid_out(roster: Roster) -> list[Page]:
    """All pages. Where the signatures find no room, they take the last row with them to a page of its own."""
    pages = list(pages_of(roster.rows, sheet_of(roster)))
    if pages[-1].room < signature_height(len(roster.signatures)):
        full = pages.pop()
        pages.append(Page(full.rows[:-1], full.heights[:-1], full.room))
        pages.append(Page(full.rows[-1:], full.heights[-1:], sheet_of(roster).other))
    return pages


def render_roster(roster: Roster) -> bytes:
    """The roster as PDF, A4 upright or lying."""
    pages = laid_out(roster)
    return joined(_parts(roster, pages))


def _parts(roster: Roster, pages: list[Page]) -> Iterator[bytes]:
    sheet = {**asdict(sheet_of(roster)), "paper": paper_of(roster), "margin": MARGIN, "head": HEAD}
    whole = {
        "title": roster.title,
        "subtitle": roster.subtitle,
        "signatures": roster.signatures,
        "foot": roster.foot,
        "columns": [asdict(column) for column in roster.columns],
        "sheet": sheet,
        "total": len(pages),
    }
    data = cleaned(whole)
    for start in range(0, len(pages), PART):
        if start:
            let_go()
        part = [{"rows": page.rows, "heights": page.heights} for page in pages[start : start + PART]]
        yield typeset("roster.typ", {**data, "first": start + 1, "pages": part}, part=True)
