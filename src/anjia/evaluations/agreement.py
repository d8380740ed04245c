"""How far a blind scoring agrees with the first: whole numbers only, nothing is rounded before it is compared."""

from collections.abc import Sequence
from dataclasses import dataclass

from anjia.evaluations.points import reaches

ONE_POINT = 2


@dataclass(frozen=True)
class Agreement:
    """Of a village or a town: families scored twice and their criteria, and how many of these agree.

    `exact` and `near` count criteria whose means are the same, or at most one point apart; `same_side` counts
    families that are on the same side of the pass mark both times.
    """

    drawn: int = 0
    families: int = 0
    criteria: int = 0
    exact: int = 0
    near: int = 0
    same_side: int = 0

    def __add__(self, other: "Agreement") -> "Agreement":
        return Agreement(
            self.drawn + other.drawn,
            self.families + other.families,
            self.criteria + other.criteria,
            self.exact + other.exact,
            self.near + other.near,
            self.same_side + other.same_side,
        )

    @property
    def exact_rate(self) -> str:
        return rate(self.exact, self.criteria)

    @property
    def near_rate(self) -> str:
        return rate(self.near, self.criteria)

    @property
    def same_side_rate(self) -> str:
        return rate(self.same_side, self.families)


def rate(part: int, whole: int) -> str:
    """A share in percent to one decimal, half up; a dash where there is nothing to share.

    >>> rate(2, 3), rate(0, 0)
    ('66.7%', '—')
    """
    if not whole:
        return "—"
    tenths = (2000 * part + whole) // (2 * whole)
    return f"{tenths // 10}.{tenths % 10}%"


def compare(first: Sequence[int], first_raters: int, blind: Sequence[Sequence[int]], pass_mark: int) -> Agreement:
    """One family scored twice: the sums of `first_raters` ballots against the blind ballots."""
    number = len(blind)
    sums = [sum(column) for column in zip(*blind, strict=True)]
    apart = [abs(a * number - b * first_raters) for a, b in zip(first, sums, strict=True)]
    same_side = reaches(sum(first), first_raters, pass_mark) == reaches(sum(sums), number, pass_mark)
    return Agreement(
        families=1,
        criteria=len(apart),
        exact=sum(distance == 0 for distance in apart),
        near=sum(distance <= ONE_POINT * number * first_raters for distance in apart),
        same_side=int(same_side),
    )
