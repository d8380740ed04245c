"""What the house holds of one family, table by table: how it is told and how forgotten (domain B10; 个保法 45, 47).

A registry filled from the slices' `personal.py`. Every table of kind `household` stands in it, and so does every
other that points to a family by a plain id; a test compares it with the models.
"""

import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from anjia.kernel.permissions import Actor

Rows = Callable[[uuid.UUID], QuerySet[Any]]
Erase = Callable[[uuid.UUID, Actor], int]
# Stands where a name was and none may be missing.
FORGOTTEN = "—"


@dataclass(frozen=True)
class Holding:
    """One table: which rows are about a family, what of them it may read, and what becomes of them.

    `told` names the fields the family reads, with their labels; `hidden` personal fields are about somebody else (an
    objector) or only serve the machine. The rows go (`deletes`), or fields get empty values (`blank`), or a function
    sees to it (`erase`). `words` turn a code into words. `kept` is the reason why a row without any name stays.
    """

    model: str
    title: str | Promise
    told: Mapping[str, str | Promise]
    rows: Rows | None = None
    words: Mapping[str, Callable[[Any], str]] = field(default_factory=dict)
    hidden: tuple[str, ...] = ()
    deletes: bool = False
    blank: Mapping[str, Any] = field(default_factory=dict)
    erase: Erase | None = None
    kept: str | Promise = ""

    @property
    def model_class(self) -> type[models.Model]:
        return apps.get_model(self.model)

    def rows_of(self, household_id: uuid.UUID) -> QuerySet[Any]:
        """The rows about a family, those of rehearsals too, the oldest first."""
        if self.rows is not None:
            return self.rows(household_id).order_by("pk")
        return self.model_class._base_manager.filter(household_id=household_id).order_by("pk")

    def forget(self, household_id: uuid.UUID, by: Actor) -> int:
        """Carry out what is said here; returns how many rows were touched."""
        if self.erase is not None:
            return self.erase(household_id, by)
        rows = self.rows_of(household_id).order_by()
        if self.deletes:
            return int(rows.delete()[0])
        return rows.update(**self.blank) if self.blank else 0


@dataclass(frozen=True)
class Kept:
    """Papers about many families that stay as they are, and the law that says so. `file_kinds` are those of files."""

    label: str | Promise
    why: str | Promise
    file_kinds: tuple[str, ...] = ()


_holdings: dict[str, Holding] = {}
_kept: list[Kept] = []


def hold(holding: Holding) -> None:
    """Said by the slice that owns the table, or by the registry for the slices below it."""
    _holdings[holding.model] = holding


def keep(kept: Kept) -> None:
    _kept.append(kept)


def holdings() -> Iterator[Holding]:
    """Every table, in the order in which the slices said so: from below upward."""
    yield from _holdings.values()


def kept_papers() -> list[Kept]:
    return [*_kept, AUDIT]


AUDIT = Kept(
    _("操作记录"),
    _("何时办了什么、由谁办的，依法留存备查；里面没有家庭的姓名、电话和住址"),
)
