"""Official 12-digit area codes (domain B1) and the suffix that groups get below them."""

import re

from anjia.regions.enums import Level

OFFICIAL = re.compile(r"\d{12}")
GROUP = re.compile(r"\d{12}-\d{2,4}")
# 东莞、中山 and 儋州 have towns but no counties: a stand-in of our own keeps every town below a county.
WITHOUT_COUNTIES = frozenset({"4419", "4420", "4604"})
STAND_IN = re.compile(f"(?:{'|'.join(sorted(WITHOUT_COUNTIES))})0{{8}}-00")
PROVINCES = frozenset(
    str(number)
    for numbers in (range(11, 16), range(21, 24), range(31, 38), range(41, 47), range(50, 55), range(61, 66))
    for number in numbers
) | {"71", "81", "82"}
LENGTHS = {Level.CITY: 4, Level.COUNTY: 6, Level.TOWN: 9, Level.VILLAGE: 12}
# Looked up, not computed: a national table asks for 660,000 codes.
_ABOVE = {Level.CITY: None, Level.COUNTY: Level.CITY, Level.TOWN: Level.COUNTY, Level.VILLAGE: Level.TOWN}
_SEGMENTS = ((Level.CITY, 2, 4), (Level.COUNTY, 4, 6), (Level.TOWN, 6, 9), (Level.VILLAGE, 9, 12))
_SHAPES = {
    (Level.CITY,): Level.CITY,
    (Level.CITY, Level.COUNTY): Level.COUNTY,
    (Level.CITY, Level.COUNTY, Level.TOWN): Level.TOWN,
    (Level.CITY, Level.TOWN): Level.TOWN,
    (Level.CITY, Level.COUNTY, Level.TOWN, Level.VILLAGE): Level.VILLAGE,
    (Level.CITY, Level.TOWN, Level.VILLAGE): Level.VILLAGE,
}


def padded(code: str) -> str:
    """The 12-digit form of a code of 4, 6, 9 or 12 digits; other text comes back as it was."""
    text = code.strip()
    return text.ljust(12, "0") if text.isdigit() and len(text) in LENGTHS.values() else text


def is_official(code: str) -> bool:
    """Twelve digits that begin with a province's number and name at least a city."""
    return bool(OFFICIAL.fullmatch(code)) and code[:2] in PROVINCES and code[2:4] != "00"


def level_of(code: str) -> Level | None:
    """The level an official 12-digit code speaks of, or a group's own suffix; None where it is neither."""
    if STAND_IN.fullmatch(code):
        return Level.COUNTY
    if GROUP.fullmatch(code):
        return Level.GROUP if is_official(code[:12]) and code[9:12] != "000" else None
    if not is_official(code):
        return None
    return _deepest(code)


def _deepest(code: str) -> Level | None:
    filled = tuple(level for level, begin, end in _SEGMENTS if code[begin:end].strip("0"))
    level = _SHAPES.get(filled)
    is_short = level in {Level.TOWN, Level.VILLAGE} and Level.COUNTY not in filled
    return None if is_short and code[:4] not in WITHOUT_COUNTIES else level


def parent_code(code: str) -> str:
    """The code of the place above: prefix and zeros; empty for a city. Raises ValueError for a bad code."""
    level = level_of(code)
    if level is None:
        raise ValueError(f"not an area code: {code!r}")
    if level is Level.GROUP or STAND_IN.fullmatch(code):
        return code[:12]
    if level is Level.TOWN and code[4:6] == "00":
        return stand_in(code)
    above = _ABOVE[level]
    return padded(code[: LENGTHS[above]]) if above else ""


def stand_in(code: str) -> str:
    """Our own code of the county that a city without counties does not have: `441900000000-00`."""
    return f"{padded(code[:4])}-00"


def group_code(village_code: str, ordinal: int) -> str:
    """Our own suffix for a group, never invented official digits: `430203001001-07`."""
    return f"{village_code}-{ordinal:02d}"
