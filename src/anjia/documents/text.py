"""Text as it may stand in a document: nothing invisible, nothing that reorders or breaks the file."""

import unicodedata

# Left-to-right and right-to-left marks, embeddings, overrides, isolates: they make a line read other than it is.
BIDIRECTIONAL = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
INVISIBLE = "\u00ad\u180e\u200b\u2060\ufeff\ufffe\uffff\u2028\u2029"
_WIDE = frozenset("WFA")


class _Cleaner(dict[int, str | None]):
    """A translation table filled as characters turn up."""

    def __missing__(self, code: int) -> str | None:
        kept: str | None = chr(code)
        if chr(code) in "\t\n\r":
            kept = " "
        elif chr(code) in BIDIRECTIONAL + INVISIBLE or unicodedata.category(chr(code)) in {"Cc", "Cs"}:
            kept = None
        self[code] = kept
        return kept


_cleaner = _Cleaner()


def plain(text: object, *, strip: bool = True) -> str:
    """One line of text without control, direction and zero-width characters; rare characters stay.

    >>> plain("张三\\u202e丰")
    '张三丰'
    """
    written = str(text)
    if not (written.isascii() and written.isprintable()):
        written = written.translate(_cleaner)
    return written.strip() if strip else written


class _Widths(dict[str, float]):
    def __missing__(self, character: str) -> float:
        wide = unicodedata.east_asian_width(character) in _WIDE
        narrow = 1.0 if character in "WMmw@%" else 0.62
        width = 0.0 if unicodedata.combining(character) else 1.0 if wide else narrow
        self[character] = width
        return width


_widths = _Widths()


def width(text: str) -> float:
    """How wide a text stands, in em: Chinese characters 1, others 0.62 or, for the widest, 1 (never too little)."""
    return sum(map(_widths.__getitem__, text))
