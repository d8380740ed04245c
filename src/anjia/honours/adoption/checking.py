"""One row after the other: adopted, there already, declined, or wrong with every reason."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from anjia.documents.numbers import ParsedNumber
from anjia.honours.adoption.columns import Column
from anjia.honours.adoption.findings import Finding, Wrong
from anjia.honours.adoption.reading import OURS, SERIAL, day_of, kind_of, serial_of, written
from anjia.honours.adoption.register import Register
from anjia.honours.enums import DecisionState, TitleKind
from anjia.honours.models import NamingDecision
from anjia.honours.terms import term
from anjia.households.roster import Header
from anjia.households.roster.raw import FORMULA
from anjia.kernel.scope import contains
from anjia.regions.models import Region

MOST = 99_999
LONGEST_ORGAN = 80
Problem = tuple[Column, Wrong, str]


@dataclass(frozen=True, slots=True)
class AdoptedRow:
    """A row without an error. `household_id` and `decision_id` are None for what is made new."""

    group: Region
    head_name: str
    household_id: UUID | None
    number: ParsedNumber
    decision_id: UUID | None
    named_on: date
    organ: str
    serial: str
    publishes: bool
    kind: TitleKind = TitleKind.SAFE_FAMILY

    @property
    def family(self) -> tuple[UUID, str]:
        return self.group.pk, self.head_name


class Checker:
    """Takes the rows in the file's order; what an earlier row said of a number, a serial or a family counts."""

    def __init__(self, register: Register, headers: Mapping[str, Header], organ: str, today: date):
        self.register, self.headers, self.organ, self.today = register, headers, organ, today
        self.rows: list[AdoptedRow] = []
        self.findings: list[Finding] = []
        self.changes: dict[str, str] = {}
        self.known = self.declined = 0
        self.unknown_groups: Counter[tuple[str, str]] = Counter()
        self._days: dict[str, date] = {}
        self._ends: dict[date, date] = {}
        self._kinds: dict[str, TitleKind] = {}
        self._based: set[tuple[UUID, str]] = set()
        self._serials: set[str] = set()
        self._seen: set[tuple[str, UUID, str]] = set()

    def take(self, row: dict[str, Any]) -> None:
        """Nobody who said no, nor anybody unknown who said nothing, is looked at any further (F5)."""
        group = self.register.groups.get((row["village_id"] or "", row["group"] or ""))
        fits = self.register.families.get((group.pk, row["head_name"]), []) if group else []
        if row["joins_code"]:
            self._tell(row, (Column.JOINS, Wrong.CONSENT, ""))
        elif row["joins"] is False or (row["joins"] is None and not fits):
            self.declined += 1
        else:
            self._judge(row, group, fits)

    def _judge(self, row: dict[str, Any], group: Region | None, fits: list[UUID]) -> None:
        problems = [
            *self._about_family(row, group, fits),
            *self._about_paper(row, group),
            *self._about_serial(row),
            *self._about_kind(row, group, fits),
        ]
        number = self.register.numbers[written(row, Column.NUMBER)]
        if problems or group is None or isinstance(number, str):
            return self._tell(row, *problems)
        decision = self.register.decisions.get(str(number))
        household = fits[0] if fits else None
        if decision and household and (household, decision.pk) in self.register.held:
            self.known += 1
            return None
        return self._accept(row, group, household, number, decision)

    def _accept(
        self,
        row: dict[str, Any],
        group: Region,
        household: UUID | None,
        number: ParsedNumber,
        decision: NamingDecision | None,
    ) -> None:
        key, serial, day = (str(number), group.pk, row["head_name"]), serial_of(row), day_of(row)
        if key in self._seen:
            return self._tell(row, (Column.HEAD, Wrong.TWICE, ""))
        if self._days.setdefault(str(number), day or self.today) != day:
            return self._tell(row, (Column.NAMED, Wrong.DAY_DIFFERS, ""))
        kind = self._kinds.setdefault(str(number), kind_of(row) or TitleKind.SAFE_FAMILY)
        if kind is not kind_of(row):
            return self._tell(row, (Column.KIND, Wrong.KIND_DIFFERS, ""))
        if kind is TitleKind.SAFE_FAMILY:
            self._based.add((group.pk, row["head_name"]))
        self._seen.add(key)
        self._serials |= {serial} - {""}
        self._note_changes(row, str(number))
        self.rows.append(
            AdoptedRow(
                group=group,
                head_name=row["head_name"],
                household_id=household,
                number=number,
                decision_id=decision.pk if decision else None,
                named_on=self._days[str(number)],
                organ=self.register.modernised(written(row, Column.ORGAN) or self.organ),
                serial=serial,
                publishes=bool(row["publishes"]),
                kind=kind,
            )
        )
        return None

    def _note_changes(self, row: dict[str, Any], number: str) -> None:
        """What is read differently from what was written is shown once."""
        organ = written(row, Column.ORGAN) or self.organ
        for before, after in ((written(row, Column.NUMBER), number), (organ, self.register.modernised(organ))):
            if before != after:
                self.changes[before] = after

    def _about_family(self, row: dict[str, Any], group: Region | None, fits: list[UUID]) -> Iterator[Problem]:
        if row["head_name_code"]:
            yield Column.HEAD, Wrong.NAME, ""
        if row["village_id"] is None or row["village_mismatch"]:
            yield Column.VILLAGE, Wrong.VILLAGE, ""
        elif group is None:
            yield Column.GROUP, Wrong.GROUP, ""
            if row["group"]:
                self.unknown_groups[row["village_id"], row["group"]] += 1
        if len(fits) > 1:
            yield Column.HEAD, Wrong.TWO_FIT, ""

    def _about_paper(self, row: dict[str, Any], group: Region | None) -> Iterator[Problem]:
        if len(written(row, Column.ORGAN)) > LONGEST_ORGAN:
            yield Column.ORGAN, Wrong.ORGAN, ""
        if formulas := [c for c in (Column.NUMBER, Column.NAMED) if row[f"{c.value}_raw"] == FORMULA]:
            yield from ((column, Wrong.FORMULA, "") for column in formulas)
            return
        number, day = self.register.numbers[written(row, Column.NUMBER)], day_of(row)
        if isinstance(number, str):
            yield Column.NUMBER, Wrong.NUMBER, number
        elif number.number > MOST:
            yield Column.NUMBER, Wrong.NUMBER_TAKEN, ""
        elif wrong := self._about_number(number, day, group):
            yield wrong[0], wrong[1], ""
        yield from self._about_day(day, number.year if isinstance(number, ParsedNumber) else None)

    def _about_number(
        self, number: ParsedNumber, day: date | None, group: Region | None
    ) -> tuple[Column, Wrong] | None:
        decision = self.register.decisions.get(str(number))
        if decision is None:
            return (Column.NUMBER, Wrong.NUMBER_TAKEN) if str(number) in self.register.lines else None
        if decision.state != DecisionState.ADOPTED:
            return Column.NUMBER, Wrong.NUMBER_OURS
        if group and not contains(decision.region.path, group.path):
            return Column.NUMBER, Wrong.NUMBER_ELSEWHERE
        return (Column.NAMED, Wrong.DAY_DIFFERS) if day and day != decision.issued_on else None

    def _about_day(self, day: date | None, year: int | None) -> Iterator[Problem]:
        if day is None:
            yield Column.NAMED, Wrong.DAY, ""
        elif day > self.today:
            yield Column.NAMED, Wrong.DAY_AHEAD, ""
        elif year is not None and not year <= day.year <= year + 1:
            yield Column.NAMED, Wrong.DAY_OF_NUMBER, ""
        elif (end := self._end(day)) < self.today:
            yield Column.NAMED, Wrong.ENDED, end.isoformat()

    def _end(self, day: date) -> date:
        if day not in self._ends:
            self._ends[day] = term(day).valid_to
        return self._ends[day]

    def _about_kind(self, row: dict[str, Any], group: Region | None, fits: list[UUID]) -> Iterator[Problem]:
        """A model family is one that is named (domain A2-6); a decision names families of one kind."""
        kind, number = kind_of(row), self.register.numbers[written(row, Column.NUMBER)]
        decision = self.register.decisions.get(str(number))
        if kind is None:
            yield Column.KIND, Wrong.KIND, ""
        elif decision and decision.state == DecisionState.ADOPTED and decision.kind != kind:
            yield Column.KIND, Wrong.KIND_DIFFERS, ""
        elif kind is TitleKind.MODEL_FAMILY and group:
            named = (group.pk, row["head_name"]) in self._based or bool(self.register.based & set(fits))
            if not named:
                yield Column.KIND, Wrong.NO_BASE, ""

    def _about_serial(self, row: dict[str, Any]) -> Iterator[Problem]:
        serial = serial_of(row)
        if row["serial_raw"] == FORMULA:
            yield Column.SERIAL, Wrong.FORMULA, ""
        elif serial and not SERIAL.match(serial):
            yield Column.SERIAL, Wrong.SERIAL, ""
        elif OURS.match(serial):
            yield Column.SERIAL, Wrong.SERIAL_OURS, ""
        elif serial in self._serials or (serial in self.register.serials and not self._is_known(row)):
            yield Column.SERIAL, Wrong.SERIAL_TWICE, ""

    def _is_known(self, row: dict[str, Any]) -> bool:
        """Whether the row is a title that was adopted before, so that its serial is its own."""
        group = self.register.groups.get((row["village_id"] or "", row["group"] or ""))
        fits = self.register.families.get((group.pk, row["head_name"]), []) if group else []
        decision = self.register.decisions.get(str(self.register.numbers[written(row, Column.NUMBER)]))
        return bool(decision and fits and (fits[0], decision.pk) in self.register.held)

    def _tell(self, row: dict[str, Any], *problems: Problem) -> None:
        header = self.headers[row["sheet"]]
        for column, wrong, told in problems:
            at, value = header.column_of(column), written(row, column)[:80]
            self.findings.append(Finding(row["sheet"], row["row"], at, value, wrong, told))
