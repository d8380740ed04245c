"""One document, or its bare peer, in a process of its own: `python -m bench.documents_part NAME ROWS` prints JSON."""

import json
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import django
import docx
import typst
import xlsxwriter
from django.conf import settings
from docxtpl import DocxTemplate

from anjia.documents.papers import Certificate, Column, NamingDecisionText, Roster
from anjia.documents.render import (
    check_fonts,
    render_certificates,
    render_naming_decision,
    render_naming_decision_docx,
    render_roster_xlsx,
)
from anjia.documents.render.typesetting import FONTS
from bench.frame import peak_memory_mb

SURNAMES, GIVEN = "王李张刘陈杨黄赵吴周", ["桂英", "建军", "秀兰", "志强", "小红", "海燕", "德明", "芳"]
COLUMNS = (Column("序号"), Column("户主姓名", 2), Column("村（社区）、小组", 4, "left"), Column("证书编号", 2.4))
TEXT = "经村（居）民小组推举、村（社区）评议、街道妇联提出意见、街道领导小组审核批准并公示无异议，决定命名。"


def names(rows: int) -> list[tuple[int, str, str, str]]:
    """The same names for everybody: number, head, place, serial."""
    return [
        (i + 1, SURNAMES[i % 10] + GIVEN[i // 10 % 8], f"文化路社区第{i % 23 + 1}组", f"PA-2026-{i:06d}")
        for i in range(rows)
    ]


def decision(rows: int) -> NamingDecisionText:
    return NamingDecisionText(
        organ="株洲市荷塘区妇女联合会",
        number="株荷妇〔2026〕3号",
        title="株洲市荷塘区妇女联合会关于命名2026年度“平安家庭”的决定",
        addressees="各镇、街道妇女联合会",
        paragraphs=(TEXT, "一、珍惜荣誉。" + TEXT, "二、加强服务。" + TEXT),
        signed_on=date(2026, 5, 15),
        rosters=(Roster("2026年度“平安家庭”名册", COLUMNS, names(rows)),),
        copies_to="株洲市妇女联合会",
    )


def certificates(rows: int) -> list[Certificate]:
    common = {
        "honour": "平安家庭",
        "organ": "株洲市荷塘区妇女联合会",
        "decision": "株荷妇〔2026〕3号",
        "issued_on": date(2026, 5, 15),
        "valid_until": date(2028, 5, 15),
    }
    return [
        Certificate(f"{head}家庭", place, serial=serial, url=f"https://anjia.example.cn/v/{i:08X}", **common)
        for i, head, place, serial in names(rows)
    ]


def bare_typst(rows: int) -> bytes:
    """A table of as many rows, typst as it comes."""
    return _bare(rows, '#table(columns: 4, ..json("rows.json").flatten().map(str))')


def bare_pages(rows: int) -> bytes:
    """As many pages with one line of text, typst as it comes."""
    return _bare(rows, '#for row in json("rows.json") [#row.map(str).join(" ") #pagebreak(weak: true)]')


def _bare(rows: int, body: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "rows.json").write_text(json.dumps(names(rows)), encoding="utf-8")
        Path(folder, "main.typ").write_text(f'#set text(font: "Noto Serif SC")\n{body}', encoding="utf-8")
        fonts = [str(Path(settings.FONT_DIR) / FONTS[0])]
        return typst.compile(str(Path(folder, "main.typ")), font_paths=fonts, ignore_system_fonts=True)


def bare_docxtpl(rows: int) -> bytes:
    """A table of as many rows by docxtpl."""
    source = docx.Document()
    table = source.add_table(rows=3, cols=4)
    table.cell(0, 0).text = "{%tr for row in rows %}"
    for index in range(4):
        table.cell(1, index).text = f"{{{{ row[{index}] }}}}"
    table.cell(2, 0).text = "{%tr endfor %}"
    kept, out = BytesIO(), BytesIO()
    source.save(kept)
    template = DocxTemplate(kept)
    template.render({"rows": names(rows)}, autoescape=True)
    template.save(out)
    return out.getvalue()


def bare_xlsxwriter(rows: int) -> bytes:
    """A table of as many rows by XlsxWriter, in constant memory."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for index, row in enumerate(names(rows)):
            sheet.write_row(index, 0, row)
    return out.getvalue()


PARTS: dict[str, Callable[[int], bytes]] = {
    "pdf": lambda rows: render_naming_decision(decision(rows)),
    "word": lambda rows: render_naming_decision_docx(decision(rows)),
    "excel": lambda rows: render_roster_xlsx(decision(rows).rosters[0]),
    "certificates": lambda rows: render_certificates(certificates(rows)),
    "typst": bare_typst,
    "typst-pages": bare_pages,
    "docxtpl": bare_docxtpl,
    "xlsxwriter": bare_xlsxwriter,
}


def main(name: str, rows: int) -> None:
    django.setup()
    check_fonts()
    begun = time.perf_counter()
    size = len(PARTS[name](rows))
    seconds = time.perf_counter() - begun
    print(json.dumps({"seconds": seconds, "megabytes": peak_memory_mb(), "size": size}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
