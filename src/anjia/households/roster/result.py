"""What an examination is told and what it gives back."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import polars as pl

from anjia.households.roster.header import Header
from anjia.households.roster.issues import Issue, Level
from anjia.households.roster.villages import Candidate, VillageProposal

RowKey = tuple[str, int]  # sheet name, row number as the user sees it


@dataclass(frozen=True, slots=True)
class Context:
    """What the user may import into and what they have settled so far.

    `groups` are the labels registered in each village, `ticked` those the user wants made. `villages` are the
    confirmed keys of VillageProposal. `dropped` rows are discarded duplicates, `distinct` ones are families of
    their own.
    """

    today: dt.date
    candidates: tuple[Candidate, ...]
    groups: Mapping[str, frozenset[str]] = field(default_factory=dict)
    ticked: Mapping[str, frozenset[str]] = field(default_factory=dict)
    villages: Mapping[str, str] = field(default_factory=dict)
    dropped: frozenset[RowKey] = frozenset()
    distinct: frozenset[RowKey] = frozenset()


class Counts(NamedTuple):
    """Families of a group by their answer. Nothing else about those who did not say yes leaves the library (F5)."""

    asked: int
    yes: int
    no_or_blank: int


@dataclass(frozen=True, slots=True)
class UnknownGroup:
    village_id: str
    label: str
    rows: int


@dataclass(frozen=True, slots=True)
class Duplicates:
    """Rows of the file that are likely one family; `opposed` when they answer differently."""

    sheet: str
    rows: tuple[RowKey, ...]
    opposed: bool


@dataclass(frozen=True, slots=True)
class RosterResult:
    """`rows` holds the yes rows without an error: sheet, row, village_id, group, head_name, birth ("1970-05"), size,
    address, phone, residence, publishes. `rejected` holds how many yes rows have one. `changes` shows what was
    read differently from what was written: sheet, row, field, before, after.
    """

    headers: Mapping[str, Header]
    villages: tuple[VillageProposal, ...]
    unknown_groups: tuple[UnknownGroup, ...]
    duplicates: tuple[Duplicates, ...]
    counts: Mapping[tuple[str, str], Counts]
    rows: pl.DataFrame
    rejected: int
    changes: pl.DataFrame
    issues: tuple[Issue, ...]

    @property
    def errors(self) -> tuple[Issue, ...]:
        return tuple(issue for issue in self.issues if issue.level is Level.ERROR)

    @property
    def warnings(self) -> tuple[Issue, ...]:
        return tuple(issue for issue in self.issues if issue.level is Level.WARNING)
