"""What confirming a list of titles would do: each row checked against the registry, the register and the decisions."""

import base64
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.honours.adoption.checking import AdoptedRow, Checker
from anjia.honours.adoption.columns import TITLES
from anjia.honours.adoption.findings import Finding, Wrong
from anjia.honours.adoption.reading import kind_of, rows_of
from anjia.honours.adoption.register import Register
from anjia.honours.enums import TitleKind
from anjia.honours.models import TitleAdoption
from anjia.households.roster import Candidate, Header, Workbook, find_headers, read_workbook
from anjia.kernel.exceptions import Conflict
from anjia.regions.queries import villages_under


@dataclass(frozen=True)
class UnknownGroup:
    """A group of the list that the registry does not know; `rows` wait for it."""

    village_id: str
    village: str
    label: str
    rows: int


@dataclass(frozen=True)
class Preview:
    """`rows` are to be adopted, `known` are there already; of those who do not say yes there is only a number (F5)."""

    workbook: Workbook
    headers: Mapping[str, Header]
    rows: tuple[AdoptedRow, ...]
    known: int
    declined: int
    findings: tuple[Finding, ...]
    changes: tuple[tuple[str, str], ...] = field(default=())
    unknown_groups: tuple[UnknownGroup, ...] = ()

    @cached_property
    def figures(self) -> dict[str, int]:
        wrong = {
            (found.sheet, found.row) for found in self.findings if found.row and found.wrong is not Wrong.NO_COLUMN
        }
        return {
            "titles": len(self.rows),
            "families": len({row.family for row in self.rows if row.household_id is None}),
            "decisions": len({row.number for row in self.rows if row.decision_id is None}),
            "known": self.known,
            "wrong": len(wrong),
            "declined": self.declined,
        }

    @property
    def decisions(self) -> list[dict[str, Any]]:
        """Each number with its day, its organ and how many titles it brings."""
        held = Counter(row.number for row in self.rows)
        told = {row.number: row for row in self.rows}
        return [
            {"number": str(number), "day": told[number].named_on, "organ": told[number].organ, "titles": count}
            for number, count in sorted(held.items())
        ]


def content_of(batch: Any) -> bytes:
    """The uploaded file. Raises Conflict once it is destroyed."""
    if not batch.content:
        raise Conflict(_("原文件已经销毁，不能再打开。需要时请重新上传。"))
    return base64.b64decode(batch.content)


def workbook_of(batch: Any) -> Workbook:
    return read_workbook(content_of(batch), batch.file_name)


def preview_of(batch: TitleAdoption) -> Preview:
    """Read and check; writes nothing."""
    workbook = workbook_of(batch)
    headers = find_headers(workbook, batch.columns, TITLES)
    findings = [
        Finding(sheet.name, 0, None, "", Wrong.NO_HEADER)
        for sheet in workbook.sheets
        if sheet.rows and sheet.name not in headers
    ]
    usable = {}
    for name, header in headers.items():
        missing = [str(TITLES.labels[column]) for column in TITLES.required if column not in header.columns]
        if missing:
            findings.append(Finding(name, header.body, None, "、".join(missing), Wrong.NO_COLUMN))
        else:
            usable[name] = header
    return _checked(batch, workbook, headers, usable, findings)


def _checked(batch: TitleAdoption, workbook: Workbook, headers: Any, usable: Any, findings: list[Finding]) -> Preview:
    villages = villages_under(batch.region.path).values_list("pk", "code", "name", "path")
    candidates = [Candidate(str(pk), code, name, path) for pk, code, name, path in villages]
    read = list(rows_of(workbook, usable, candidates))
    checker = Checker(Register(batch.region, read), usable, batch.issuing_organ, timezone.localdate())
    # A model family is one that is named: what names it is read first, wherever it stands in the list.
    for row in sorted(read, key=lambda row: kind_of(row) is TitleKind.MODEL_FAMILY):
        checker.take(row)
    found = (*findings, *checker.findings)
    names = {candidate.id: candidate.name for candidate in candidates}
    unknown = [UnknownGroup(pk, names[pk], label, rows) for (pk, label), rows in checker.unknown_groups.items()]
    told = (tuple(checker.changes.items()), tuple(unknown))
    return Preview(workbook, headers, tuple(checker.rows), checker.known, checker.declined, found, *told)
