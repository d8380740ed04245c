"""What can be wrong with a row of a list of plaques, each with what to do."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from anjia.honours.adoption.findings import TEXTS as OF_TITLES
from anjia.honours.adoption.findings import Finding, Text
from anjia.honours.adoption.findings import Wrong as OfTitles


class Wrong(StrEnum):
    NO_HEADER = "no_header"
    NO_COLUMN = "no_column"
    FORMULA = "formula"
    NAME = "name"
    VILLAGE = "village"
    GROUP = "group"
    TWO_FIT = "two_fit"
    KIND = "kind"
    NO_TITLE = "no_title"
    UNPROVEN = "unproven"
    HUNG = "hung"
    TWICE = "twice"
    SERIAL = "serial"
    SERIAL_OURS = "serial_ours"
    SERIAL_TWICE = "serial_twice"
    DAY = "day"
    DAY_AHEAD = "day_ahead"
    DAY_EARLY = "day_early"
    RECEIVER = "receiver"


_SAME = ("no_column", "formula", "name", "village", "group", "two_fit", "kind")
_SERIAL_FIX = _("请照牌匾填写。")
_DAY_FIX = _("请照授牌时的登记填写，如 2025-06-01。")

TEXTS: dict[str, tuple[Text, Text]] = {
    **{Wrong(name): OF_TITLES[OfTitles(name)] for name in _SAME},
    Wrong.NO_HEADER: (
        _("工作表里没有找到表头，这张表没有读。"),
        _("请检查是否有“户主姓名”“牌匾编号”“授牌日期”等列名。"),
    ),
    Wrong.NO_TITLE: (
        _("这户现在没有有效的“%(why)s”称号。"),
        _("请核对姓名和小组；以前命名的，请先在“录入以前的称号”里录入。"),
    ),
    Wrong.UNPROVEN: (_("这户同意参加还没有凭证。"), _("请村（社区）先补同意凭证，再录入牌匾。")),
    Wrong.HUNG: (_("这户的这个称号已有牌匾 %(why)s。"), _("请删去这一行；编号不同的，请先在登记簿里换发。")),
    Wrong.TWICE: (_("与前面某一行是同一户、同一种称号。"), _("一个称号只有一块牌匾，请核对后留下一行。")),
    Wrong.SERIAL: (_("牌匾编号没有填写，或者超过 24 个字，或者有不能用的符号。"), _SERIAL_FIX),
    Wrong.SERIAL_OURS: (_("“PP-年份-号码”是本系统的编号，以前的牌匾没有这样的编号。"), _SERIAL_FIX),
    Wrong.SERIAL_TWICE: (_("这个牌匾编号已经有另一户在用。"), _SERIAL_FIX),
    Wrong.DAY: (_("看不懂授牌日期，或者没有这一天。"), _DAY_FIX),
    Wrong.DAY_AHEAD: (_("授牌日期在今天以后。"), _DAY_FIX),
    Wrong.DAY_EARLY: (_("授牌日期早于命名日期 %(day)s。"), _("请对照命名文件核对日期。")),
    Wrong.RECEIVER: (_("领取人超过 40 个字。"), _("请只填一个人的姓名，或者留空。")),
}


@dataclass(frozen=True, slots=True)
class PlaqueFinding(Finding):
    texts: ClassVar[Mapping[str, tuple[Text, Text]]] = TEXTS
