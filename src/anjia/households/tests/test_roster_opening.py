"""What is opened, what is refused, and that every refusal says what to do."""

import io
import time
import tracemalloc
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anjia.households.roster import opening, read_workbook
from anjia.households.roster.archive import BOMB, BROKEN, ENCRYPTED, ENTITIES, LINKED, MACRO
from anjia.households.roster.formulas import column_index
from anjia.households.tests.rosters import FAMILY, HEADER, clean, messy, repacked, xlsx
from anjia.kernel.exceptions import Refused

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'


def refusal(data, name="名册.xlsx"):
    with pytest.raises(Refused) as caught:
        read_workbook(data, name)
    return str(caught.value.message)


def with_sheet(cells: bytes) -> bytes:
    return repacked(clean(), xl__worksheets__sheet1_xml=SHEET % cells)


def test_reads_values_and_places_of_formulas():
    book = read_workbook(messy(), "roster_messy.xlsx")
    assert [sheet.name for sheet in book.sheets] == ["大园社区居委会", "漂家井社区居委会", "长塘湾社区居委会"]
    assert all(sheet.formulas == {(68, 1)} for sheet in book.sheets)
    assert book.sheets[0].rows[4][1] == "何\u3000婷婷"


def test_formulas_with_cached_values_and_shared_formulas_are_found():
    target = io.BytesIO()
    book = openpyxl.Workbook()
    book.active.title = "甲"
    book.active["A1"], book.active["C3"], book.active["D4"] = "=1+1", "=A1&B1", "x"
    book.save(target)
    (sheet,) = read_workbook(target.getvalue(), "甲.xlsx").sheets
    assert sheet.formulas == {(0, 0), (2, 2)}
    cached = b'<row r="2"><c r="B2" t="str"><f>T("x")</f><v>x</v></c></row>'
    assert read_workbook(with_sheet(cached), "甲.xlsx").sheets[0].formulas == {(1, 1)}


def test_hidden_sheets_are_named_not_read():
    target = io.BytesIO()
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    book.create_sheet("旧名单").sheet_state = "hidden"
    book["旧名单"].append(FAMILY)
    book.save(target)
    read = read_workbook(target.getvalue(), "甲.xlsx")
    assert (len(read.sheets), read.hidden) == (1, ("旧名单",))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_text_tables_are_one_sheet(encoding, separator):
    text = "\r\n".join(separator.join(map(str, row)) for row in (HEADER, FAMILY))
    (sheet,) = read_workbook(text.encode(encoding), "大园社区.csv").sheets
    assert (sheet.name, sheet.rows[0], sheet.rows[1][0]) == ("大园社区", HEADER, "何婷婷")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", opening.EMPTY),
        (b"x" * (20 * 1024 * 1024 + 1), opening.TOO_LARGE),
        (OLE + "EncryptedPackage".encode("utf-16-le"), ENCRYPTED),
        (OLE + "Workbook".encode("utf-16-le"), opening.OLD_FORMAT),
        (OLE, opening.NOT_TABLE),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, opening.NOT_TABLE),
        (b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\n", opening.NOT_TABLE),
        ("只是一句话".encode(), opening.NOT_TABLE),
        (b"<html><table><tr><td>a,b</td></tr></table></html>", opening.WEB_PAGE),
        (b"\xff\xfea\0,\0", opening.NOT_TABLE),
        (b"PK\x03\x04 broken", BROKEN),
        (clean()[:9000], BROKEN),
    ],
)
def test_refused_by_content(data, message):
    assert refusal(data, "名册.xlsx") == str(message)


def test_refused_packages_say_what_to_do():
    assert refusal(repacked(clean(), xl__vbaProject_bin=b"x")) == str(MACRO)
    assert refusal(repacked(clean(), xl__externalLinks__externalLink1_xml=b"<x/>")) == str(LINKED)
    assert "Word" in refusal(_zip({"word/document.xml": b"<x/>"}))
    assert ".ods" in refusal(_zip({"mimetype": b"x", "content.xml": b"<x/>"}))
    assert ".xlsb" in refusal(_zip({"xl/workbook.bin": b"x"}))
    assert "压缩文件" in refusal(_zip({"a.txt": b"x"}))


