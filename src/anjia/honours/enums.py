"""Verbs and closed lists of decisions and titles."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(StrEnum):
    """What may be done with honours."""

    VIEW = "honours.view"
    PREPARE = "honours.prepare"
    DECIDE = "honours.decide"
    SIGN = "honours.sign"
    PRINT_CERTIFICATES = "honours.print_certificates"
    EXPORT = "honours.export"
    WITHDRAW_TITLE = "honours.withdraw_title"
    DOWNLOAD = "honours.download"
    ADOPT = "honours.adopt"
    RESUBMIT = "honours.resubmit"
    MARK_DUE = "honours.mark_due"
    REVIEW_TITLE = "honours.review_title"
    SETTLE_TITLE = "honours.settle_title"


class DecisionState(models.TextChoices):
    """The town decides; the authorised organ signs and issues (domain A5-4, A5-16)."""

    DRAFTED = "drafted", _("拟稿")
    DECIDED = "decided", _("乡镇（街道）会议已审定")
    ISSUED = "issued", _("已签发")
    VOIDED = "voided", _("已作废")
    ADOPTED = "adopted", _("以前的纸质决定")


class AdoptionState(models.TextChoices):
    """A list of earlier titles from its upload to its end; nothing is written before 确认."""

    UPLOADED = "uploaded", _("待核对")
    ADOPTED = "adopted", _("已录入")
    UNDONE = "undone", _("已撤销")
    DISCARDED = "discarded", _("已放弃")


class ErratumState(models.TextChoices):
    """A letter that corrects names in an issued decision; the decision itself is never altered."""

    DRAFTED = "drafted", _("待签发")
    ISSUED = "issued", _("已签发")
    RETURNED = "returned", _("已退回补正")
    LAPSED = "lapsed", _("不再需要")


class ReturnReason(models.TextChoices):
    """Why the organ does not sign an erratum as it stands: a closed list."""

    NOT_SHOWN = "not_shown", _("没有说明依据，请补充证明材料")
    RIGHT_ALREADY = "right_already", _("原决定中的姓名本来就对")
    OTHER_PERSON = "other_person", _("这是换人，不是更正")


class TitleKind(models.TextChoices):
    SAFE_FAMILY = "safe_family", _("平安家庭")
    MODEL_FAMILY = "model_family", _("平安家庭示范户")


class TitleState(models.TextChoices):
    """The life of a title (domain A5, A5-7, A5-8). Nothing leads to `revoked` by itself."""

    VALID = "valid", _("有效")
    REVIEW_DUE = "review_due", _("待复核")
    RECTIFYING = "rectifying", _("整改期")
    REVOKED = "revoked", _("已取消")
    RENEWED = "renewed", _("已续期")
    WITHDRAWN = "withdrawn", _("家庭已退出")
    SUPERSEDED = "superseded", _("证书已换发")


# A family holds its title while it is looked at, and while it puts things right.
HELD = (TitleState.VALID, TitleState.REVIEW_DUE, TitleState.RECTIFYING)
