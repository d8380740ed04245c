"""What the annexes of every scheme are made of, and who says how annex 2 looks for one."""

from collections.abc import Callable

from anjia.documents.papers import GridCell, GridForm
from anjia.evaluations.models import Candidacy
from anjia.households.models import Household
from anjia.programmes.models import ProgrammeCycle

Scored = Callable[[Household | None, ProgrammeCycle, Candidacy | None], GridForm]
scored: dict[str, Scored] = {}


def scored_by(scheme: str) -> Callable[[Scored], Scored]:
    """Register how annex 2 looks for a scheme; the builder gets no household where it is printed empty."""

    def register(builder: Scored) -> Scored:
        scored[scheme] = builder
        return builder

    return register


def head(*lines: str, across: int = 1, down: int = 1) -> GridCell:
    """A box with a label."""
    return GridCell(lines, across=across, down=down, is_head=True)


def box(*lines: str, across: int = 1, foot: str = "", left: bool = False) -> GridCell:
    """A box with what is filled in; empty lines are left out."""
    return GridCell(tuple(filter(None, lines)), across=across, foot=foot, align="left" if left else "center")


def place_of(household: Household | None, cycle: ProgrammeCycle | None) -> str:
    """The line below the title: the year, and where the family lives."""
    year = f"{cycle.year}年度" if cycle else ""
    group = household.region if household else None
    return "　".join(filter(None, (year, f"{group.parent.name}{group.name}" if group else "")))
