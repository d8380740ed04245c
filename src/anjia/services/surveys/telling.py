"""What may be told of a survey that is over: shares in which nobody is found, also not by subtraction (A9-1, A8-22).

Every sheet answers every question (leaving it out is an answer), so everybody knows how many there were. Fewer than
five sheets: nothing is told. The whole place: each question's answers, small ones hidden with their complements.
A town is told beside it where it has no small answer, and what is left over by all towns that are told has none either;
towns with fewer than five sheets go into that rest together with another, whatever the question.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from anjia.services.shares import share
from anjia.services.suppression import FEWEST, suppress
from anjia.services.surveys.models import SurveyQuestion
from anjia.services.surveys.queries import Counts

Row = Mapping[int, int]


@dataclass(frozen=True)
class Line:
    """One answer: how often, and its share; None and a dash where it is hidden."""

    words: str
    times: int | None
    share: str


@dataclass(frozen=True)
class Told:
    """One question as it may be shown: of the whole place, and of each town that may be told apart."""

    question: SurveyQuestion
    lines: list[Line]
    towns: list[tuple[str, list[Line]]]


def tell(counts: Counts, names: Mapping[str, str]) -> tuple[int | None, list[Told]]:
    """How many sheets there were, and each question; None and nothing where there were too few."""
    sheets = _sheets(counts)
    if sum(sheets.values()) < FEWEST:
        return None, []
    lost = unnamed(sheets)
    return sum(sheets.values()), [_told(counts, question, lost, names) for question in counts.questions]


def _sheets(counts: Counts) -> dict[str, int]:
    first = counts.cells[counts.questions[0].pk] if counts.questions else {}
    return {town: sum(row.values()) for town, row in first.items()}


def unnamed(sheets: Mapping[str, int]) -> set[str]:
    """The towns of which nothing is told: too few sheets, and those that hide how few they were."""
    return {town for town, shown in suppress(sheets).cells.items() if shown is None}


def _told(counts: Counts, question: SurveyQuestion, lost: Collection[str], names: Mapping[str, str]) -> Told:
    rows = counts.cells[question.pk]
    choices = [number for number, _words in question.choices]
    whole = {choice: sum(row.get(choice, 0) for row in rows.values()) for choice in choices}
    apart = towns_apart(rows, whole, lost)
    towns = [(names.get(town, ""), _lines(question, rows[town])) for town in sorted(apart)]
    shown = suppress(whole)
    # How many sheets there were is known: beside a hidden total a zero would tell what the others can be.
    cells = dict.fromkeys(whole) if shown.total is None else shown.cells
    return Told(question, _lines(question, cells, sum(whole.values())), towns)


def towns_apart(rows: Mapping[str, Row], whole: Row, lost: Collection[str]) -> set[str]:
    """The towns that may be told apart from the whole: none small, and none in what is left over."""
    apart = {town for town, row in rows.items() if town not in lost and not _has_small(row)}
    while apart and _has_small(_rest(rows, whole, apart)):
        apart.remove(min(apart, key=lambda town: (sum(rows[town].values()), town)))
    return apart


def _rest(rows: Mapping[str, Row], whole: Row, apart: Collection[str]) -> Row:
    return {choice: n - sum(rows[town].get(choice, 0) for town in apart) for choice, n in whole.items()}


def _has_small(row: Row) -> bool:
    return any(0 < n < FEWEST for n in row.values())


def _lines(question: SurveyQuestion, row: Mapping[int, int | None], whole: int | None = None) -> list[Line]:
    total = sum(n or 0 for n in row.values()) if whole is None else whole
    return [Line(words, row.get(number, 0), share(row.get(number, 0), total)) for number, words in question.choices]
