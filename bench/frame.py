"""Rows and what they must hold; the context a bench gets."""

import operator
import re
import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_MUST = re.compile(r"(<=|>=)\s*([\d.]+)(x?)")
_COMPARE = {"<=": operator.le, ">=": operator.ge}


@dataclass(frozen=True)
class Row:
    """One figure. `ratio` is value / peer; `holds` is None where nothing must hold."""

    bench: str
    measure: str
    value: float
    unit: str
    against: str = ""
    ratio: float | None = None
    must: str = ""
    holds: bool | None = None


@dataclass
class Stopwatch:
    """The seconds a block took; still running until it ends."""

    seconds: float = 0.0


@dataclass(frozen=True)
class Context:
    """What a bench is given: its name, its size, a folder to write in."""

    name: str
    quick: bool
    folder: Path

    def size(self, full: int) -> int:
        """The full size, or a tenth of it in a quick run."""
        return max(1, full // 10) if self.quick else full

    def row(
        self, measure: str, value: float, unit: str, *, peer: tuple[str, float] | None = None, must: str = ""
    ) -> Row:
        """A figure, beside its peer `(name, value)`. `must` reads `>= 0.4x` (the ratio) or `<= 400 MB` (the value)."""
        against, ratio = (peer[0], value / peer[1]) if peer else ("", None)
        return Row(self.name, measure, value, unit, against, ratio, must, holds(must, value, ratio))

    @contextmanager
    def timed(self) -> Iterator[Stopwatch]:
        """Measures a block: `with context.timed() as watch: …; watch.seconds`."""
        watch = Stopwatch()
        begun = time.perf_counter()
        try:
            yield watch
        finally:
            watch.seconds = time.perf_counter() - begun


def holds(must: str, value: float, ratio: float | None) -> bool | None:
    """Whether the figure keeps what it must; None where there is no must. ValueError for one that cannot be read."""
    if not must:
        return None
    match = _MUST.match(must)
    measured = ratio if match and match[3] else value
    if match is None or measured is None:
        raise ValueError(f"cannot tell whether {must!r} holds")
    return bool(_COMPARE[match[1]](measured, float(match[2])))


def peak_memory_mb() -> float:
    """The most memory this process has held; where the system tells, without what its parent held at the fork."""
    status = Path("/proc/self/status")
    told = re.search(r"VmHWM:\s*(\d+) kB", status.read_text()) if status.exists() else None
    if told:
        return int(told[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def table(rows: list[Row]) -> str:
    """The rows as aligned text."""
    cells = [("bench", "measure", "value", "unit", "against", "ratio", "must", "holds")]
    cells += [
        (
            row.bench,
            row.measure,
            f"{row.value:,.4g}" if row.value < 1000 else f"{row.value:,.0f}",
            row.unit,
            row.against,
            "" if row.ratio is None else f"{row.ratio:.3g}x",
            row.must,
            {None: "", True: "yes", False: "NO"}[row.holds],
        )
        for row in rows
    ]
    widths = [max(len(line[column]) for line in cells) for column in range(len(cells[0]))]
    return "\n".join("  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)) for line in cells)
