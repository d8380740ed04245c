"""Document numbers 发文字号: 机关代字〔年份〕序号号 (GB/T 9704-2012; domain B4, A11)."""

import re
import unicodedata
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from anjia.kernel.exceptions import Refused

ORGAN_WORD = re.compile(r"^[一-龥]{2,12}$")
NUMBER = re.compile(r"^([一-龥]{2,12})〔((?:19|20)\d{2})〕([1-9]\d*)号$")
_OPENING, _CLOSING = "[［【(（〔", "]］】)）〕"
_BRACKETS = str.maketrans(dict.fromkeys(_OPENING, "〔") | dict.fromkeys(_CLOSING, "〕"))


class ParsedNumber(NamedTuple):
    """The three parts of a document number; its text is the number as it is written."""

    organ_word: str
    year: int
    number: int

    def __str__(self) -> str:
        return format_number(*self)


def check_organ_word(organ_word: str) -> str:
    """The organ's word 机关代字, if it is one; otherwise Refused."""
    if not ORGAN_WORD.match(organ_word):
        raise Refused(_("机关代字应为2至12个汉字，例如“株妇”。"))
    return organ_word


def format_number(organ_word: str, year: int, number: int) -> str:
    """
    >>> format_number("株妇", 2026, 3)
    '株妇〔2026〕3号'
    """
    return f"{organ_word}〔{year}〕{number}号"


def normalise_number(text: str) -> str:
    """Six-angle brackets, half-width digits, no spaces."""
    return "".join(unicodedata.normalize("NFKC", text.translate(_BRACKETS)).split()).translate(_BRACKETS)


def parse_number(text: str) -> ParsedNumber:
    """The parts of a number as people type it; raises Refused saying what is wrong with it."""
    written = normalise_number(text)
    match = NUMBER.match(written)
    if not match:
        raise Refused(_reason(written) % {"text": text.strip()})
    return ParsedNumber(match[1], int(match[2]), int(match[3]))


def parse_old_number(text: str) -> ParsedNumber:
    """A number as earlier papers write it: 荷政发[2025]第08号 is 荷政发〔2025〕8号. Refused as `parse_number`."""
    return parse_number(re.sub(r"〕第?0*(?=[1-9])", "〕", normalise_number(text)))


def _reason(written: str) -> str:
    if "〔" not in written or "〕" not in written:
        return str(_("发文字号“%(text)s”没有年份。请写成“株妇〔2026〕3号”。"))
    if not re.search(r"〔(19|20)\d{2}〕", written):
        return str(_("发文字号“%(text)s”的年份应为四位数字。请写成“株妇〔2026〕3号”。"))
    if re.search(r"〕(第|0)", written):
        return str(_("发文字号“%(text)s”的序号不加“第”字，前面也不补零。请写成“株妇〔2026〕3号”。"))
    if not written.endswith("号"):
        return str(_("发文字号“%(text)s”应以“号”字结尾。请写成“株妇〔2026〕3号”。"))
    return str(_("发文字号“%(text)s”不是“机关代字〔年份〕序号号”的写法。请写成“株妇〔2026〕3号”。"))
