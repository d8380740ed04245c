"""Several PDFs become one, without reading more than their tables of objects: quick, and in little memory.

It takes only what `typesetting.typeset(…, part=True)` makes: PDF 1.4 with one plain cross-reference table, no
encryption, no object streams, and no text in parentheses that could be taken for a reference.
"""

import re
from collections.abc import Iterable, Iterator
from io import BytesIO

_REFERENCE = re.compile(rb"(\d+) 0 R\b")
_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_TABLE = re.compile(rb"xref\s+0 (\d+)\s+")
_ROOT = re.compile(rb"/Root (\d+) 0 R")
_INFO = re.compile(rb"/Info (\d+) 0 R")
_PAGES = re.compile(rb"/Pages (\d+) 0 R")
_COUNT = re.compile(rb"/Count (\d+)")
_ENTRY = 20
_TREE, _CATALOG, _FIRST = 1, 2, 3


class _Part:
    """One PDF taken apart: where each object begins, and which of them are its catalogue and its tree of pages."""

    def __init__(self, data: bytes):
        start = _START.search(data[-64:])
        table = _TABLE.match(data, int(start[1])) if start else None
        if start is None or table is None:
            raise ValueError("not a PDF with a plain cross-reference table")
        self.data, self.size = data, int(table[1])
        entries = data[table.end() : table.end() + _ENTRY * self.size]
        self.offsets = [int(entries[i * _ENTRY : i * _ENTRY + 10]) for i in range(1, self.size)]
        begun = sorted(self.offsets)
        self.ends = dict(zip(begun, [*begun[1:], int(start[1])], strict=True))
        trailer = data[table.end() + _ENTRY * self.size :]
        self.info = _number(_INFO, trailer)
        self.tree = _number(_PAGES, self.object(_number(_ROOT, trailer)))
        self.pages = _number(_COUNT, self.object(self.tree))

    def object(self, number: int) -> bytes:
        """The object as it stands, up to the next one."""
        begin = self.offsets[number - 1]
        return self.data[begin : self.ends[begin]]


def _number(pattern: re.Pattern[bytes], data: bytes) -> int:
    found = pattern.search(data)
    if found is None:
        raise ValueError(f"the PDF lacks {pattern.pattern!r}")
    return int(found[1])


def page_count(data: bytes) -> int:
    """How many pages a part has."""
    return _Part(data).pages


def _renumbered(part: _Part, shift: int) -> Iterator[bytes]:
    """The part's objects with their numbers shifted; its tree of pages hangs below the whole's."""
    for number in range(1, part.size):
        body = part.object(number).split(b"obj", 1)[1]
        head, stream, content = body.partition(b">>\nstream\n")
        head = _REFERENCE.sub(lambda found: b"%d 0 R" % (int(found[1]) + shift), head)
        if number == part.tree:
            head = head.replace(b"<<", b"<</Parent %d 0 R" % _TREE, 1)
        yield b"%d 0 obj%s%s%s" % (number + shift, head, stream, content)


def joined(parts: Iterable[bytes]) -> bytes:
    """One PDF of the parts in order, each taken in as it comes; its title is the first one's."""
    out, pages, info = BytesIO(), 0, 0
    offsets: list[int] = []
    trees: list[int] = []
    out.write(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    for data in parts:
        part = _Part(data)
        shift = _FIRST - 1 + len(offsets)
        trees.append(part.tree + shift)
        pages += part.pages
        info = info or part.info + shift
        for written in _renumbered(part, shift):
            offsets.append(out.tell())
            out.write(written)
    return _closed(out, offsets, trees, pages, info)


def _closed(out: BytesIO, offsets: list[int], trees: list[int], pages: int, info: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % tree for tree in trees)
    own = [out.tell()]
    out.write(b"%d 0 obj\n<</Type/Pages/Count %d/Kids[%s]>>\nendobj\n" % (_TREE, pages, kids))
    own.append(out.tell())
    language = b"/Lang(zh-CN)/ViewerPreferences<</DisplayDocTitle true>>"
    out.write(b"%d 0 obj\n<</Type/Catalog/Pages %d 0 R%s>>\nendobj\n" % (_CATALOG, _TREE, language))
    table, size = out.tell(), _FIRST + len(offsets)
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % size)
    out.writelines(b"%010d 00000 n \n" % offset for offset in own + offsets)
    out.write(b"trailer\n<</Size %d/Root %d 0 R/Info %d 0 R>>\n" % (size, _CATALOG, info))
    out.write(b"startxref\n%d\n%%%%EOF\n" % table)
    return out.getvalue()
