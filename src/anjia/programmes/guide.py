"""The steps of a rehearsal, one after the other; the slices above register theirs (from `apps.py`)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from anjia.programmes.models import ProgrammeCycle


@dataclass(frozen=True)
class GuideStep:
    """One step: what it is, how far it has come, and where it is done."""

    title: str | Promise
    detail: str | Promise = ""
    url: str = ""
    act: str | Promise = ""
    is_done: bool = False


StepFinder = Callable[[Any, ProgrammeCycle], list[GuideStep]]
_finders: dict[int, StepFinder] = {}


def find_steps(order: int, finder: StepFinder) -> None:
    """`finder(user, cycle)` answers the steps of a slice; slices stand in the order of their numbers."""
    _finders[order] = finder


def steps_of(user: Any, cycle: ProgrammeCycle) -> list[GuideStep]:
    """Every step of a rehearsal, in order."""
    return [step for order in sorted(_finders) for step in _finders[order](user, cycle)]
