"""Opening an uploaded file: by its content, never by its name; what cannot be read safely is refused in plain words."""

import csv
import io
import re

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from anjia.households.roster.archive import BROKEN, ENCRYPTED, inspect_package
from anjia.households.roster.formulas import find_formulas
from anjia.households.roster.workbook import Sheet, Workbook
from anjia.kernel.exceptions import Refused

MAX_BYTES = 20 * 1024 * 1024
MAX_SHEETS = 200
MAX_ROWS = 100_000
MAX_CELLS = 4_000_000
MAX_COLUMNS = 52

EMPTY = _("文件是空的。请选择填好的名册重新上传。")
TOO_LARGE = _("文件超过 20 MB。请删去图片，或按村分成几个文件上传。")
TOO_MANY_SHEETS = _("工作表超过 200 张。请按村分成几个文件上传。")
TOO_MANY_ROWS = _("表格超过 100,000 行。请按村或按镇分成几个文件上传。")
TOO_WIDE = _("表格超过 52 列。请只保留名册需要的列再上传。")
OLD_FORMAT = _("这是旧版 .xls 文件，不能导入。请用 WPS 或 Excel 打开，另存为“.xlsx 工作簿”后重新上传。")
NOT_TABLE = _("这个文件不是表格。请上传 .xlsx 或 .csv 名册。")
WEB_PAGE = _("这个文件其实是网页，不是表格。请用 WPS 或 Excel 打开，另存为“.xlsx 工作簿”后重新上传。")
UNKNOWN_ENCODING = _("无法识别文字编码。请把文件另存为“.xlsx 工作簿”或 UTF-8 编码的 .csv 后重新上传。")
NO_ROWS = _("表格里没有内容。请选择填好的名册重新上传。")

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_SEPARATORS = ",\t;"
_BINARY = re.compile("[\x01-\x08\x0e-\x1f]")


def read_workbook(data: bytes, name: str) -> Workbook:
    """The file's visible sheets with raw values. Raises Refused; opens nothing it has not measured."""
    if not data:
        raise Refused(EMPTY)
    if len(data) > MAX_BYTES:
        raise Refused(TOO_LARGE)
    if data.startswith(_OLE):
        raise Refused(_ole_message(data))
    book = _read_xlsx(data, name) if data.startswith(_ZIP) else _read_text(data, name)
    if sum(len(sheet.rows) for sheet in book.sheets) > MAX_ROWS:
        raise Refused(TOO_MANY_ROWS)
    if not any(sheet.rows for sheet in book.sheets):
        raise Refused(NO_ROWS)
    return book


def _ole_message(data: bytes) -> str | Promise:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return ENCRYPTED
    if any(stream.encode("utf-16-le") in data for stream in ("Workbook", "Book")):
        return OLD_FORMAT
    return NOT_TABLE


def _read_xlsx(data: bytes, name: str) -> Workbook:
    parts = inspect_package(data)
    formulas = find_formulas(data, parts.with_formulas)
    try:
        book = CalamineWorkbook.from_object(io.BytesIO(data))
        tables = [meta for meta in book.sheets_metadata if meta.typ is SheetTypeEnum.WorkSheet]
        if len(tables) > MAX_SHEETS:
            raise Refused(TOO_MANY_SHEETS)
        shown = [meta.name for meta in tables if meta.visible is SheetVisibleEnum.Visible]
        sheets = []
        room = MAX_CELLS
        for title in shown:
            table = book.get_sheet_by_name(title)
            room -= table.total_height * table.total_width
            if room < 0:
                raise Refused(TOO_MANY_ROWS)
            values = table.to_python(skip_empty_area=False)
            sheets.append(Sheet(title, values, formulas.get(title, frozenset()), parts.starts_1904))
    except (CalamineError, ValueError, OSError) as error:
        raise Refused(BROKEN) from error
    return Workbook(name, tuple(sheets), tuple(meta.name for meta in tables if meta.name not in set(shown)))


def _read_text(data: bytes, name: str) -> Workbook:
    if b"\x00" in data[:4096]:
        raise Refused(NOT_TABLE)
    text = _decoded(data)
    if _BINARY.search(text, 0, 4096):
        raise Refused(NOT_TABLE)
    if text.lstrip()[:1] == "<":
        raise Refused(WEB_PAGE)
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(_SEPARATORS, key=first.count)
    if not any(separator in line for line in text.splitlines()[:30]):
        raise Refused(NOT_TABLE)
    try:
        rows = [list(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator)]
    except csv.Error as error:
        raise Refused(NOT_TABLE) from error
    width = max((len(row) for row in rows), default=0)
    if width > MAX_COLUMNS:
        raise Refused(TOO_WIDE)
    for row in rows:
        row.extend([""] * (width - len(row)))
    return Workbook(name, (Sheet(name.rpartition(".")[0] or name, rows),))


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused(UNKNOWN_ENCODING)
