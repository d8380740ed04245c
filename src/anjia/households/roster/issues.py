"""Everything that can be wrong with a roster, each with what happened and what to do."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Level(StrEnum):
    ERROR = "error"
    WARNING = "warning"


class Code(StrEnum):
    NO_HEADER = "no_header"
    NO_REQUIRED_COLUMN = "no_required_column"
    HIDDEN_SHEET = "hidden_sheet"
    VILLAGE_UNKNOWN = "village_unknown"
    VILLAGE_MISMATCH = "village_mismatch"
    GROUP_MISSING = "group_missing"
    GROUP_UNKNOWN = "group_unknown"
    GROUP_DIFFERS = "group_differs"
    FORMULA = "formula"
    NAME_MISSING = "name_missing"
    NAME_LENGTH = "name_length"
    NAME_CHARACTERS = "name_characters"
    NAME_HOSTILE = "name_hostile"
    BIRTH_UNREADABLE = "birth_unreadable"
    BIRTH_MONTH = "birth_month"
    BIRTH_AMBIGUOUS = "birth_ambiguous"
    BIRTH_NO_MONTH = "birth_no_month"
    BIRTH_RANGE = "birth_range"
    BIRTH_MINOR = "birth_minor"
    BIRTH_BLANK = "birth_blank"
    BIRTH_DIFFERS = "birth_differs"
    SIZE_UNREADABLE = "size_unreadable"
    SIZE_RANGE = "size_range"
    SIZE_LARGE = "size_large"
    SIZE_BLANK = "size_blank"
    PHONE_SHORT = "phone_short"
    PHONE_LONG = "phone_long"
    PHONE_UNREADABLE = "phone_unreadable"
    PHONE_NO_AREA = "phone_no_area"
    PHONE_BLANK = "phone_blank"
    RESIDENCE_UNKNOWN = "residence_unknown"
    RESIDENCE_BLANK = "residence_blank"
    ADDRESS_BLANK = "address_blank"
    ADDRESS_LENGTH = "address_length"
    ADDRESS_HOSTILE = "address_hostile"
    CONSENT_UNCLEAR = "consent_unclear"
    CONSENT_CONFLICT = "consent_conflict"
    PUBLISH_UNCLEAR = "publish_unclear"
    DUPLICATE = "duplicate"
    TOTAL_ROWS = "total_rows"
    TOTAL_PERSONS = "total_persons"
    AMBIGUOUS_MATCH = "ambiguous_match"


class Told(Protocol):
    """A finding as it is written into a file; `row` is 1-based, 0 for the sheet, `column` 0-based or None."""

    @property
    def sheet(self) -> str: ...
    @property
    def row(self) -> int: ...
    @property
    def column(self) -> int | None: ...
    @property
    def level(self) -> Level: ...
    @property
    def message(self) -> str: ...
    @property
    def fix(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Kind:
    level: Level
    message: Promise | str
    fix: Promise | str


def _error(message: Promise, fix: Promise) -> Kind:
    return Kind(Level.ERROR, message, fix)


def _warning(message: Promise, fix: Promise) -> Kind:
    return Kind(Level.WARNING, message, fix)


_BIRTH_FIX = _("请写成 1970-05 或 1970年5月。")
_PHONE_FIX = _("请填 11 位手机号，或带区号的固定电话。")

KINDS: dict[Code, Kind] = {
    Code.NO_HEADER: _warning(
        _("工作表里没有找到名册的表头，这张表不导入。"), _("如果它是名册，请检查表头是否有“户主”“住址”等列名。")
    ),
    Code.NO_REQUIRED_COLUMN: _error(
        _("缺少必需的列：%(value)s。"), _("请在“对应列”一步指出是哪一列，或在表格中补上这一列。")
    ),
    Code.HIDDEN_SHEET: _warning(_("隐藏的工作表没有读取。"), _("如需导入，请取消隐藏后重新上传。")),
    Code.VILLAGE_UNKNOWN: _error(
        _("没有找到对应的村（社区）。"), _("请在预览页为它选择村（社区）；不在您管理范围内的不能导入。")
    ),
    Code.VILLAGE_MISMATCH: _error(_("村（社区）代码与名称不是同一个村。"), _("请核对代码和名称，改正其中一个。")),
    Code.GROUP_MISSING: _error(_("没有写明小组。"), _("请填写小组，或在住址里写明“12组47号”。")),
    Code.GROUP_UNKNOWN: _error(_("本村没有登记这个小组。"), _("确有这个小组就在预览页勾选建立；写错了请改正。")),
    Code.GROUP_DIFFERS: _warning(_("小组一列与住址里的小组不同，以小组一列为准。"), _("请核对后确认。")),
    Code.FORMULA: _error(_("单元格是公式，系统不采用公式的结果。"), _("请直接填写内容，或复制后“粘贴为数值”。")),
    Code.NAME_MISSING: _error(_("没有填写户主姓名。"), _("请补填户主姓名。")),
    Code.NAME_LENGTH: _error(_("姓名长度不对（2 至 30 个字）。"), _("请核对姓名，只填一个人的姓名。")),
    Code.NAME_CHARACTERS: _error(
        _("姓名里有不是姓名的字符。"), _("请只填汉字、字母和间隔号“·”，去掉数字、称呼和符号。")
    ),
    Code.NAME_HOSTILE: _error(_("姓名里有看不见的控制字符。"), _("请删去后重新手工输入姓名。")),
    Code.BIRTH_UNREADABLE: _error(_("看不懂出生年月。"), _BIRTH_FIX),
    Code.BIRTH_MONTH: _error(_("出生年月里的月份或日期不存在，系统不作猜测。"), _BIRTH_FIX),
    Code.BIRTH_AMBIGUOUS: _error(_("出生年月有两种读法，系统不作猜测。"), _BIRTH_FIX),
    Code.BIRTH_NO_MONTH: _error(_("只有年份，没有月份。"), _BIRTH_FIX),
    Code.BIRTH_RANGE: _error(_("出生年月不合理（早于 1900 年或晚于今天）。"), _BIRTH_FIX),
    Code.BIRTH_MINOR: _error(_("户主未满 18 岁。"), _("户主是家庭的联系人，请改填家中一位成年人。")),
    Code.BIRTH_BLANK: _warning(_("没有填写出生年月。"), _("可以先导入，以后补填。")),
    Code.BIRTH_DIFFERS: _warning(
        _("出生年月与登记册上的不同，登记册保持不变。"), _("登记册上写错了，请在家庭登记页用“更正姓名或出生年月”办理。")
    ),
    Code.SIZE_UNREADABLE: _error(_("看不懂家庭人数。"), _("请填一个整数，如 3。")),
    Code.SIZE_RANGE: _error(_("家庭人数须在 1 至 60 之间。"), _("请填常住在一起的人数，含户主。")),
    Code.SIZE_LARGE: _warning(_("家庭人数超过 15 人。"), _("请核对后确认。")),
    Code.SIZE_BLANK: _warning(_("没有填写家庭人数。"), _("可以先导入，以后补填。")),
    Code.PHONE_SHORT: _error(_("电话号码位数不够。"), _PHONE_FIX),
    Code.PHONE_LONG: _error(_("电话号码位数太多。"), _("请只填一个号码。")),
    Code.PHONE_UNREADABLE: _error(_("这不是电话号码。"), _PHONE_FIX),
    Code.PHONE_NO_AREA: _error(_("固定电话没有区号。"), _("请补上区号，如 0731-22812345。")),
    Code.PHONE_BLANK: _warning(_("没有填写联系电话。"), _("可以先导入，以后补填。")),
    Code.RESIDENCE_UNKNOWN: _error(_("看不懂居住类型。"), _("请填常住、流动或出租。")),
    Code.RESIDENCE_BLANK: _warning(_("没有填写居住类型。"), _("可以先导入，以后补填。")),
    Code.ADDRESS_BLANK: _warning(_("没有填写家庭住址。"), _("可以先导入，以后补填。")),
    Code.ADDRESS_LENGTH: _error(_("家庭住址超过 120 个字。"), _("请只填门牌地址。")),
    Code.ADDRESS_HOSTILE: _error(_("住址里有看不见的控制字符。"), _("请删去后重新手工输入住址。")),
    Code.CONSENT_UNCLEAR: _error(_("看不懂是否同意参加，暂按“否”计。"), _("请填“是”或“否”；没有表态就留空。")),
    Code.CONSENT_CONFLICT: _error(
        _("同一户在第 %(rows)s 行又填了不同的意见，弄清之前按“否”计。"),
        _("请问清这户的意愿，只留下正确的一行。"),
    ),
    Code.PUBLISH_UNCLEAR: _warning(_("看不懂是否同意公示，按“否”计。"), _("请填“是”或“否”；以后也可以在登记页更改。")),
    Code.DUPLICATE: _error(_("与第 %(rows)s 行很可能是同一户。"), _("请在预览页选择保留哪一行，或确认是不同的两户。")),
    Code.TOTAL_ROWS: _warning(
        _("合计写的是 %(declared)s 户，逐行数是 %(counted)s 户。"), _("请核对是否漏填或多填，确认后继续。")
    ),
    Code.TOTAL_PERSONS: _warning(
        _("合计写的是 %(declared)s 人，逐行相加是 %(counted)s 人。"), _("请核对人数，确认后继续。")
    ),
    Code.AMBIGUOUS_MATCH: _error(
        _("登记册里有不止一户与它相同。"), _("请先在登记册更正，或为重复的一户办理退出，再导入这一行。")
    ),
}


@dataclass(frozen=True, slots=True)
class Issue:
    """One finding. `row` is the row number the user sees (1-based, 0 for the sheet); `column` is 0-based or None."""

    sheet: str
    row: int
    column: int | None
    value: str
    code: Code
    params: tuple[tuple[str, str], ...] = ()

    @property
    def level(self) -> Level:
        return KINDS[self.code].level

    @property
    def message(self) -> str:
        values = {"value": self.value, **dict(self.params)}
        return str(KINDS[self.code].message) % values

    @property
    def fix(self) -> str:
        return str(KINDS[self.code].fix)
