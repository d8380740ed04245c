"""What has come of a cycle's targets. The slices above know it; they register how to count (from `apps.py`)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import Substr
from django.utils.functional import Promise

from anjia.programmes.models import ProgrammeCycle

# (cycle, paths of one level) -> how many at or below each path; paths with none may be left out.
Count_ = Callable[[ProgrammeCycle, Sequence[str]], Mapping[str, int]]


@dataclass(frozen=True)
class Counter:
    """One figure. `target` names the kind of target it counts towards: safe_families, model_families or none."""

    key: str
    label: str | Promise
    count: Count_
    target: str = ""
    order: int = 50


_counters: dict[str, Counter] = {}


def register(counter: Counter) -> None:
    """Add a figure; the same key again replaces it."""
    _counters[counter.key] = counter


def counters() -> list[Counter]:
    """The registered figures, in order."""
    return sorted(_counters.values(), key=lambda counter: counter.order)


def by_place(rows: QuerySet[Any], lookup: str, paths: Sequence[str]) -> dict[str, int]:
    """Count rows at or below each of the paths (all of one level), in one query; `lookup` leads to a row's path."""
    if not paths:
        return {}
    placed = rows.order_by().annotate(place=Substr(lookup, 1, len(paths[0]))).values("place")
    counted = dict(placed.annotate(n=Count("pk")).values_list("place", "n"))
    return {path: counted[path] for path in paths if path in counted}
