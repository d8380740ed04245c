"""What a file is, told by its content; and what is refused whatever it is called."""

import io
import zipfile

from django.utils.translation import gettext_lazy as _

from anjia.documents.enums import MediaType
from anjia.kernel.exceptions import Refused

MAX_INFLATED = 200 * 1024 * 1024
MAX_PARTS = 5000
_OFFICE = {"xl/workbook.xml": MediaType.XLSX, "word/document.xml": MediaType.DOCX}


def media_type_of(data: bytes) -> MediaType:
    """The type of the content. Raises Refused for anything but PDF, PNG, JPEG, Excel and Word."""
    if data.startswith(b"%PDF-"):
        return _pdf(data)
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return MediaType.PNG
    if data.startswith(b"\xff\xd8\xff"):
        return MediaType.JPEG
    if data.startswith(b"PK\x03\x04"):
        return _office(data)
    raise Refused(_("只接受 PDF、PNG、JPEG、Excel（xlsx）和 Word（docx）文件。请另存为其中一种再上传。"))


def _pdf(data: bytes) -> MediaType:
    if b"%%EOF" not in data[-1024:]:
        raise Refused(_("这个 PDF 文件不完整。请重新生成后再上传。"))
    return MediaType.PDF


def _office(data: bytes) -> MediaType:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise Refused(_("这个文件已损坏，打不开。请重新保存后再上传。")) from error
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_INFLATED:
        raise Refused(_("这个文件展开后过大，不予接收。请删去多余的内容后再上传。"))
    names = {part.filename for part in parts}
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Refused(_("这个文件带有宏，不予接收。请另存为不带宏的 xlsx 或 docx 再上传。"))
    for name, media_type in _OFFICE.items():
        if name in names and "[Content_Types].xml" in names:
            return media_type
    raise Refused(_("压缩文件不予接收。请直接上传 PDF、图片、Excel 或 Word 文件。"))
