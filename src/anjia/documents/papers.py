"""What each paper says: plain data, ready to be set. Whoever fills them has decided what may be shown."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Align = Literal["left", "center", "right"]
Cell = str | int


@dataclass(frozen=True)
class Column:
    """A column of a roster; `share` is its part of the width, against the shares of the others."""

    label: str
    share: float = 1
    align: Align = "center"


@dataclass(frozen=True)
class Roster:
    """A list of rows under a title 名册. Cells are text, or whole numbers; nothing in them is ever a formula.

    `foot` stands at the foot of every page, beside its number.
    """

    title: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]
    subtitle: str = ""
    signatures: tuple[str, ...] = ()
    landscape: bool = False
    foot: str = ""

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("every row has one cell for each column")


@dataclass(frozen=True)
class NamingDecisionText:
    """A naming decision 命名决定 as it is issued (GB/T 9704-2012; domain B4).

    `paragraphs` are whole paragraphs; those that begin with 一、 or （一） are set as headings of their level.
    `title` may hold line breaks where it shall break; otherwise it is broken evenly. `joint` are the organs that issue
    it together with `organ`, which has its number (联合行文, domain A13-13).
    """

    organ: str
    number: str
    title: str
    addressees: str
    paragraphs: tuple[str, ...]
    signed_on: date
    rosters: tuple[Roster, ...] = ()
    mark: str = ""
    signer: str = ""
    note: str = ""
    copies_to: str = ""
    printed_by: str = ""
    printed_on: date | None = None
    joint: tuple[str, ...] = ()

    @property
    def organs(self) -> tuple[str, ...]:
        """All that issue it, the main organ first."""
        return (self.organ, *self.joint)


@dataclass(frozen=True)
class NoticePoster:
    """A public notice 公示 to be put up on a wall, with a QR code that leads to it."""

    title: str
    subtitle: str
    paragraphs: tuple[str, ...]
    entries: Sequence[str]
    organ: str
    issued_on: date
    url: str
    invitation: str
    contact: str = ""
    size: Literal["a4", "a3"] = "a3"


@dataclass(frozen=True)
class Certificate:
    """A certificate 证书 of one family. `decision` is the number of the decision that grants it."""

    family: str
    place: str
    honour: str
    organ: str
    decision: str
    serial: str
    issued_on: date
    url: str
    valid_until: date | None = None
    joint: tuple[str, ...] = ()


@dataclass(frozen=True)
class NameCard:
    """A card on the table of a ceremony 席签: who sits there, for which family, and where."""

    name: str
    family: str
    seat: str


@dataclass(frozen=True)
class ConsentSlip:
    """A slip for one household: what it consents to, and its own code to answer with."""

    programme: str
    place: str
    head_name: str
    code: str
    url: str
    statements: tuple[str, ...]
    contact: str = ""


@dataclass(frozen=True)
class SheetRows:
    """One page of a sheet of signatures: the code that files its scan, and its families in order."""

    code: str
    url: str
    households: Sequence[tuple[str, str]]
    """Head's name and address (or number), one pair per household."""


@dataclass(frozen=True)
class ConsentSheet:
    """A sheet that many households sign 同意签名表; the QR code of each page files its scan to the page's rows.

    `told` is what people are told before they sign, `ask_url` the address for whoever was pressed to sign.
    """

    title: str
    place: str
    statements: tuple[str, ...]
    pages: Sequence[SheetRows]
    told: tuple[str, ...] = ()
    collector: str = ""
    ask_url: str = ""


@dataclass(frozen=True)
class ScoringLine:
    """One criterion on paper: its name, its guide, its maximum, and the reasons a deduction may have."""

    title: str
    guide: str
    max_score: int
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class ScoringSheet:
    """The scoring sheet of one family for one rater (domain A2-3, annex 2). Empty names print as blanks to fill."""

    title: str
    place: str
    head_name: str
    address: str
    lines: tuple[ScoringLine, ...]
    code: str
    url: str
    rater: str = ""


@dataclass(frozen=True)
class MinutesItem:
    """One point of the agenda and what came of it."""

    heading: str
    text: str


@dataclass(frozen=True)
class MeetingMinutes:
    """The record of a meeting 会议记录. `facts` are label and value pairs: time, place, chair, quorum, …"""

    title: str
    facts: tuple[tuple[str, str], ...]
    items: tuple[MinutesItem, ...]
    results: Roster | None = None
    signatures: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class PaperForm:
    """A form to be filled in by hand and typed in afterwards; its QR code leads to where that is done.

    A fact without a value prints a line to write on. `ticks` are boxes; `rows` are printed as they stand, after them
    `blank_rows` empty ones. `opinions` are boxes with room for words, a seal and a date.
    """

    title: str
    place: str
    url: str
    code: str
    facts: tuple[tuple[str, str], ...] = ()
    statements: tuple[str, ...] = ()
    ticks: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    rows: Sequence[Sequence[Cell]] = ()
    blank_rows: int = 0
    opinions: tuple[str, ...] = ()
    note: str = ""
    signatures: tuple[str, ...] = ()
    landscape: bool = False


@dataclass(frozen=True)
class Letter:
    """A letter to one family: what it is about as facts, what is said in paragraphs, who signs and when.

    `receipt` are the lines at its foot for the family to sign on, where it is handed over on paper.
    """

    title: str
    number: str
    addressee: str
    facts: tuple[tuple[str, str], ...]
    paragraphs: tuple[str, ...]
    signer: str
    signed_on: date
    note: str = ""
    receipt: tuple[str, ...] = ()


@dataclass(frozen=True)
class OfficialLetter:
    """A letter 函 from one organ to another, in the letter's form of GB/T 9704-2012 (domain B4).

    `paragraphs` as in a decision; `number` may be empty where the organ numbers by hand. No seal is ever drawn.
    """

    organ: str
    number: str
    title: str
    addressee: str
    paragraphs: tuple[str, ...]
    signed_on: date
    note: str = ""


@dataclass(frozen=True)
class FamilyCardPaper:
    """A family card to be cut out: whose it is, code, PIN, and the QR code's address."""

    head_name: str
    place: str
    code: str
    pin: str
    url: str
    address: str


@dataclass(frozen=True)
class GridCell:
    """A box of a form: its lines, how many columns and rows it takes, and what stands at its foot (a seal, a date)."""

    lines: tuple[str, ...] = ()
    across: int = 1
    down: int = 1
    is_head: bool = False
    align: Align = "center"
    foot: str = ""


@dataclass(frozen=True)
class GridRow:
    """A row of boxes; one that a box of a row above reaches down into is left out. `height` is the least, in mm."""

    cells: tuple[GridCell, ...]
    height: float = 9


@dataclass(frozen=True)
class GridForm:
    """A form whose boxes touch, as the annexes 附件 of a scheme have them; to be filled in by hand where it is empty.

    `shares` are the widths of its columns against one another; below it stand a line to sign on and, small, `notes`.
    """

    label: str
    title: str
    subtitle: str
    shares: tuple[float, ...]
    rows: tuple[GridRow, ...]
    signed: str = ""
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        reaching: list[int] = [0] * len(self.shares)
        for row in self.rows:
            free = [i for i, rows in enumerate(reaching) if rows == 0]
            if sum(cell.across for cell in row.cells) != len(free):
                raise ValueError("every row fills the columns of the grid")
            reaching = [max(0, rows - 1) for rows in reaching]
            for cell in row.cells:
                for i in free[: cell.across]:
                    reaching[i] = cell.down - 1
                free = free[cell.across :]
