"""The columns a roster may have, and the words people head them with."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Field(StrEnum):
    CODE = "code"
    VILLAGE = "village"
    GROUP = "group"
    HEAD = "head_name"
    BIRTH = "birth"
    SIZE = "size"
    ADDRESS = "address"
    PHONE = "phone"
    RESIDENCE = "residence"
    JOINS = "joins"
    PUBLISHES = "publishes"


LABELS = {
    Field.CODE: _("村（社区）代码"),
    Field.VILLAGE: _("村（社区）"),
    Field.GROUP: _("村（居）民小组"),
    Field.HEAD: _("户主姓名"),
    Field.BIRTH: _("户主出生年月"),
    Field.SIZE: _("家庭人数"),
    Field.ADDRESS: _("家庭住址"),
    Field.PHONE: _("联系电话"),
    Field.RESIDENCE: _("居住类型"),
    Field.JOINS: _("同意参加"),
    Field.PUBLISHES: _("同意公示"),
}
REQUIRED = (Field.HEAD, Field.JOINS)
CONTENT = (Field.HEAD, Field.BIRTH, Field.SIZE, Field.ADDRESS, Field.PHONE, Field.JOINS, Field.PUBLISHES)

MAX_HEADING = 40
_PLACE = "(?:村社区|社区村|村居|行政村|社区|村)"
_WORDS = {
    Field.CODE: rf"(?:{_PLACE}|行政|统计用|行政区划|统计用区划|区划|地区)(?:区划)?(?:代码|编码|编号)",
    Field.VILLAGE: rf"(?:所在|所属)?{_PLACE}(?:名称|名|居委会|委会)?|村居委会|村委会|居委会",
    Field.GROUP: r"(?:所在|所属)?(?:村居民小组|村民小组|居民小组|村居小组|小组|组别|组号|组名|组)(?:名称|别)?",
    Field.HEAD: r"(?:户主|户代表|户长|家庭代表|家长|联系人)(?:姓名|名字|名)?|姓名|名字|家庭户主姓名",
    Field.BIRTH: r"(?:户主)?(?:出生(?:年月日|年月|日期|时间)?|生日)",
    Field.SIZE: r"(?:家庭|户内|全家|常住|居住|实际|总)*(?:人口|人数|成员数|人口数|口数)|共几人|几口人",
    Field.ADDRESS: r"(?:家庭|现|现居住|居住|详细|户主|常住|实际)*(?:住址|地址|居住地|居住地址|门牌号?)",
    Field.PHONE: r"(?:户主|本人|联系|手机|移动)*(?:电话|手机|手机号|手机号码|电话号码|电话号)|联系方式|联系号码|号码",
    Field.RESIDENCE: r"(?:居住|家庭|住户|户口|人员|户)?(?:类型|类别|性质)|户别|居住情况|住户情况",
    Field.JOINS: (
        r"(?:是否)?(?:自愿|同意|愿意)*(?:参加|参与|创建|申报|报名)"
        r"(?:创建|活动|意愿|意见)*(?:平安家庭)?(?:创建)?(?:活动)?"
    ),
    Field.PUBLISHES: r"(?:是否)?(?:同意|愿意)(?:姓名)?(?:公示|公开)(?:姓名)?|是否公示|公示意见",
}
_PUNCTUATION = re.compile(r"[\s*:：、，,.。/_\-\"'“”()\[\]]+")
_BRACKETS = re.compile(r"[(\[][^)\]]*[)\]]")


def clean_label(text: object) -> str:
    """A heading as one bare word: half width, no spaces, brackets or marks."""
    return _PUNCTUATION.sub("", unicodedata.normalize("NFKC", str(text)))


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The columns of one kind of list: their labels, the words (patterns) they are headed with, those it must have,
    those that make a row a family, and the one that names it."""

    labels: Mapping[Any, str | Promise]
    words: Mapping[Any, str]
    required: tuple[StrEnum, ...]
    content: tuple[StrEnum, ...]
    head: StrEnum

    def named(self, value: str) -> StrEnum | None:
        """The field of a remembered choice; None for one that this kind of list does not have."""
        return next((field for field in self.labels if field.value == value), None)

    def field_for(self, text: object) -> StrEnum | None:
        """The field a heading means, or None: then its column is shown as 不导入."""
        return _field_for(self, text) if isinstance(text, str) and len(text) <= MAX_HEADING else None


@lru_cache(maxsize=4096)
def _field_for(words: Vocabulary, text: str) -> StrEnum | None:
    folded = unicodedata.normalize("NFKC", text)
    for label in (clean_label(folded), clean_label(_BRACKETS.sub("", folded))):
        for field, pattern in words.words.items():
            if label and re.fullmatch(pattern, label):
                return field
    return None


ROSTER = Vocabulary(LABELS, _WORDS, REQUIRED, CONTENT, Field.HEAD)


def field_for(text: object) -> StrEnum | None:
    """The column of a roster that a heading means."""
    return ROSTER.field_for(text)
