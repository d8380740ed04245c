"""How the text of an official document is taken apart; Word and PDF both set what stands here."""

import math
import re
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Literal

from anjia.documents.papers import NamingDecisionText, OfficialLetter
from anjia.documents.render.typesetting import chinese_date
from anjia.documents.text import plain, width

Level = Literal["text", "first", "second"]
FIRST = re.compile(r"^[一二三四五六七八九十]{1,3}、")
SECOND = re.compile(r"^（[一二三四五六七八九十]{1,3}）")
TITLE_WIDTH = 20
"""Characters of 2号 that stand in one line of the type area (156 mm)."""
ABREAST = 13
"""Characters of a signature of which two stand beside each other in the type area."""
_GLUED = set("“《（〔")
_CLOSING = set("”》）〕、，。：；的")


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of the body: `head` is set as a heading of its level, `rest` as text."""

    level: Level
    head: str
    rest: str


def paragraph_of(text: str) -> Paragraph:
    """A paragraph that begins with 一、 or （一） has a head: its first sentence, or all of it where it is one."""
    level: Level = "first" if FIRST.match(text) else "second" if SECOND.match(text) else "text"
    if level == "text":
        return Paragraph(level, "", text)
    head, stop, rest = text.partition("。")
    return Paragraph(level, head + stop, rest) if rest else Paragraph(level, text, "")


def _inside(title: str, index: int) -> bool:
    """Whether a break at the index would fall within quotation marks or a book title."""
    before = title[:index]
    return any(before.count(left) > before.count(right) for left, right in ("“”", "《》", "〔〕", "（）"))


def _may_break(title: str, index: int) -> bool:
    left, right = title[index - 1], title[index]
    if right in _CLOSING or left in _GLUED or (left.isascii() and right.isascii()):
        return False
    return not (left.isdigit() and right in "年月日号") and not _inside(title, index)


def _cost(title: str, lines: int, index: int) -> float:
    """How ill a break stands: overfull lines will not do, uneven ones are ill, a break before 关于 is well."""
    first, rest = width(title[:index]), width(title[index:])
    overfull = 100 if first > TITLE_WIDTH or rest > TITLE_WIDTH * (lines - 1) else 0
    return abs(first - (first + rest) / lines) + overfull - (4 if title.startswith("关于", index) else 0)


def title_lines(title: str) -> list[str]:
    """The title in lines of like length, or as its own line breaks say (nothing in quotation marks is broken)."""
    if "\n" in title:
        return [plain(line) for line in title.splitlines() if line.strip()]
    title, lines = plain(title), []
    for left in range(math.ceil(width(title) / TITLE_WIDTH), 1, -1):
        open_to = [index for index in range(2, len(title) - 1) if _may_break(title, index)]
        cut = min(open_to or [TITLE_WIDTH], key=partial(_cost, title, left))
        lines.append(title[:cut])
        title = title[cut:]
    return [*lines, title]


@dataclass(frozen=True)
class Attachment:
    """An annex as the body announces it: “附件：” or nothing, and its own words."""

    lead: str
    text: str


def attachments(paper: NamingDecisionText) -> list[Attachment]:
    """The attachment note 附件说明: numbered where there are several, without a full stop."""
    titles = [plain(roster.title) for roster in paper.rosters]
    if len(titles) == 1:
        return [Attachment("附件：", titles[0])]
    return [Attachment("" if i else "附件：", f"{i + 1}.{title}") for i, title in enumerate(titles)]


@dataclass(frozen=True)
class Imprint:
    """The closing part 版记: who gets copies, who printed it, and when."""

    copies_to: str
    printed_by: str
    printed_on: str


def imprint(paper: NamingDecisionText) -> Imprint:
    copies = plain(paper.copies_to)
    if copies:
        copies = "抄送：" + copies.removeprefix("抄送：").rstrip("。") + "。"
    printed_on = chinese_date(paper.printed_on or paper.signed_on) + "印发"
    return Imprint(copies, plain(paper.printed_by or paper.organ), printed_on)


@dataclass(frozen=True)
class Signature:
    """Who signs, where the seal goes, and the date; `centre` is how far from the right edge they centre, in em."""

    signer: str
    date: str
    centre: float
    half: float


def signature(paper: NamingDecisionText) -> Signature:
    """The date stands four characters in from the right, the signer centred over it (a sealed document)."""
    return signed_by(paper.signer or paper.organ, paper.signed_on)


def signed_by(organ: str, on: date) -> Signature:
    signer, day = plain(organ) + "（盖章）", chinese_date(on)
    day_half, signer_half = width(day) / 2, width(signer) / 2
    centre = max(4 + day_half, 2 + signer_half)
    return Signature(signer, day, round(centre, 2), round(max(day_half, signer_half) + 0.4, 2))


def letter_signature(letter: OfficialLetter) -> Signature:
    """A letter is signed as a decision is."""
    return signed_by(letter.organ, letter.signed_on)


@dataclass(frozen=True)
class JointSignature:
    """Several organs, each over room for its own seal: two in a row where their names are short (联合行文)."""

    rows: list[list[str]]
    date: str


def joint_signature(paper: NamingDecisionText) -> JointSignature | None:
    """None where one organ signs."""
    if not paper.joint:
        return None
    signed = [plain(organ) + "（盖章）" for organ in paper.organs]
    abreast = 2 if max(width(name) for name in signed) <= ABREAST else 1
    rows = [signed[start : start + abreast] for start in range(0, len(signed), abreast)]
    # Where one is over, it stands on the right, over the date.
    rows[-1] = [""] * (abreast - len(rows[-1])) + rows[-1]
    return JointSignature(rows, chinese_date(paper.signed_on))


def mark(paper: NamingDecisionText) -> str:
    """The red mark 发文机关标志: the organ's name and “文件”, unless the paper says otherwise."""
    return plain(paper.mark or f"{paper.organ}文件")


def joint_mark(paper: NamingDecisionText) -> list[str]:
    """The organs of the mark, one under the other, beside which 文件 stands; empty where one line says it."""
    return [] if paper.mark or not paper.joint else [plain(organ) for organ in paper.organs]


def annex_label(paper: NamingDecisionText, index: int) -> str:
    return "附件" if len(paper.rosters) == 1 else f"附件{index + 1}"
