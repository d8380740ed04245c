"""Where the formulas are. The fast reader shows a formula as an empty cell or as its last value; we say it is one."""

import io
import posixpath
import re
import zipfile
from typing import IO

from defusedxml.ElementTree import fromstring, iterparse

from anjia.households.roster.workbook import Place

MAX_FORMULAS = 200_000
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d+)")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


def find_formulas(data: bytes, parts: set[str]) -> dict[str, frozenset[Place]]:
    """Sheet name to the zero-based (row, column) of its formulas; only `parts` known to hold one are parsed."""
    if not parts:
        return {}
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        found = {}
        for name, part in _sheet_parts(package).items():
            if part in parts:
                with package.open(part) as stream:
                    found[name] = _places(stream)
        return found


def column_index(letters: str) -> int:
    """ "A" is 0, "AA" is 26."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1


def _sheet_parts(package: zipfile.ZipFile) -> dict[str, str]:
    relations = {
        node.get("Id"): posixpath.normpath(posixpath.join("xl", node.get("Target", ""))).lstrip("/")
        for node in fromstring(package.read("xl/_rels/workbook.xml.rels"))
    }
    sheets = {}
    for node in fromstring(package.read("xl/workbook.xml")).iter():
        if node.tag.endswith("}sheet"):
            target = relations.get(node.get(_RELATION) or node.get(_STRICT_RELATION), "")
            sheets[node.get("name", "")] = target.removeprefix("xl/xl/") if "xl/xl/" in target else target
    return sheets


def _places(stream: IO[bytes]) -> frozenset[Place]:
    places: set[Place] = set()
    reference = ""
    for event, node in iterparse(stream, events=("start", "end"), forbid_dtd=True):
        tag = node.tag.rpartition("}")[2]
        if event == "start":
            reference = node.get("r", "") if tag == "c" else reference
        elif tag == "f" and (match := _REFERENCE.fullmatch(reference)):
            places.add((int(match[2]) - 1, column_index(match[1])))
            if len(places) >= MAX_FORMULAS:
                break
        elif tag == "row":
            node.clear()
    return frozenset(places)
