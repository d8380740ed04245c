"""Figures in which nobody is found, also not by subtraction (architecture 1; domain A9-1).

Cells from one to four are hidden. What is hidden with them, the complements, makes the hidden ones at least two with a
sum of at least five, so that a total minus what is shown says nothing of any of them.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

FEWEST = 5
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Shown(Generic[Key]):
    """What may be shown: None for what is hidden."""

    cells: dict[Key, int | None]
    total: int | None


def suppress(counts: Mapping[Key, int]) -> Shown[Key]:
    """One list of cells and its total.

    Where too little is left to hide behind, everything that is not zero is hidden, and the total with it.
    """
    hidden = _hidden(counts)
    if hidden is None:
        return Shown({key: (0 if count == 0 else None) for key, count in counts.items()}, None)
    return Shown({key: (None if key in hidden else n) for key, n in counts.items()}, sum(counts.values()))


def suppress_together(*lists: Mapping[Key, int]) -> list[Shown[Key]]:
    """Several divisions of the same whole: where one must hide the total, no other may tell it, nor may its cells."""
    shown = [suppress(counts) for counts in lists]
    if all(one.total is not None for one in shown):
        return shown
    return [Shown(dict.fromkeys(one.cells), None) for one in shown]


def _hidden(counts: Mapping[Key, int]) -> set[Key] | None:
    small = {key for key, count in counts.items() if 0 < count < FEWEST}
    if not small:
        return set()
    rest = sorted((key for key in counts if key not in small and counts[key]), key=lambda key: counts[key])
    hidden = set(small)
    while len(hidden) < 2 or sum(counts[key] for key in hidden) < FEWEST:
        if not rest:
            return None
        hidden.add(rest.pop(0))
    return hidden
