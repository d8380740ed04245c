"""The frame of a .docx file: its fixed parts, and the document part written as a stream."""

import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from xml.sax.saxutils import escape

from anjia.documents.render.word.faces import FONT_TABLE, STYLES

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PARTS = {"styles": STYLES, "fontTable": FONT_TABLE}


@dataclass(frozen=True)
class Footer:
    """A page's foot: `name` is its part's name and its relation's id; `body` the paragraphs in it."""

    name: str
    body: str

    @property
    def xml(self) -> str:
        return f'{_HEAD}<w:ftr xmlns:w="{W}" xmlns:r="{R}">{self.body}</w:ftr>'


def _settings(duplex: bool) -> str:
    flags = "<w:mirrorMargins/><w:evenAndOddHeaders/>" if duplex else ""
    return (
        f'{_HEAD}<w:settings xmlns:w="{W}">{flags}<w:characterSpacingControl w:val="compressPunctuation"/><w:compat>'
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        "</w:compat></w:settings>"
    )


def _content_types(parts: Mapping[str, str]) -> str:
    kinds = {"styles": "styles", "fontTable": "fontTable", "settings": "settings"}
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{kinds.get(name, "footer")}+xml"/>'
        for name in parts
    )
    return (
        f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>{overrides}'
        '<Override PartName="/docProps/core.xml"'
        ' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        "</Types>"
    )


def _relations(parts: Mapping[str, str]) -> str:
    kinds = {"styles": "styles", "fontTable": "fontTable", "settings": "settings"}
    rows = "".join(
        f'<Relationship Id="{name}" Type="{_RELATION}/{kinds.get(name, "footer")}" Target="{name}.xml"/>'
        for name in parts
    )
    return f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'


_ROOT_RELATIONS = (
    f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="r1" Type="{_RELATION}/officeDocument" Target="word/document.xml"/>'
    '<Relationship Id="r2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"'
    ' Target="docProps/core.xml"/></Relationships>'
)


def _core(title: str, author: str) -> str:
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>{escape(author)}</dc:creator></cp:coreProperties>"
    )


def packed(
    body: Iterable[str], *, footers: Iterable[Footer], title: str, author: str = "", duplex: bool = False
) -> bytes:
    """The whole file. `body` yields the document's XML in pieces; text in it is escaped already.

    `duplex` mirrors the margins and tells odd pages from even ones.
    """
    parts = {**_PARTS, "settings": _settings(duplex), **{footer.name: footer.xml for footer in footers}}
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        archive.writestr("[Content_Types].xml", _content_types(parts))
        archive.writestr("_rels/.rels", _ROOT_RELATIONS)
        archive.writestr("docProps/core.xml", _core(title, author))
        archive.writestr("word/_rels/document.xml.rels", _relations(parts))
        for name, xml in parts.items():
            archive.writestr(f"word/{name}.xml", xml)
        with archive.open("word/document.xml", "w", force_zip64=True) as document:
            document.write(f'{_HEAD}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>'.encode())
            for piece in body:
                document.write(piece.encode())
            document.write(b"</w:body></w:document>")
    return out.getvalue()
