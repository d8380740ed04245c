"""What confirming a list of plaques would do: each row checked against the registry, the titles and the plaques."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils import timezone

from anjia.exemplars.earlier.checking import Checker, PlaqueRow
from anjia.exemplars.earlier.columns import PLAQUES
from anjia.exemplars.earlier.findings import PlaqueFinding, Wrong
from anjia.exemplars.earlier.register import Register
from anjia.exemplars.models import PlaqueImport
from anjia.honours.adoption import workbook_of
from anjia.honours.adoption.reading import rows_of
from anjia.honours.enums import TitleKind
from anjia.households.roster import Candidate, Header, Workbook, find_headers
from anjia.regions.queries import villages_under


@dataclass(frozen=True)
class PlaquePreview:
    """`rows` are to be entered, `known` stand in the register already."""

    workbook: Workbook
    headers: Mapping[str, Header]
    rows: tuple[PlaqueRow, ...]
    known: int
    findings: tuple[PlaqueFinding, ...]

    @cached_property
    def figures(self) -> dict[str, int]:
        wrong = {
            (found.sheet, found.row) for found in self.findings if found.row and found.wrong is not Wrong.NO_COLUMN
        }
        models = sum(1 for row in self.rows if row.title.kind == TitleKind.MODEL_FAMILY)
        return {"plaques": len(self.rows), "models": models, "known": self.known, "wrong": len(wrong)}


def preview_of(batch: PlaqueImport) -> PlaquePreview:
    """Read and check; writes nothing."""
    workbook = workbook_of(batch)
    headers = find_headers(workbook, batch.columns, PLAQUES)
    findings = [
        PlaqueFinding(sheet.name, 0, None, "", Wrong.NO_HEADER)
        for sheet in workbook.sheets
        if sheet.rows and sheet.name not in headers
    ]
    usable = {}
    for name, header in headers.items():
        missing = [str(PLAQUES.labels[column]) for column in PLAQUES.required if column not in header.columns]
        if missing:
            findings.append(PlaqueFinding(name, header.body, None, "、".join(missing), Wrong.NO_COLUMN))
        else:
            usable[name] = header
    checker = _checked(batch, workbook, usable)
    return PlaquePreview(workbook, headers, tuple(checker.rows), checker.known, (*findings, *checker.findings))


def _checked(batch: PlaqueImport, workbook: Workbook, usable: dict[str, Any]) -> Checker:
    villages = villages_under(batch.region.path).values_list("pk", "code", "name", "path")
    candidates = [Candidate(str(pk), code, name, path) for pk, code, name, path in villages]
    read = list(rows_of(workbook, usable, candidates, PLAQUES))
    checker = Checker(Register(batch.region, read), usable, timezone.localdate())
    for row in read:
        checker.take(row)
    return checker
