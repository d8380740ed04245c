"""The draw of a spot-check and the rotation of its raters: plain arithmetic anybody can do again (issue 4).

The families of a village stand on a list that was fixed before; their codes are the village's own and the number on
that list, `430203001901-0007`. Every code gets the SHA-256 of `seed|day|code` in UTF-8, written in hexadecimal; they
are put in the order of these digests, and the first so many are drawn. The day is that on which the seed is made known.
Villages and raters are put in order the same way. Nothing else plays a part, and no name is needed to do it again.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
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


def digest_of(text: str) -> str:
    """The fingerprint of a list: SHA-256 of its lines in UTF-8, parted by a line feed, none after the last."""
    return sha256(text.encode()).hexdigest()


def code_of(village: str, number: int) -> str:
    """A family's code: its village's and its number on the list.

    >>> code_of("430203001901", 7)
    '430203001901-0007'
    """
    return f"{village}-{number:04d}"


def numbers_drawn(lot: Lot, listed: Mapping[str, int], percent: int, least: int) -> dict[str, list[int]]:
    """The numbers that come out in each village, in the order in which they do; `listed` says how many stand there."""
    drawn = {}
    for village, families in listed.items():
        codes = {code_of(village, number): number for number in range(1, families + 1)}
        drawn[village] = [codes[code] for code in lot.drawn(codes, size_of(families, percent, least))]
    return drawn


def round_from(village: str, circle: Sequence[str]) -> list[str]:
    """The other villages of a circle, beginning with the one after `village`: who rates it, and who stands in.

    >>> round_from("B", ["A", "B", "C"])
    ['C', 'A']
    """
    at = circle.index(village)
    return [*circle[at + 1 :], *circle[:at]]
