"""What is inside an .xlsx, looked at before any reader trusts it: sizes by really inflating, parts, entities."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from anjia.kernel.exceptions import Refused

MAX_PARTS = 2_000
MAX_INFLATED = 64 * 1024 * 1024
FREE_INFLATED = 16 * 1024 * 1024
MAX_RATIO = 100
CHUNK = 1024 * 1024
OVERLAP = 256

_RESAVE = _("请用 WPS 或 Excel 打开，另存为“.xlsx 工作簿”后重新上传。")
BOMB = _("文件解压后异常庞大，为保护系统没有打开。请把名册部分复制到一个新的表格中再上传。")
BROKEN = _("文件已损坏或下载不完整，无法打开。请在电脑上确认能打开，另存为 .xlsx 后重新上传。")
ENCRYPTED = _("文件设有打开密码，系统无法读取。请取消密码（文件—加密）后重新上传。")
MACRO = _("文件带有宏，为安全起见不能导入。请另存为不带宏的“.xlsx 工作簿”后重新上传。")
ENTITIES = format_lazy("{}{}", _("文件内含外部实体声明，不是表格软件正常生成的文件，已拒绝打开。"), _RESAVE)
LINKED = _("表格引用了别的文件中的数据。请断开链接（数据—编辑链接）或粘贴为数值后重新上传。")
BINARY = format_lazy("{}{}", _("这是二进制工作簿（.xlsb），不能导入。"), _RESAVE)
OTHER_OFFICE = _("这不是 Excel 表格（可能是 Word 或演示文稿）。请把名册放进 .xlsx 表格后上传。")
OPEN_DOCUMENT = format_lazy("{}{}", _("这是 OpenDocument 表格（.ods），不能导入。"), _RESAVE)
NOT_TABLE = _("这个压缩文件不是表格。请上传 .xlsx 或 .csv 名册。")
TOO_LARGE_SHEET = _(
    "工作表“%(sheet)s”的范围太大（最多 49,999 行、52 列，空白但设了格式的行列也算）。请只把名册部分复制到新表再上传。"
)
ODD_XML = format_lazy("{}{}", _("表格内部的编码不是表格软件正常生成的，已拒绝打开。"), _RESAVE)

_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_STRAY_CELL = re.compile(rb'<c[\s/>](?!r="A?[A-Z][1-4]?\d{1,4}")')
_PREFIXED_STRAY = re.compile(rb'<\w+:c[\s/>](?!r="A?[A-Z][1-4]?\d{1,4}")')


@dataclass(slots=True)
class Parts:
    """What the walk over a package found."""

    names: frozenset[str]
    with_formulas: set[str] = field(default_factory=set)
    starts_1904: bool = False


def inspect_package(data: bytes) -> Parts:
    """Walk every part in bounded chunks. Raises Refused with a sentence in the user's words."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _inspect(package, len(data))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise Refused(BROKEN) from error


def _inspect(package: zipfile.ZipFile, size: int) -> Parts:
    entries = package.infolist()
    names = frozenset(entry.filename for entry in entries)
    _refuse_kind(entries, names)
    parts = Parts(names)
    inflated = 0
    for entry in entries:
        for chunk in _chunks(package, entry):
            inflated += len(chunk) - OVERLAP
            if inflated > MAX_INFLATED or (inflated > FREE_INFLATED and inflated > MAX_RATIO * size):
                raise Refused(BOMB)
            _look(entry.filename, chunk, parts)
    return parts


def _refuse_kind(entries: list[zipfile.ZipInfo], names: frozenset[str]) -> None:
    if len(entries) > MAX_PARTS or len(names) != len(entries):
        raise Refused(BOMB)
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise Refused(ENCRYPTED)
    lowered = {name.lower() for name in names}
    for found, message in (
        (any(name.endswith("vbaproject.bin") for name in lowered), MACRO),
        ("xl/workbook.bin" in lowered, BINARY),
        (any(name.startswith("xl/externallinks/") for name in lowered), LINKED),
        ("word/document.xml" in lowered or "ppt/presentation.xml" in lowered, OTHER_OFFICE),
        ("content.xml" in lowered and "mimetype" in lowered, OPEN_DOCUMENT),
        ("xl/workbook.xml" not in lowered, NOT_TABLE),
    ):
        if found:
            raise Refused(message)


def _chunks(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """The part in pieces of CHUNK, each after the tail of the one before, so that no tag is cut in two."""
    tail = b" " * OVERLAP
    with package.open(entry) as stream:
        while piece := stream.read(CHUNK):
            chunk = tail + piece
            tail = chunk[-OVERLAP:]
            yield chunk


def _look(name: str, chunk: bytes, parts: Parts) -> None:
    lowered = name.lower()
    if not lowered.endswith((".xml", ".rels", ".vml")):
        return
    if b"\x00" in chunk:
        raise Refused(ODD_XML)
    if b"<!DOCTYPE" in chunk or b"<!ENTITY" in chunk:
        raise Refused(ENTITIES)
    if lowered == "xl/workbook.xml":
        parts.starts_1904 = parts.starts_1904 or b'date1904="1"' in chunk or b'date1904="true"' in chunk
    elif lowered == "[content_types].xml" and b"macroEnabled" in chunk:
        raise Refused(MACRO)
    elif "/worksheets/" in lowered:
        _look_at_cells(name, chunk, parts)


def _look_at_cells(name: str, chunk: bytes, parts: Parts) -> None:
    if _STRAY_CELL.search(chunk) or (b":c" in chunk and _PREFIXED_STRAY.search(chunk)):
        raise Refused(TOO_LARGE_SHEET % {"sheet": name.rpartition("/")[2]})
    if (b"<f" in chunk or b":f" in chunk) and _FORMULA.search(chunk):
        parts.with_formulas.add(name)
