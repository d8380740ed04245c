"""The columns of a list of titles, and the words people head them with."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from anjia.households.roster import ROSTER, Field, Vocabulary


class Column(StrEnum):
    CODE = "code"
    VILLAGE = "village"
    GROUP = "group"
    HEAD = "head_name"
    ORGAN = "organ"
    NUMBER = "number"
    NAMED = "named_on"
    SERIAL = "serial"
    KIND = "kind"
    PUBLISHES = "publishes"
    JOINS = "joins"


LABELS = {
    Column.CODE: _("村（社区）代码"),
    Column.VILLAGE: _("村（社区）"),
    Column.GROUP: _("村（居）民小组"),
    Column.HEAD: _("户主姓名"),
    Column.ORGAN: _("发文机关"),
    Column.NUMBER: _("发文字号"),
    Column.NAMED: _("命名日期"),
    Column.SERIAL: _("证书编号"),
    Column.KIND: _("称号"),
    Column.PUBLISHES: _("同意公开"),
    Column.JOINS: _("同意参加"),
}
_SHARED = (Field.CODE, Field.VILLAGE, Field.GROUP, Field.HEAD, Field.PUBLISHES, Field.JOINS)
KIND_WORDS = r"(?:荣誉)?称号(?:名称|种类|类别|类型)?|荣誉名称|授予称号"
_WORDS = {
    Column.ORGAN: r"(?:发文|命名|授予|表彰|签发|颁发)(?:机关|单位|机构)",
    Column.NUMBER: r"(?:命名|表彰|发文|文件|公文|决定)*(?:文号|字号)|(?:命名|表彰|发文)?文件(?:编号|号)",
    Column.NAMED: r"(?:命名|授予|表彰|发文|评定|获评)(?:日期|时间|年月日)|命名日",
    Column.SERIAL: r"(?:称号|荣誉)?证书(?:编号|号码|号)|证号",
    Column.KIND: KIND_WORDS,
}

TITLES = Vocabulary(
    labels=LABELS,
    words={**_WORDS, **{Column(field.value): ROSTER.words[field] for field in _SHARED}},
    required=(Column.HEAD, Column.NUMBER, Column.NAMED, Column.JOINS),
    content=(Column.GROUP, Column.HEAD, Column.NUMBER, Column.NAMED, Column.SERIAL, Column.JOINS),
    head=Column.HEAD,
)
