"""Official 12-digit area codes (domain B1) and the suffix that groups get below them."""

import re

from anjia.regions.enums import Level

OFFICIAL = re.compile(r"\d{12}")
GROUP = re.compile(r"\d{12}-\d{2,4}")
PROVINCES = frozenset(
    str(number)
    for numbers in (range(11, 16), range(21, 24), range(31, 38), range(41, 47), range(50, 55), range(61, 66))
    for number in numbers
) | {"71", "81", "82"}
LENGTHS = {Level.CITY: 4, Level.COUNTY: 6, Level.TOWN: 9, Level.VILLAGE: 12}


def padded(code: str) -> str:
    """The 12-digit form of a code of 4, 6, 9 or 12 digits; other text comes back as it was."""
    text = code.strip()
    return text.ljust(12, "0") if text.isdigit() and len(text) in LENGTHS.values() else text


def is_official(code: str) -> bool:
    """Twelve digits that begin with a province's number and name at least a city."""
    return bool(OFFICIAL.fullmatch(code)) and code[:2] in PROVINCES and code[2:4] != "00"


def level_of(code: str) -> Level | None:
    """The level an official 12-digit code speaks of, or a group's own suffix; None where it is neither."""
    if GROUP.fullmatch(code):
        return Level.GROUP if is_official(code[:12]) and code[9:12] != "000" else None
    if not is_official(code):
        return None
    return _deepest(code)


def _deepest(code: str) -> Level | None:
    filled = [level for level in LENGTHS if int(_segment(code, level))]
    deepest = filled[-1]
    return deepest if filled == list(LENGTHS)[: len(filled)] else None


def _segment(code: str, level: Level) -> str:
    return code[LENGTHS[level.above] if level.above else 2 : LENGTHS[level]]


def parent_code(code: str) -> str:
    """The code of the place above: prefix and zeros; empty for a city. Raises ValueError for a bad code."""
    level = level_of(code)
    if level is None:
        raise ValueError(f"not an area code: {code!r}")
    if level is Level.GROUP:
        return code[:12]
    return padded(code[: LENGTHS[level.above]]) if level.above else ""


def group_code(village_code: str, ordinal: int) -> str:
    """Our own suffix for a group, never invented official digits: `430203001001-07`."""
    return f"{village_code}-{ordinal:02d}"
