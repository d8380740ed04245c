"""What people come about, by topic and closed quarter: side by side, and nobody to be found in it (A9-1).

Petitions are those of the district's figures themselves, cell by cell, hidden where they are hidden there: a second
division of the same cases, or a sum over quarters or kinds, would tell by subtraction what the first one hides.
Petitions and advice are different things and are never added (domain A8-8).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from anjia.kernel.permissions import Actor
from anjia.regions.models import Region
from anjia.services.enums import Topic
from anjia.services.figures import closed_quarters, figures_of
from anjia.services.petitions.enums import Series

KIND = "petition"
SIDE_BY_SIDE = 4
Cells = dict[tuple[str, str, str], int | None]
"""By series, topic and quarter; None for what is hidden."""


@dataclass(frozen=True)
class Bar:
    """A figure and how long its bar is, in hundredths of the longest of its series."""

    quarter: str
    count: int | None
    length: int


@dataclass(frozen=True)
class TopicRow:
    """One topic's bars, the earliest quarter first."""

    topic: str
    label: str
    bars: tuple[Bar, ...]

    @property
    def is_nought(self) -> bool:
        """Whether nothing of it is shown nor hidden in any of the quarters."""
        return all(bar.count == 0 for bar in self.bars)


@dataclass(frozen=True)
class SeriesTable:
    """A series' topics, the most frequent of the last quarter first; apart, those nobody came about."""

    series: Series
    rows: tuple[TopicRow, ...]
    nought: tuple[str, ...]


@dataclass(frozen=True)
class HotTopics:
    """The quarters in their order, and the tables."""

    quarters: tuple[str, ...]
    tables: tuple[SeriesTable, ...]


def shown_quarters() -> list[str]:
    """Those that stand side by side, the earliest first."""
    return closed_quarters(most=SIDE_BY_SIDE)[::-1]


def cells_of(user: Actor, district: Region, quarters: Iterable[str]) -> Cells:
    """The figures as they may be told. Raises NotPermitted; ValueError for a quarter that is not over."""
    cells: Cells = {}
    for quarter in quarters:
        told = figures_of(user, district, quarter, kind=KIND)
        for series, rows in ((Series.PETITIONS, told.topics), (Series.ADVICE, told.advice)):
            for topic, (_label, count) in zip(Topic.values, rows, strict=True):
                cells[series, topic, quarter] = count
    return cells


def hot_topics(user: Actor, district: Region) -> HotTopics:
    """What the page shows."""
    quarters = shown_quarters()
    cells = cells_of(user, district, quarters)
    return HotTopics(tuple(quarters), tuple(_table(series, quarters, cells) for series in Series))


def _table(series: Series, quarters: list[str], cells: Cells) -> SeriesTable:
    rows = _rows(series, quarters, cells)
    nought = tuple(row.label for row in rows if row.is_nought)
    return SeriesTable(series, tuple(row for row in rows if not row.is_nought), nought)


def _rows(series: Series, quarters: list[str], cells: Cells) -> tuple[TopicRow, ...]:
    longest = max((count or 0 for (one, _t, _q), count in cells.items() if one == series), default=0) or 1
    rows = []
    for topic in Topic:
        counts = [(quarter, cells[series, topic, quarter]) for quarter in quarters]
        bars = tuple(Bar(quarter, count, round(100 * (count or 0) / longest)) for quarter, count in counts)
        rows.append(TopicRow(topic, str(topic.label), bars))
    return tuple(sorted(rows, key=lambda row: [-(bar.count or 0) for bar in reversed(row.bars)]))


def quoted(user: Actor, district: Region, topic: str, quarters: Collection[str]) -> dict[tuple[str, str], int | None]:
    """The figures of a topic that a suggestion quotes, by series and quarter; without those that are not over."""
    over = [quarter for quarter in closed_quarters() if quarter in quarters]
    cells = cells_of(user, district, over)
    return {(series, quarter): count for (series, one, quarter), count in cells.items() if one == topic}
