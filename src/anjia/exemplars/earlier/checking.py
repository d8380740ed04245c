"""One row after the other: to be entered, there already, or wrong with every reason."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from anjia.exemplars.earlier.columns import Column
from anjia.exemplars.earlier.findings import PlaqueFinding, Wrong
from anjia.exemplars.earlier.register import Register
from anjia.honours.adoption.reading import SERIAL, day_of, kind_of, serial_of, written
from anjia.honours.enums import TitleKind
from anjia.honours.models import Title
from anjia.households.roster import Header
from anjia.households.roster.raw import FORMULA
from anjia.regions.models import Region

OURS = re.compile(r"^PP-\d")
LONGEST_NAME = 40
Problem = tuple[Column, Wrong, str]


@dataclass(frozen=True, slots=True)
class PlaqueRow:
    """A row without an error: the title its plaque hangs on."""

    title: Title
    serial: str
    given_on: date
    received_by: str


class Checker:
    """Takes the rows in the file's order; what an earlier row said of a serial or a family counts."""

    def __init__(self, register: Register, headers: Mapping[str, Header], today: date):
        self.register, self.headers, self.today = register, headers, today
        self.rows: list[PlaqueRow] = []
        self.findings: list[PlaqueFinding] = []
        self.known = 0
        self._serials: set[str] = set()
        self._seen: set[UUID] = set()

    def take(self, row: dict[str, Any]) -> None:
        group = self.register.groups.get((row["village_id"] or "", row["group"] or ""))
        fits = self.register.families.get((group.pk, row["head_name"]), []) if group else []
        kind = kind_of(row, Column.KIND)
        if self._is_known(row, fits, kind):
            self.known += 1
            return None
        title = self.register.titles.get((fits[0], kind)) if len(fits) == 1 and kind else None
        problems = [
            *self._about_family(row, group, fits),
            *self._about_title(row, kind, title, fits),
            *self._about_serial(row),
            *self._about_day(row, title),
        ]
        if problems or title is None:
            return self._tell(row, *problems)
        return self._accept(row, title)

    def _is_known(self, row: dict[str, Any], fits: list[UUID], kind: TitleKind | None) -> bool:
        serial = serial_of(row, Column.SERIAL)
        return bool(serial and kind) and any(self.register.hung.get((pk, kind)) == serial for pk in fits)

    def _accept(self, row: dict[str, Any], title: Title) -> None:
        serial, day = serial_of(row, Column.SERIAL), day_of(row, Column.GIVEN)
        if title.pk in self._seen:
            return self._tell(row, (Column.HEAD, Wrong.TWICE, ""))
        self._seen.add(title.pk)
        self._serials.add(serial)
        self.rows.append(PlaqueRow(title, serial, day or self.today, written(row, Column.RECEIVER) or title.head_name))
        return None

    def _about_family(self, row: dict[str, Any], group: Region | None, fits: list[UUID]) -> Iterator[Problem]:
        if row["head_name_code"]:
            yield Column.HEAD, Wrong.NAME, ""
        if row["village_id"] is None or row["village_mismatch"]:
            yield Column.VILLAGE, Wrong.VILLAGE, ""
        elif group is None:
            yield Column.GROUP, Wrong.GROUP, ""
        if len(fits) > 1:
            yield Column.HEAD, Wrong.TWO_FIT, ""
        if len(written(row, Column.RECEIVER)) > LONGEST_NAME:
            yield Column.RECEIVER, Wrong.RECEIVER, ""

    def _about_title(
        self, row: dict[str, Any], kind: TitleKind | None, title: Any, fits: list[UUID]
    ) -> Iterator[Problem]:
        if kind is None:
            yield Column.KIND, Wrong.KIND, ""
        elif title is None:
            if len(fits) < 2 and not row["head_name_code"]:
                yield Column.HEAD, Wrong.NO_TITLE, str(kind.label)
        elif not title.is_proven:
            yield Column.HEAD, Wrong.UNPROVEN, ""
        elif serial := self.register.hung.get((title.household_id, kind)):
            yield Column.SERIAL, Wrong.HUNG, serial

    def _about_serial(self, row: dict[str, Any]) -> Iterator[Problem]:
        serial = serial_of(row, Column.SERIAL)
        if row["serial_raw"] == FORMULA:
            yield Column.SERIAL, Wrong.FORMULA, ""
        elif not SERIAL.match(serial):
            yield Column.SERIAL, Wrong.SERIAL, ""
        elif OURS.match(serial):
            yield Column.SERIAL, Wrong.SERIAL_OURS, ""
        elif serial in self._serials or serial in self.register.serials:
            yield Column.SERIAL, Wrong.SERIAL_TWICE, ""

    def _about_day(self, row: dict[str, Any], title: Title | None) -> Iterator[Problem]:
        day = day_of(row, Column.GIVEN)
        if row["given_on_raw"] == FORMULA:
            yield Column.GIVEN, Wrong.FORMULA, ""
        elif day is None:
            yield Column.GIVEN, Wrong.DAY, ""
        elif day > self.today:
            yield Column.GIVEN, Wrong.DAY_AHEAD, ""
        elif title is not None and day < title.granted_on:
            yield Column.GIVEN, Wrong.DAY_EARLY, title.granted_on.isoformat()

    def _tell(self, row: dict[str, Any], *problems: Problem) -> None:
        header = self.headers[row["sheet"]]
        for column, wrong, told in problems:
            at, value = header.column_of(column), written(row, column)[:80]
            self.findings.append(PlaqueFinding(row["sheet"], row["row"], at, value, wrong, told))
