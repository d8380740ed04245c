"""The draw of a spot-check and the rotation of its raters: plain arithmetic anybody can do again (issue 4).

Every code gets the SHA-256 of `seed|day|code` in UTF-8, written in hexadecimal; they are put in the order of these
digests, and the first so many are drawn. Villages and raters are put in order the same way. Nothing else plays a part.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256


@dataclass(frozen=True)
class Lot:
    """A seed and its day."""

    seed: str
    day: date

    def digest(self, code: str) -> str:
        return sha256(f"{self.seed}|{self.day:%Y-%m-%d}|{code}".encode()).hexdigest()

    def ordered(self, codes: Iterable[str]) -> list[str]:
        """The codes in the order of their digests."""
        return sorted(codes, key=lambda code: (self.digest(code), code))

    def drawn(self, codes: Collection[str], number: int) -> list[str]:
        """The first `number` of them."""
        return self.ordered(codes)[:number]


def size_of(families: int, percent: int, least: int) -> int:
    """How many of a village are drawn: the share rounded up, at least so many, never more than there are.

    >>> size_of(41, 10, 3), size_of(12, 10, 3), size_of(2, 10, 3)
    (5, 3, 2)
    """
    return min(families, max(least, -(-families * percent // 100)))


def round_from(village: str, circle: Sequence[str]) -> list[str]:
    """The other villages of a circle, beginning with the one after `village`: who rates it, and who stands in.

    >>> round_from("B", ["A", "B", "C"])
    ['C', 'A']
    """
    at = circle.index(village)
    return [*circle[at + 1 :], *circle[:at]]
