"""Reading a pasted table of holidays and make-up workdays, as the State Council announces them."""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.translation import gettext as _

DAY = r"(\d{4})\s*(?:年|[-/.])\s*(\d{1,2})\s*(?:月|[-/.])\s*(\d{1,2})\s*日?"
LINE = re.compile(rf"{DAY}(?:\s*(?:至|到|[-–—~～])\s*{DAY})?[\s,，;；:：]*(.*)")
WORK = ("上班", "补班", "调班", "班", "workday", "work")
REST = ("放假", "调休", "休息", "假", "休", "holiday", "off")
LONGEST = 20


@dataclass(frozen=True)
class HolidayRow:
    """One day of the notice."""

    date: date
    is_workday: bool
    note: str = ""


@dataclass
class HolidayTable:
    """What a pasted table says, and what could not be read (with the line's number)."""

    rows: list[HolidayRow] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def years(self) -> list[int]:
        return sorted({row.date.year for row in self.rows})


def read_table(text: str) -> HolidayTable:
    """Lines like `2027-01-01 放假 元旦`, `2027年2月5日至2027年2月11日 放假 春节`, `2027/2/14 上班`."""
    table = HolidayTable()
    seen: dict[date, bool] = {}
    for number, raw in enumerate(unicodedata.normalize("NFKC", text).splitlines(), start=1):
        line = raw.strip()
        if line and not _is_heading(line, table):
            _read_line(line, number, table, seen)
    table.rows.sort(key=lambda row: row.date)
    return table


def _is_heading(line: str, table: HolidayTable) -> bool:
    return not table.rows and not table.problems and not re.match(r"\d", line)


def _read_line(line: str, number: int, table: HolidayTable, seen: dict[date, bool]) -> None:
    problem = _("第 %(line)d 行“%(text)s”：%(problem)s")
    try:
        rows = _rows(line)
    except ValueError as error:
        table.problems.append(problem % {"line": number, "text": line[:30], "problem": error})
        return
    for row in rows:
        if seen.setdefault(row.date, row.is_workday) != row.is_workday:
            clash = _("%(day)s 既写了放假又写了上班，请只留一种。") % {"day": row.date}
            table.problems.append(problem % {"line": number, "text": line[:30], "problem": clash})
            return
    table.rows += [row for row in rows if row not in table.rows]


def _rows(line: str) -> list[HolidayRow]:
    found = LINE.fullmatch(line)
    if not found:
        raise ValueError(_("没有认出日期。请写成“2027-01-01 放假 元旦”。"))
    first = _day(found.groups()[:3])
    last = _day(found.groups()[3:6]) if found[4] else first
    days = (last - first).days
    if not 0 <= days < LONGEST:
        raise ValueError(_("起止日期颠倒，或超过 20 天。"))
    is_workday, note = _kind(found[7])
    return [HolidayRow(first + timedelta(days=n), is_workday, note) for n in range(days + 1)]


def _day(parts: tuple[str, ...]) -> date:
    try:
        return date(*(int(part) for part in parts))
    except ValueError:
        raise ValueError(_("没有这一天。")) from None


def _kind(text: str) -> tuple[bool, str]:
    lowered = text.lower()
    for words, is_workday in ((WORK, True), (REST, False)):
        for word in words:
            if word in lowered:
                note = re.sub(re.escape(word), " ", text, count=1, flags=re.IGNORECASE)
                return is_workday, " ".join(note.split())[:60]
    raise ValueError(_("没有写明“放假”还是“上班”。"))
