"""Any list of the console as Excel, Word or PDF: the list says what stands in it, a roster is what it is set as."""

from anjia.documents.papers import Align, Column, Roster
from anjia.documents.render.excel import render_roster_xlsx
from anjia.documents.render.roster import render_roster
from anjia.documents.render.word.roster import render_roster_docx
from anjia.web.exports import ListPaper, PaperColumn

UPRIGHT = 12
"""Shares of width that an upright page holds; wider lists lie."""


def roster_of(paper: ListPaper) -> Roster:
    """A list as a roster: upright while its columns have room."""
    return Roster(
        title=paper.title,
        columns=tuple(Column(column.label, column.share, _align(column)) for column in paper.columns),
        rows=paper.rows,
        subtitle=paper.conditions,
        landscape=sum(column.share for column in paper.columns) > UPRIGHT,
        foot=paper.foot,
    )


def _align(column: PaperColumn) -> Align:
    return "right" if column.is_figure else "left"


def render_xlsx(paper: ListPaper) -> bytes:
    return render_roster_xlsx(roster_of(paper))


def render_docx(paper: ListPaper) -> bytes:
    return render_roster_docx(roster_of(paper))


def render_pdf(paper: ListPaper) -> bytes:
    return render_roster(roster_of(paper))
