"""A bare peer in a process of its own: `python -m bench.documents_peer NAME ROWS` prints JSON.

One row is rendered before, so that what is loaded once does not count.
"""

import json
import sys
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import typst
import xlsxwriter
from django.conf import settings
from docxtpl import DocxTemplate

from anjia.documents.render.typesetting import FONTS
from bench.documents_names import names
from bench.frame import peak_memory_mb


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


PEERS: dict[str, Callable[[int], bytes]] = {
    "typst": bare_typst,
    "typst-pages": bare_pages,
    "docxtpl": bare_docxtpl,
    "xlsxwriter": bare_xlsxwriter,
}


def main(name: str, rows: int) -> None:
    PEERS[name](1)
    begun = time.perf_counter()
    size = len(PEERS[name](rows))
    seconds = time.perf_counter() - begun
    print(json.dumps({"seconds": seconds, "megabytes": peak_memory_mb(), "size": size}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
