"""The faces of official documents, by their official names first; what stands in where they are not installed."""

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

TITLE = "方正小标宋简体"
BODY = "仿宋_GB2312"
FIRST = "黑体"
SECOND = "楷体_GB2312"
NUMERALS = "宋体"

_STAND_INS = {
    TITLE: "方正小标宋_GBK,华文中宋,Noto Serif SC,宋体",
    BODY: "仿宋,FangSong,华文仿宋,Noto Serif SC",
    FIRST: "SimHei,Noto Sans SC",
    SECOND: "楷体,KaiTi,Noto Serif SC",
    NUMERALS: "SimSun,Noto Serif SC",
}

FONT_TABLE = (
    f'{_HEAD}<w:fonts xmlns:w="{_W}">'
    + "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/></w:font>'
        for name, others in _STAND_INS.items()
    )
    + "</w:fonts>"
)


def face(name: str) -> str:
    """The run property that sets a face for every script."""
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'


# Lines and characters carry their pitch themselves (exact lines, a quarter point closer than set solid) and do not
# snap to the section's grid: LibreOffice misreads a grid whose characters stand closer than their size.
STYLES = (
    f'{_HEAD}<w:styles xmlns:w="{_W}"><w:docDefaults><w:rPrDefault><w:rPr>{face(BODY)}'
    '<w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault>'
    "<w:pPrDefault/></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/><w:pPr>'
    '<w:widowControl w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/>'
    f'<w:jc w:val="both"/></w:pPr><w:rPr>{face(BODY)}<w:snapToGrid w:val="0"/><w:spacing w:val="-5"/>'
    '<w:sz w:val="32"/><w:szCs w:val="32"/></w:rPr></w:style>'
    "</w:styles>"
)
