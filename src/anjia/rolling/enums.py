"""Verbs and closed lists of rolling management (domain A5-7, A5-8)."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(StrEnum):
    """What may be done with reviews, rectifications and revocations."""

    VIEW = "rolling.view"
    REVIEW = "rolling.review"
    PROPOSE = "rolling.propose"
    HEAR = "rolling.hear"
    APPROVE = "rolling.approve"
    PREPARE = "rolling.prepare"
    SIGN = "rolling.sign"
    DOWNLOAD = "rolling.download"


class ReviewKind(models.TextChoices):
    """The yearly look, and the second look after a time to put things right."""

    ANNUAL = "annual", _("年度复核")
    RECHECK = "recheck", _("整改复查")


class ReviewState(models.TextChoices):
    PLANNED = "planned", _("已安排")
    PASSED = "passed", _("通过")
    FAILED = "failed", _("未通过")
    LAPSED = "lapsed", _("不再进行")
    UNDONE = "undone", _("申诉成立，不作数")


class Channel(models.TextChoices):
    SCREEN = "screen", _("在屏幕上登记")
    PAPER = "paper", _("按纸质复核表录入")


class RectificationState(models.TextChoices):
    """`unmet` is not the end: whoever puts things right later is still rechecked and passes."""

    OPEN = "open", _("整改中")
    MET = "met", _("整改到位")
    UNMET = "unmet", _("整改不到位")
    LAPSED = "lapsed", _("不再进行")


class RevocationState(models.TextChoices):
    """The village proposes, the family is heard, the town decides, the organ signs: nothing goes by itself."""

    PROPOSED = "proposed", _("待听取家庭意见")
    HEARD = "heard", _("待乡镇（街道）审批")
    APPROVED = "approved", _("已审批，待送达和申诉期满")
    EXECUTED = "executed", _("已取消")
    KEPT = "kept", _("不予取消")
    OVERTURNED = "overturned", _("申诉成立，不予取消")
    LAPSED = "lapsed", _("不再进行")


class Hearing(models.TextChoices):
    """How the family was heard."""

    CAME = "came", _("家庭到场，说了意见")
    WROTE = "wrote", _("家庭书面说了意见")
    STAYED_AWAY = "stayed_away", _("已邀请，家庭没有来，也没有书面意见")


class DeclineReason(models.TextChoices):
    """Why the town keeps the title: a closed list."""

    PUT_RIGHT = "put_right", _("家庭已经改好")
    NOT_SHOWN = "not_shown", _("依据不足")
    PROCEDURE = "procedure", _("程序有误，请重新办理")
    HARDSHIP = "hardship", _("确有困难，改期再看")


class CancellationState(models.TextChoices):
    DRAFTED = "drafted", _("待签发")
    ISSUED = "issued", _("已签发")
    VOIDED = "voided", _("已作废")


class Due(models.TextChoices):
    """What is to be done about a title, in the order of the work; the filter of the lists."""

    OVERDUE = "overdue", _("复核已到期")
    SOON = "soon", _("可以复核")
    RECTIFYING = "rectifying", _("整改期内")
    RENEWABLE = "renewable", _("可以续期")


class CaseStep(models.TextChoices):
    """What a revocation waits for; the filter of the list, and of the numbers on the home."""

    HEAR = "hear", _("待听取家庭意见")
    DECIDE = "decide", _("待乡镇（街道）审批")
    DELIVER = "deliver", _("告知书待送达")
    RUN = "run", _("已送达，等期满或申诉答复")
