"""Verbs and closed lists of notices and objections."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(StrEnum):
    """What may be done with notices."""

    VIEW = "notices.view"
    PUBLISH = "notices.publish"
    TAKE_DOWN = "notices.take_down"
    INVESTIGATE = "notices.investigate"
    FILE_OBJECTION = "notices.file_objection"
    RESTART = "notices.restart"
    RENAME_ENTRY = "notices.rename_entry"


class NoticeKind(models.TextChoices):
    PRE_NAMING = "pre_naming", _("拟命名公示")
    RESULT = "result", _("结果公告")
    QUARTER = "quarter", _("季度星级公示")
    YEAR = "year", _("年度星级公布")


STARS = (NoticeKind.QUARTER, NoticeKind.YEAR)
"""What `stars` puts up and replaces."""


class NoticeState(models.TextChoices):
    DRAFT = "draft", _("待张贴")
    RUNNING = "running", _("公示中")
    ENDED = "ended", _("公示期满")
    TAKEN_DOWN = "taken_down", _("已撤下")


class EntryState(models.TextChoices):
    LISTED = "listed", _("在列")
    LEFT = "left", _("已退出")


class ObjectionGround(models.TextChoices):
    """The closed grounds of an objection (frame F6)."""

    WRONG_DATA = "wrong_data", _("资料有误")
    ELIGIBILITY = "eligibility", _("不符合条件")
    PROCEDURE = "procedure", _("程序不当")
    PUBLIC_SPACE = "public_space", _("公共空间情况不符")


class ObjectionState(models.TextChoices):
    RECEIVED = "received", _("已收到")
    INVESTIGATING = "investigating", _("核实中")
    ANSWERED = "answered", _("已答复")


class Finding(models.TextChoices):
    """What an investigation found, and what follows for the family."""

    STAYS = "stays", _("异议不成立，保留")
    LEAVES = "leaves", _("异议成立，退出本次公示")
    EXTENDED = "extended", _("资料已更正，单独延长公示")


class TakeDownReason(models.TextChoices):
    """Why a running notice comes down: a closed list, shown to everybody."""

    WRONG_LIST = "wrong_list", _("名单有误")
    WRONG_PROCEDURE = "wrong_procedure", _("程序需要补正")
    TECHNICAL = "technical", _("技术原因")
    CORRECTED = "corrected", _("已更正，另行公示")


class RestartReason(models.TextChoices):
    """Why the days of a notice are counted anew (domain B13)."""

    TAKEN_DOWN = "taken_down", _("公示曾经撤下")
    OUT_OF_REACH = "out_of_reach", _("网站曾有四小时以上打不开")
