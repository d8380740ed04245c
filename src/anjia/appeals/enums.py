"""Verbs and closed lists of appeals."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(StrEnum):
    """What may be done with appeals."""

    VIEW = "appeals.view"
    FILE = "appeals.file"
    ASSIGN = "appeals.assign"
    DECIDE = "appeals.decide"


class AppealState(models.TextChoices):
    """An appeal's life. One that came too late is answered too, and kept."""

    RECEIVED = "received", _("已收到，待确定办理人")
    ASSIGNED = "assigned", _("办理中")
    UPHELD = "upheld", _("成立，已更正")
    REJECTED = "rejected", _("不成立，已答复")
    TAKEN_BACK = "taken_back", _("家庭已撤回")
    LATE = "late", _("超过期限，已告知去处")


OPEN = (AppealState.RECEIVED, AppealState.ASSIGNED)
ANSWERED = (AppealState.UPHELD, AppealState.REJECTED)


class Ground(models.TextChoices):
    """Why a family contests a step: a closed list (frame F6)."""

    WRONG_FACT = "wrong_fact", _("说的情况与事实不符")
    WRONG_DATA = "wrong_data", _("登记的资料有误")
    NOT_COUNTED = "not_counted", _("该算的没有算上（积分、替代指标）")
    NOT_RECUSED = "not_recused", _("应当回避的人参加了")
    PROCEDURE = "procedure", _("程序不对")
    WRONG_RULE = "wrong_rule", _("标准或理由用错了")


class Channel(models.TextChoices):
    ONLINE = "online", _("家庭自己提交")
    PAPER = "paper", _("纸质，代办录入")


class RecusedFor(models.TextChoices):
    """Why somebody may not decide an appeal."""

    TOOK_PART = "took_part", _("参加过这一步的办理")
    KIN = "kin", _("本人或亲属是这户家庭的成员")
