"""Which village a row belongs to: by code, by name, by the sheet's name or title. Proposals, to be confirmed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from anjia.households.roster.fields import clean_label
from anjia.households.roster.header import Header
from anjia.households.roster.workbook import Workbook
from anjia.regions.names import village_stem


@dataclass(frozen=True, slots=True)
class Candidate:
    """A village the user may import into."""

    id: str
    code: str
    name: str
    path: str


@dataclass(frozen=True, slots=True)
class VillageProposal:
    """One way the file names a village. `key` is what a confirmation refers to; `matches` are the likely ones."""

    key: str
    sheet: str
    code: str
    name: str
    rows: int
    matches: tuple[Candidate, ...]
    chosen: str | None
    mismatch: bool = False


def bare_name(name: str) -> str:
    """来园社区居委会, 来园社区 and 来园 are one name."""
    return village_stem(clean_label(name))


def padded(code: str) -> str:
    return code.ljust(12, "0") if code.isdigit() and len(code) in (4, 6, 9, 12) else code


def propose_villages(
    frame: pl.DataFrame,
    workbook: Workbook,
    headers: Mapping[str, Header],
    candidates: Sequence[Candidate],
    confirmed: Mapping[str, str],
) -> list[VillageProposal]:
    """One proposal for every different (sheet, code, village) of the frame, in the file's order."""
    told = frame.group_by("sheet", "code", "village", maintain_order=True).len()
    index = _Index(candidates)
    proposals = []
    for sheet_index, code, village, rows in told.iter_rows():
        sheet = workbook.sheets[sheet_index].name
        by_code = index.code(code)
        by_name = index.name(village) if village else ()
        mismatch = bool(by_code and by_name) and by_code[0] not in by_name
        matches = by_code or by_name or (() if code or village else index.text(sheet, headers[sheet].title))
        key = code or village or sheet
        known = {candidate.id for candidate in candidates}
        chosen = confirmed.get(key)
        if chosen not in known:
            chosen = matches[0].id if len(matches) == 1 else None
        proposals.append(VillageProposal(key, sheet, code, village, rows, tuple(matches), chosen, mismatch))
    return proposals


def with_villages(frame: pl.DataFrame, workbook: Workbook, proposals: Sequence[VillageProposal]) -> pl.DataFrame:
    """Adds `village_id` (null where none is chosen) and `village_mismatch`."""
    numbers = {sheet.name: index for index, sheet in enumerate(workbook.sheets)}
    table = pl.DataFrame(
        [(numbers[p.sheet], p.code, p.name, p.chosen, p.mismatch) for p in proposals],
        schema={
            "sheet": pl.Int32,
            "code": pl.String,
            "village": pl.String,
            "village_id": pl.String,
            "village_mismatch": pl.Boolean,
        },
        orient="row",
    )
    return frame.join(table, on=["sheet", "code", "village"], how="left", maintain_order="left")


class _Index:
    """The candidates by code and by bare name."""

    def __init__(self, candidates: Sequence[Candidate]):
        self.candidates = candidates
        self.by_code = {padded(candidate.code): candidate for candidate in candidates}
        self.by_name: dict[str, list[Candidate]] = {}
        for candidate in candidates:
            self.by_name.setdefault(bare_name(candidate.name), []).append(candidate)

    def code(self, code: str) -> tuple[Candidate, ...]:
        found = self.by_code.get(padded(code)) if code else None
        return (found,) if found else ()

    def name(self, name: str) -> tuple[Candidate, ...]:
        exact = [c for c in self.by_name.get(bare_name(name), []) if clean_label(c.name) == clean_label(name)]
        return tuple(exact) or tuple(self.by_name.get(bare_name(name), ()))

    def text(self, sheet: str, title: str) -> tuple[Candidate, ...]:
        """By the sheet's name, else by the longest village name that stands in its title."""
        found = self.name(sheet.rpartition("/")[2]) or self.name(sheet.partition("/")[0].rpartition(".")[0])
        if found:
            return found
        text = clean_label(f"{title} {sheet}")
        inside = [c for c in self.candidates if len(bare_name(c.name)) > 1 and bare_name(c.name) in text]
        full = [c for c in inside if clean_label(c.name) in text]
        longest = max((len(bare_name(c.name)) for c in full or inside), default=0)
        return tuple(c for c in full or inside if len(bare_name(c.name)) == longest)
