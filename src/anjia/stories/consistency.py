"""What a story says of a family's size against the register: residents are counted, not relatives (domain A7-2)."""

import re
from collections.abc import Iterable

NUMERALS = {"两": 2, **{numeral: number for number, numeral in enumerate("一二三四五六七八九十", 1)}}
SIZE = re.compile(rf"(\d{{1,2}}|[{''.join(NUMERALS)}])口(?:之家|人)")


def sizes_told(texts: Iterable[str]) -> list[int]:
    """Every size of a family the texts speak of, each once.

    >>> sizes_told(["一户四口之家", "三个孩子，一家4口人", "六口人住两间房"])
    [4, 6]
    """
    found = (match[1] for text in texts for match in SIZE.finditer(text))
    return list(dict.fromkeys(int(size) if size.isdigit() else NUMERALS[size] for size in found))


def other_sizes(texts: Iterable[str], household_size: int) -> list[int]:
    """Those that are not the number of residents in the register: somebody looks again, nothing is blocked."""
    return [size for size in sizes_told(texts) if size != household_size]
