"""What can be decided against a family, told by the slice that decides it: a registry for the slice of appeals.

A slice derives from `AdverseStep` and registers it from its `apps.py`. It says what stands against a family and who
took part in it, what must wait while the family contests it, and how it is undone.
"""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

from anjia.kernel.permissions import Actor
from anjia.programmes.enums import HeldStep
from anjia.regions.clocks import last_day
from anjia.regions.enums import Level, Rule
from anjia.regions.models import Region


@dataclass(frozen=True)
class Adverse:
    """One thing decided against one family: `what` in plain words with its reason, `done_on` the day it was known."""

    step: "AdverseStep"
    object_id: uuid.UUID
    household_id: uuid.UUID
    region: Region
    what: str
    done_on: date

    @property
    def until(self) -> date:
        """The last day on which the family may contest it."""
        return last_day(self.step.rule, self.done_on)

    @property
    def key(self) -> str:
        """Names it on a form."""
        return f"{self.step.key}:{self.object_id}"


@dataclass(frozen=True)
class Part:
    """A part of a step that can be contested and mended by itself: one deduction of a score."""

    key: str
    label: str


class AdverseStep:
    """One kind of step. `level` is where an appeal against it is decided first, by people who took no part."""

    key = ""
    label: str | Promise = ""
    rule = Rule.APPEAL_WITHIN
    level = Level.TOWN
    remedy: str | Promise = ""
    """What happens when an appeal is upheld, in one sentence."""

    def against(self, household_ids: Collection[uuid.UUID]) -> list[Adverse]:
        """What stands against families now, whether or not its time is over; the newest first."""
        raise NotImplementedError

    def took_part(self, adverse: Adverse) -> set[uuid.UUID]:
        """The users who decided, rated or wrote it down."""
        raise NotImplementedError

    def freezes(self, adverse: Adverse) -> list[tuple[HeldStep, uuid.UUID]]:
        """What waits for the answer."""
        raise NotImplementedError

    def parts(self, adverse: Adverse) -> Sequence[Part]:
        """What of it can be contested by itself; nothing where it stands or falls as a whole."""
        return ()

    def undo(self, adverse: Adverse, *, parts: Collection[str], by: Actor) -> None:
        """The appeal is upheld: undo it (or the named parts), whatever happened since. Permission was checked."""
        raise NotImplementedError


_steps: dict[str, AdverseStep] = {}


def register(step: AdverseStep) -> None:
    """Said by the slice that takes the step. Raises ValueError for a key that is taken."""
    if step.key in _steps and type(_steps[step.key]) is not type(step):
        raise ValueError(f"{step.key} is registered already")
    _steps[step.key] = step


def step_of(key: str) -> AdverseStep:
    return _steps[key]


def steps() -> list[AdverseStep]:
    return list(_steps.values())


def against(household_ids: Collection[uuid.UUID]) -> list[Adverse]:
    """Everything that stands against families, the newest first."""
    found = [adverse for step in _steps.values() for adverse in step.against(household_ids)]
    return sorted(found, key=lambda adverse: (adverse.done_on, adverse.key), reverse=True)


def find(household_id: uuid.UUID, key: str) -> Adverse | None:
    """The one that a form names by its `key`, while it stands against the family."""
    kind = key.partition(":")[0]
    found = _steps[kind].against([household_id]) if kind in _steps else []
    return next((adverse for adverse in found if adverse.key == key), None)
