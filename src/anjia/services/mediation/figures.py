"""Mediation in numbers: each channel with a measure of its own, ours and other bodies' beside each other, never merged.

Counted are mediations that ended, on the day this was entered: a quarter that is over never changes. A court's share
counts suits that were withdrawn as closed (domain A8-4): added to the others it would say something that nobody
measured. Totals are shown with that note, and no share of them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count

from anjia.kernel.permissions import Actor, require
from anjia.kernel.scope import under
from anjia.regions.models import Region
from anjia.services.enums import Verb
from anjia.services.figures import closed_quarters, days_of
from anjia.services.mediation.enums import Channel, Dispute, Outcome
from anjia.services.mediation.models import Ending
from anjia.services.shares import share
from anjia.services.suppression import suppress_together

Row = tuple[str, str, str, int]
"""Channel, dispute, outcome, count."""


@dataclass(frozen=True)
class Tally:
    """One channel's mediations that ended and how many were settled; None where a number is hidden."""

    channel: Channel
    taken: int | None
    done: int | None

    @property
    def measure(self) -> str:
        return self.channel.measure

    @property
    def share(self) -> str:
        return share(self.done, self.taken)


@dataclass(frozen=True)
class Summary:
    """The channels and the disputes. `is_mixed`: the totals add what is measured differently, so they have no share."""

    tallies: list[Tally]
    disputes: list[tuple[str, int | None]]
    total: int | None

    @property
    def taken(self) -> int | None:
        return _sum(tally.taken for tally in self.tallies)

    @property
    def done(self) -> int | None:
        return _sum(tally.done for tally in self.tallies)

    @property
    def is_mixed(self) -> bool:
        return len({tally.measure for tally in self.tallies if tally.taken}) > 1


def _sum(numbers: Iterable[int | None]) -> int | None:
    total = 0
    for number in numbers:
        if number is None:
            return None
        total += number
    return total


def own_figures(user: Actor, district: Region, quarter: str) -> Summary:
    """Raises NotPermitted without the right, ValueError for a quarter that is not over."""
    require(user, Verb.VIEW_FIGURES, district.path)
    if quarter not in closed_quarters():
        raise ValueError(f"{quarter} is not over, or too long ago")
    first, after = days_of(quarter)
    ended = Ending.objects.filter(under("region_path", district.path), on__gte=first, on__lt=after)
    rows = ended.order_by().values_list("channel", "dispute", "outcome")
    return summary_of(rows.annotate(n=Count("pk")))


def summary_of(rows: Iterable[Row]) -> Summary:
    """Hide what is small with what would tell it: settled and unsettled hide each other, and so do the disputes."""
    cells = {(channel, settled): 0 for channel in Channel for settled in (True, False)}
    disputes: Counter[str] = Counter(dict.fromkeys(Dispute.values, 0))
    for channel, dispute, outcome, count in rows:
        cells[Channel(channel), outcome == Outcome.AGREED] += count
        disputes[dispute] += count
    by_channel, by_dispute = suppress_together(cells, disputes)
    named = [(str(Dispute(key).label), count) for key, count in by_dispute.cells.items()]
    return Summary([_tally(channel, by_channel.cells) for channel in Channel], named, by_dispute.total)


def _tally(channel: Channel, shown: Mapping[tuple[Channel, bool], int | None]) -> Tally:
    done, left = shown[channel, True], shown[channel, False]
    if done is None or left is None:
        return Tally(channel, None, None)
    return Tally(channel, done + left, done)
