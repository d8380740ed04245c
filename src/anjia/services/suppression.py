"""Figures in which nobody is found, also not by subtraction (architecture 1; domain A9-1).

Cells from one to four are hidden, and with them, as complements, others from the foot of the list, where mostly the
rest stands ("other", "left out"). Which others must not depend on how large they are: whoever knows the rule would
conclude back from the choice. They go on until the hidden sum leaves room for every hidden cell to be several numbers;
where no list is long enough, the total is hidden.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

FEWEST = 5
# By how much the hidden sum must exceed the least it could be: else all of them are that least, and told.
ROOM = 3
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
    hidden = {key for key, count in counts.items() if 0 < count < FEWEST}
    room = sum(counts[key] - 1 for key in hidden)
    if not hidden:
        return hidden
    for key, count in reversed(list(counts.items())):
        if count >= FEWEST:
            hidden.add(key)
            room += count - FEWEST
            if room >= ROOM:
                return hidden
    return None
