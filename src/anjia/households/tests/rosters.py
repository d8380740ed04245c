"""Small workbooks for the tests, written as people write them."""

import datetime as dt
import io
import zipfile
from pathlib import Path

import xlsxwriter

from anjia.households.roster import Candidate, Context, Sheet, Workbook

DATA = Path(__file__).parent / "data"
TODAY = dt.date(2026, 3, 20)
HEADER = ["户主姓名", "出生年月", "家庭人数", "家庭住址", "联系电话", "居住类型", "同意参加", "同意公示"]
FAMILY = ["何婷婷", "1995-10", 2, "12组47号", "18437006306", "常住", "是", "否"]
DAYUAN = Candidate("v1", "430203001004", "大园社区居委会", "0001")
PIAOJIAJING = Candidate("v2", "430203001005", "漂家井社区居委会", "0002")
CHANGTANGWAN = Candidate("v3", "430203001006", "长塘湾社区居委会", "0003")
LAIYUAN = Candidate("v4", "430203001001", "来园社区居委会", "0004")
VILLAGES = (DAYUAN, PIAOJIAJING, CHANGTANGWAN, LAIYUAN)
TWELVE = frozenset(f"{number}组" for number in range(1, 13))


def context(**settled) -> Context:
    settled.setdefault("groups", {village.id: TWELVE for village in VILLAGES})
    return Context(TODAY, settled.pop("candidates", VILLAGES), **settled)


def messy() -> bytes:
    return (DATA / "roster_messy.xlsx").read_bytes()


def clean() -> bytes:
    return (DATA / "roster_clean.xlsx").read_bytes()


def sheet_of(*rows, name: str = "大园社区", header=HEADER, **extra) -> Workbook:
    """One sheet as the reader would give it: header and rows."""
    width = max(len(header), *(len(row) for row in rows)) if rows else len(header)
    filled = [[*row, *[""] * (width - len(row))] for row in (header, *rows)]
    return Workbook("测试.xlsx", (Sheet(name, filled, **extra),))


def family(**cells) -> list:
    """FAMILY with some cells changed, by the key of its heading in English."""
    keys = ["head", "birth", "size", "address", "phone", "residence", "joins", "publishes"]
    return [cells.get(key, value) for key, value in zip(keys, FAMILY, strict=True)]


def xlsx(rows, *, name="大园社区", options=None) -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_numbers": False, **(options or {})})
    page = book.add_worksheet(name)
    for number, row in enumerate(rows):
        page.write_row(number, 0, row)
    book.close()
    return target.getvalue()


def repacked(data: bytes, **changes: bytes | None) -> bytes:
    """The package with parts replaced or added (`__` stands for `/`, a lone `_` for `.`)."""
    parts = {key.replace("__", "/").replace("_", "."): value for key, value in changes.items()}
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, value in parts.items():
            new.writestr(name, value)
    return target.getvalue()
