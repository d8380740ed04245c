"""The columns of a list of plaques, and the words people head them with."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from anjia.honours.adoption.columns import KIND_WORDS
from anjia.households.roster import ROSTER, Field, Vocabulary


class Column(StrEnum):
    CODE = "code"
    VILLAGE = "village"
    GROUP = "group"
    HEAD = "head_name"
    KIND = "kind"
    SERIAL = "serial"
    GIVEN = "given_on"
    RECEIVER = "received_by"


LABELS = {
    Column.CODE: _("村（社区）代码"),
    Column.VILLAGE: _("村（社区）"),
    Column.GROUP: _("村（居）民小组"),
    Column.HEAD: _("户主姓名"),
    Column.KIND: _("称号"),
    Column.SERIAL: _("牌匾编号"),
    Column.GIVEN: _("授牌日期"),
    Column.RECEIVER: _("领取人"),
}
_SHARED = (Field.CODE, Field.VILLAGE, Field.GROUP, Field.HEAD)
_WORDS = {
    Column.KIND: KIND_WORDS,
    Column.SERIAL: r"(?:牌匾|匾牌|奖牌|门牌匾|牌)(?:的)?(?:编号|号码|序号|号)|编号",
    Column.GIVEN: r"(?:授牌|挂牌|颁发|发放|领取|授予|发牌)(?:日期|时间|年月日)|授牌日",
    Column.RECEIVER: r"领取人(?:姓名|签名|签字)?|领牌人|签收人|代领人",
}

PLAQUES = Vocabulary(
    labels=LABELS,
    words={**_WORDS, **{Column(field.value): ROSTER.words[field] for field in _SHARED}},
    required=(Column.HEAD, Column.SERIAL, Column.GIVEN),
    content=(Column.GROUP, Column.HEAD, Column.SERIAL, Column.GIVEN),
    head=Column.HEAD,
)
