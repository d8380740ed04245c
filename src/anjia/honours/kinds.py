"""Kinds of naming decision: whose meeting decides, on which families, and what the document says.

The town's own stands in `actions.naming`; a slice above registers another (the model families', domain A5-6).
Every kind goes the same way: drafted, decided by a meeting, signed by another person, issued under a number.
"""

import uuid
from abc import ABC, abstractmethod
from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.functional import Promise

from anjia.honours.enums import TitleKind
from anjia.honours.models import NamingDecision
from anjia.honours.terms import Term, term
from anjia.kernel.permissions import Actor
from anjia.kernel.workflow import Workflow
from anjia.programmes.models import ProgrammeCycle
from anjia.regions.enums import Level
from anjia.regions.models import Region

HONOUR = "平安家庭"
# A family as it is named: household, group, head's name.
Named = tuple[uuid.UUID, uuid.UUID, str]


class DecisionKind(ABC):
    """One kind of decision; its titles are of the same `kind`.

    `steps` is the namespace of its check pages (`decision_decide`, `decision_sign`, `decision_void`).
    """

    kind: ClassVar[TitleKind]
    is_renewal: ClassVar[bool] = False
    honour: ClassVar[str]
    level: ClassVar[Level]
    series: ClassVar[str]
    prefix: ClassVar[str]
    workflow: ClassVar[Workflow]
    prepare: ClassVar[str]
    decide: ClassVar[str]
    sign: ClassVar[str]
    steps: ClassVar[str]
    nobody: ClassVar[str | Promise]
    who_helps: ClassVar[str | Promise]
    wrong_place: ClassVar[str | Promise]
    who_stands: ClassVar[str | Promise]

    @abstractmethod
    def subject(self, cycle: ProgrammeCycle) -> str:
        """The title of the document, without its organ."""

    @abstractmethod
    def recipients(self, place: Region) -> str:
        """To whom the document is addressed."""

    @abstractmethod
    def available(self, cycle: ProgrammeCycle, place: Region) -> QuerySet[Any]:
        """The families a draft would be about."""

    @abstractmethod
    def standing(self, decision: NamingDecision) -> QuerySet[Any]:
        """The families the decision is about now: those that left since the meeting are not among them."""

    @abstractmethod
    def freeze(self, decision: NamingDecision) -> int:
        """Keep the families the meeting has decided on; answers how many."""

    @abstractmethod
    def frozen(self, decision: NamingDecision) -> int:
        """How many families the meeting decided on, those that left since among them."""

    @abstractmethod
    def name_families(self, decision: NamingDecision, *, by: Actor) -> list[Named]:
        """The families are named; answers them in the order of the roster."""

    def terms(self, decision: NamingDecision, families: Sequence[Named], today: date) -> list[Term]:
        """From when to when each of the titles holds."""
        return [term(today)] * len(families)

    @abstractmethod
    def paragraphs(self, decision: NamingDecision, families: int) -> tuple[str, ...]:
        """What the document says, in Chinese whatever the reader's language."""

    def last_day(self, decision: NamingDecision) -> date | None:
        """The day after which the meeting may be held, where there is one."""
        return None

    @abstractmethod
    def publish(self, decision: NamingDecision, *, by: Actor) -> None:
        """Publish the result, in the transaction of the signature."""

    def families_page(self, decision: NamingDecision) -> str:
        """Where the families are looked at one by one; empty where there is no such page."""
        return ""

    def serials(self, year: int, numbers: Sequence[int]) -> list[str]:
        return [f"{self.prefix}-{year}-{number:06d}" for number in numbers]


_kinds: dict[tuple[str, bool], DecisionKind] = {}


def register(kind: DecisionKind) -> None:
    """Called once for each kind, from `apps.py`."""
    _kinds[kind.kind, kind.is_renewal] = kind


def of(kind: str, *, renewal: bool = False) -> DecisionKind:
    """The rules of a kind; KeyError for one that nobody registered."""
    return _kinds[kind, renewal]


def kind_of(decision: NamingDecision) -> DecisionKind:
    return of(decision.kind, renewal=decision.is_renewal)


def deciding(verb: str) -> list[str]:
    """The kinds a verb prepares, decides or signs; all where it is a verb of none."""
    mine = [key for (key, _renewal), rules in _kinds.items() if verb in (rules.prepare, rules.decide, rules.sign)]
    return mine or [key for key, _renewal in _kinds]