def test_macro_content_type_without_the_project_is_refused():
    with zipfile.ZipFile(io.BytesIO(clean())) as package:
        types = package.read("[Content_Types].xml").replace(b"sheet.main+xml", b"sheet.macroEnabled.main+xml")
    parts = {name: value for name, value in _parts(clean()).items() if name != "[Content_Types].xml"}
    assert refusal(_zip({"[Content_Types].xml": types, **parts})) == str(MACRO)


@pytest.mark.parametrize("part", ["xl__worksheets__sheet1_xml", "xl__workbook_xml", "xl__sharedStrings_xml"])
def test_entities_are_refused(part):
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
    assert refusal(repacked(clean(), **{part: bomb})) == str(ENTITIES)


def test_sixteen_bit_xml_is_refused():
    assert "编码" in refusal(repacked(clean(), xl__worksheets__sheet1_xml="<worksheet/>".encode("utf-16")))


def test_zip_bomb_is_refused_quickly_and_in_little_memory():
    bomb = with_sheet(b'<row r="1"><c r="A1"><v>' + b"0" * (300 * 1024 * 1024) + b"</v></c></row>")
    assert len(bomb) < 400_000
    tracemalloc.start()
    started = time.process_time()
    assert refusal(bomb) == str(BOMB)
    assert time.process_time() - started < 1
    assert tracemalloc.get_traced_memory()[1] < 20 * 1024 * 1024
    tracemalloc.stop()


def test_a_bomb_of_many_parts_is_refused():
    part = b"0" * (8 * 1024 * 1024)
    assert refusal(_zip({"xl/workbook.xml": b"<x/>", **{f"xl/media/{n}.bin": part for n in range(10)}})) == str(BOMB)
    assert refusal(_zip({"xl/workbook.xml": b"<x/>", **{f"{n}.xml": b"" for n in range(2001)}})) == str(BOMB)


@pytest.mark.parametrize(
    "cells",
    [
        b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>',
        b'<row r="1"><c r="XFD1"><v>1</v></c></row>',
        b'<row r="1"><c r="BA1"><v>1</v></c></row>',
        b'<row r="50000"><c r="A50000"><v>1</v></c></row>',
        b'<row r="1"><c><v>1</v></c></row>',
        b'<row r="1"><x:c xmlns:x="u" r="XFD1"><v>1</v></x:c></row>',
    ],
)
def test_a_lone_far_cell_does_not_open_a_huge_table(cells):
    assert "范围太大" in refusal(with_sheet(cells))


def test_cells_up_to_the_limits_are_read():
    cells = b'<row r="49"><c r="A49"><v>1</v></c><c r="AZ49" t="inlineStr"><is><t>x</t></is></c></row>'
    (sheet,) = read_workbook(with_sheet(cells), "甲.xlsx").sheets
    assert (len(sheet.rows), len(sheet.rows[0])) == (49, 52)


def test_many_wide_sheets_are_refused_before_they_are_held():
    target = io.BytesIO()
    book = openpyxl.Workbook()
    for number in range(4):
        book.create_sheet(f"表{number}")["AZ49999"] = 1
        book[f"表{number}"]["A1"] = 1
    book.save(target)
    assert refusal(target.getvalue()) == str(opening.TOO_MANY_ROWS)


def test_empty_tables_and_wide_text_are_refused():
    assert refusal(xlsx([])) == str(opening.NO_ROWS)
    assert refusal(",".join("x" * 53).encode(), "甲.csv") == str(opening.TOO_WIDE)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", OLE[:8], b"\xef\xbb\xbf"]))
def test_any_bytes_are_read_or_refused(data, start):
    assert read_or_refused(start + data)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 28_000), st.binary(min_size=1, max_size=40))
def test_a_damaged_workbook_is_read_or_refused(place, noise):
    data = clean()
    assert read_or_refused(data[:place] + noise + data[place + len(noise) :])


def read_or_refused(data: bytes):
    """The sheets, or the sentence that refuses them; anything else is a bug."""
    try:
        return read_workbook(data, "名册.xlsx").sheets
    except Refused as refused:
        return str(refused.message)


def test_column_letters():
    assert [column_index(letters) for letters in ("A", "Z", "AA", "AZ", "BA")] == [0, 25, 26, 51, 52]


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _zip(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, value in parts.items():
            package.writestr(name, value)
    return target.getvalue()
