"""Verbs and closed lists of the quarterly stars (domain A6)."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(StrEnum):
    """What may be done with stars."""

    VIEW = "stars.view"
    RECORD = "stars.record"
    CLOSE = "stars.close"
    CORRECT = "stars.correct"
    GRADE = "stars.grade"


class QuarterState(models.TextChoices):
    """A village's quarter: the panel records, it is closed once, and may be corrected after that."""

    RECORDING = "recording", _("记星中")
    CLOSED = "closed", _("已结季")
    CORRECTED = "corrected", _("已更正")


class Evidence(models.TextChoices):
    """On what a star rests. Nothing else counts: no case, police, petition or subsistence data (domain A6-7)."""

    DECLARATION = "d", _("自我声明")
    CREDIT = "c", _("积分")
    COMMENDATION = "m", _("表彰")


class Miss(models.TextChoices):
    """Why a star was not given: what is not there, never what somebody did or suffered (domain A6-7, frame F3)."""

    NO_EVIDENCE = "N", _("本季没有收到自我声明、积分或表彰")
    FAMILY_CHOICE = "F", _("家庭自己表示本季不申报这一颗")
    UNFINISHED = "U", _("自查表或活动记录还没有交齐")


class CorrectionReason(models.TextChoices):
    """Why a closed quarter is corrected: a closed list, printed on the new notice."""

    TYPING = "typing", _("录入有误")
    LATE_EVIDENCE = "late_evidence", _("补交了声明、积分或表彰")
    APPEAL = "appeal", _("申诉成立")
    RECUSAL = "recusal", _("应当回避的人经手过")


class RecusalKind(models.TextChoices):
    """Why a member of the panel does not record a family."""

    SELF = "self", _("本人家庭")
    KIN = "kin", _("近亲属家庭")
    EXCLUDED = "excluded", _("家庭请求换人")
