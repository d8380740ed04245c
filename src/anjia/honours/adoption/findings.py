"""What can be wrong with a row of a list of titles, each with what to do."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from anjia.households.roster import Level


class Wrong(StrEnum):
    NO_HEADER = "no_header"
    NO_COLUMN = "no_column"
    FORMULA = "formula"
    NAME = "name"
    VILLAGE = "village"
    GROUP = "group"
    CONSENT = "consent"
    NUMBER = "number"
    NUMBER_TAKEN = "number_taken"
    NUMBER_OURS = "number_ours"
    NUMBER_ELSEWHERE = "number_elsewhere"
    DAY = "day"
    DAY_AHEAD = "day_ahead"
    DAY_OF_NUMBER = "day_of_number"
    DAY_DIFFERS = "day_differs"
    ORGAN = "organ"
    ENDED = "ended"
    SERIAL = "serial"
    SERIAL_OURS = "serial_ours"
    SERIAL_TWICE = "serial_twice"
    KIND = "kind"
    KIND_DIFFERS = "kind_differs"
    NO_BASE = "no_base"
    TWICE = "twice"
    TWO_FIT = "two_fit"


Text = str | Promise
_SERIAL_FIX = _("请照证书填写；没有编号就留空，由系统编号。")
_NUMBER_FIX = _("请照文件填写，如“株妇〔2025〕3号”。")
_DAY_FIX = _("请照文件的成文日期填写，如 2025-05-15。")

TEXTS: dict[Wrong, tuple[Text, Text]] = {
    Wrong.NO_HEADER: (
        _("工作表里没有找到表头，这张表没有读。"),
        _("请检查是否有“户主姓名”“发文字号”“命名日期”等列名。"),
    ),
    Wrong.NO_COLUMN: (_("缺少必需的列：%(value)s。"), _("请在“对应列”一步指出是哪一列，或在表格中补上这一列。")),
    Wrong.FORMULA: (_("单元格是公式，系统不采用公式的结果。"), _("请直接填写内容，或复制后“粘贴为数值”。")),
    Wrong.NAME: (_("户主姓名没有填写，或者里面有不是姓名的字。"), _("请只填一个人的姓名。")),
    Wrong.VILLAGE: (_("没有找到对应的村（社区）。"), _("请填写村（社区）的全称；不在您办理范围内的不能录入。")),
    Wrong.GROUP: (_("本村没有登记这个小组。"), _("请核对小组；确有这个小组，请点“建立名单里的小组”。")),
    Wrong.CONSENT: (_("看不懂是否同意参加。"), _("请填“是”或“否”；没有表态就留空。")),
    Wrong.NUMBER: ("%(why)s", ""),
    Wrong.NUMBER_TAKEN: (_("登记簿上已有这个文号，用于另一份公文。"), _NUMBER_FIX),
    Wrong.NUMBER_OURS: (_("这份决定是在本系统里签发的，不用再录入。"), _("请删去这一行。")),
    Wrong.NUMBER_ELSEWHERE: (
        _("这个文号已录入在别的乡镇（街道）名下。"),
        _("几个乡镇（街道）同用一份决定的，请由区县领导小组办公室一次录入。"),
    ),
    Wrong.DAY: (_("看不懂命名日期，或者没有这一天。"), _DAY_FIX),
    Wrong.DAY_AHEAD: (_("命名日期在今天以后。"), _DAY_FIX),
    Wrong.DAY_OF_NUMBER: (_("命名日期与文号的年份对不上。"), _("请对照文件核对文号和日期。")),
    Wrong.DAY_DIFFERS: (_("同一个文号有两个命名日期。"), _("请对照文件核对，改正其中一个。")),
    Wrong.ORGAN: (_("发文机关不能超过 80 个字。"), _("请照文件填写机关名称。")),
    Wrong.ENDED: (_("这个称号的有效期到 %(day)s 已满，不再录入。"), _("请删去这一行；这户可以参加今年的创建。")),
    Wrong.SERIAL: (_("证书编号不能超过 24 个字，只能有汉字、字母、数字、括号和横线。"), _SERIAL_FIX),
    Wrong.SERIAL_OURS: (_("“PA-年份-号码”是本系统的编号，以前的证书没有这样的编号。"), _SERIAL_FIX),
    Wrong.SERIAL_TWICE: (_("这个证书编号已经有另一户在用。"), _SERIAL_FIX),
    Wrong.KIND: (_("看不懂是哪一种称号。"), _("请填“平安家庭”或“平安家庭示范户”；留空就是平安家庭。")),
    Wrong.KIND_DIFFERS: (_("同一个文号有两种称号。"), _("一份决定只命名一种称号，请对照文件核对。")),
    Wrong.NO_BASE: (
        _("示范户要先有平安家庭称号，这户还没有。"),
        _("请把这户的平安家庭称号写在同一份名单里，或者先录入。"),
    ),
    Wrong.TWICE: (
        _("与前面某一行是同一文号、同一小组、同名的户主。"),
        _("请核对是否重复；同名的两户请先在登记册里登记清楚。"),
    ),
    Wrong.TWO_FIT: (_("登记册里这个小组有两户与它同名，系统不替您选。"), _("请先在登记册里更正或合并，再录入这一行。")),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding; `row` is the number the user sees (0 for the sheet), `column` is 0-based or None."""

    texts: ClassVar[Mapping[Any, tuple[Text, Text]]] = TEXTS
    sheet: str
    row: int
    column: int | None
    value: str
    wrong: StrEnum
    told: str = ""

    @property
    def level(self) -> Level:
        return Level.ERROR

    @property
    def message(self) -> str:
        return str(self.texts[self.wrong][0]) % {"value": self.value, "why": self.told, "day": self.told}

    @property
    def fix(self) -> str:
        return str(self.texts[self.wrong][1])
