"""How people write the names of villages and groups, brought to one spelling."""

import re
import unicodedata

VILLAGE_ENDINGS = (
    "社区居民委员会", "居民委员会", "社区居委会", "居委会", "村民委员会", "村委会", "社区", "村",
)  # fmt: skip
DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
GROUP = re.compile(r"第?\s*(\d{1,3}|[〇零一二两三四五六七八九十]{1,3})\s*(?:(?:村民|居民)?小?组|队)?")
RANGE = re.compile(r"(?<=[\d组])\s*(?:…+|\.{2,}|[-–—~～至到])\s*(?=第?\d)")
SEPARATORS = re.compile(r"[,，、;；\s]+")
MOST_GROUPS = 200


def plain(text: str) -> str:
    """Half-width and without any white space."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def village_stem(name: str) -> str:
    """`来园社区居委会`, `来园社区` and `来园村` all become `来园`."""
    text = plain(name)
    for ending in VILLAGE_ENDINGS:
        if text.endswith(ending) and len(text) > len(ending):
            return text.removesuffix(ending)
    return text


def chinese_number(text: str) -> int | None:
    """`七`, `十二`, `二十` or `12` as a number; None for other text."""
    if text.isdigit():
        return int(text)
    tens, ten, units = text.rpartition("十")
    if not ten:
        return DIGITS.get(text)
    high, low = DIGITS.get(tens, 1 if not tens else None), DIGITS.get(units, 0 if not units else None)
    return None if high is None or low is None else high * 10 + low


def group_number(label: str) -> int | None:
    """The number in `7组`, `第七组`, `七村民小组` or a bare `7`; None for a name of its own."""
    found = GROUP.fullmatch(plain(label))
    return chinese_number(found[1]) if found else None


def group_label(label: str) -> str:
    """The one spelling of a group's name: `7组` where it has a number, else without white space."""
    number = group_number(label)
    return f"{number}组" if number else plain(label)


def group_labels(text: str) -> list[str]:
    """The groups named by `1组…12组`, `1-12组`, `1组、2组、石塘组` or one to a line; each once, in order."""
    labels: list[str] = []
    joined = RANGE.sub("…", unicodedata.normalize("NFKC", text))
    for part in SEPARATORS.split(joined):
        labels += _expand(part)
    return list(dict.fromkeys(labels))


def _expand(part: str) -> list[str]:
    first, dots, last = part.partition("…")
    low, high = group_number(first), group_number(last)
    if dots and low and high and low <= high <= MOST_GROUPS:
        return [f"{number}组" for number in range(low, high + 1)]
    return [group_label(part)] if part else []
