"""Where a village's mean or spread stands out from its town: a question for reviewers, never a finding (issue 4).

Only villages with enough families are compared, only in towns with enough such villages, and only as a whole: nothing
here leads to a single family, and nothing here changes a result.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.db.models import Count, F, QuerySet, Sum
from django.db.models.functions import Substr

from anjia.evaluations.actions.scoring import MIN_RATERS
from anjia.evaluations.enums import CandidacyState as S
from anjia.evaluations.enums import StandsOut
from anjia.evaluations.models import Candidacy
from anjia.kernel.scope import SEGMENT, under_any
from anjia.programmes.models import ProgrammeCycle
from anjia.regions.enums import Level

LEAST_FAMILIES = 10
LEAST_VILLAGES = 4
# Three robust standard deviations: 1.4826 median deviations are one, where values lie as they usually do.
DEVIATIONS = 3 * Fraction(14826, 10000)
# Villages that hardly differ at all make a small median deviation: one point is the least that counts.
LEAST_DISTANCE = Fraction(1)
VILLAGE, TOWN = Level.VILLAGE.depth * SEGMENT, Level.TOWN.depth * SEGMENT


@dataclass(frozen=True)
class Figures:
    """The scores of one village, in points: how many families, their mean, and how far they lie from it (deviation)."""

    families: int
    mean: Fraction
    spread: Fraction


@dataclass(frozen=True)
class Compared:
    """A village beside the middle of its town; without `town_mean` there were too few to compare with."""

    figures: Figures
    town_mean: Fraction | None = None
    town_spread: Fraction | None = None
    flags: tuple[StandsOut, ...] = ()


def compared_villages(cycle: ProgrammeCycle, paths: Iterable[str]) -> dict[str, Compared]:
    """The villages with scores in places, by path, each against its own town; one statement for a whole district.

    `paths` are towns or above: a village is never looked at without its town.
    """
    figures = _figures(Candidacy.objects.filter(under_any("region__path", paths), cycle=cycle))
    towns: dict[str, dict[str, Figures]] = defaultdict(dict)
    for path, found in figures.items():
        towns[path[:TOWN]][path] = found
    return {path: line for villages in towns.values() for path, line in compare_town(villages).items()}


def flagged(compared: Mapping[str, Compared]) -> dict[str, Compared]:
    """Those that stand out."""
    return {path: line for path, line in compared.items() if line.flags}


def _figures(candidacies: QuerySet[Candidacy]) -> dict[str, Figures]:
    """Exact sums from the database: a family's mean is its total over its raters, so they are added up by raters."""
    scored = candidacies.filter(raters_counted__gte=MIN_RATERS).exclude(state__in=[S.DRAFT, S.WITHDRAWN])
    rows = scored.annotate(village=Substr("region__path", 1, VILLAGE)).order_by().values("village", "raters_counted")
    sums: dict[str, tuple[int, Fraction, Fraction]] = defaultdict(lambda: (0, Fraction(0), Fraction(0)))
    square = F("total_half_points") * F("total_half_points")
    for row in rows.annotate(n=Count("pk"), total=Sum("total_half_points"), squares=Sum(square)):
        number, total, squares = sums[row["village"]]
        half = 2 * row["raters_counted"]
        sums[row["village"]] = (
            number + row["n"],
            total + Fraction(row["total"], half),
            squares + Fraction(row["squares"], half * half),
        )
    return {path: _of_sums(*found) for path, found in sums.items()}


def _of_sums(number: int, total: Fraction, squares: Fraction) -> Figures:
    mean = total / number
    variance = squares / number - mean * mean
    return Figures(number, mean, Fraction((Decimal(variance.numerator) / Decimal(variance.denominator)).sqrt()))


def compare_town(villages: Mapping[str, Figures]) -> dict[str, Compared]:
    """The villages of one town against their median, by median deviations."""
    enough = [found for found in villages.values() if found.families >= LEAST_FAMILIES]
    if len(enough) < LEAST_VILLAGES:
        return {path: Compared(found) for path, found in villages.items()}
    means, spreads = [found.mean for found in enough], [found.spread for found in enough]
    mean, spread = median(means), median(spreads)
    far_mean, far_spread = _far(means, mean), _far(spreads, spread)
    return {
        path: Compared(
            found,
            mean,
            spread,
            (
                *_side(found.mean - mean, far_mean, StandsOut.LOW, StandsOut.HIGH),
                *_side(found.spread - spread, far_spread, StandsOut.NARROW, StandsOut.WIDE),
            ),
        )
        if found.families >= LEAST_FAMILIES
        else Compared(found)
        for path, found in villages.items()
    }


def median(values: Iterable[Fraction]) -> Fraction:
    """The middle value, or the mean of the two in the middle."""
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def _far(values: list[Fraction], middle: Fraction) -> Fraction:
    return max(LEAST_DISTANCE, DEVIATIONS * median(abs(value - middle) for value in values))


def _side(distance: Fraction, far: Fraction, below: StandsOut, above: StandsOut) -> tuple[StandsOut, ...]:
    if abs(distance) <= far:
        return ()
    return (below,) if distance < 0 else (above,)
