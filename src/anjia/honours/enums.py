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


class DecisionState(models.TextChoices):
    """The town decides; the authorised organ signs and issues (domain A5-4, A5-16)."""

    DRAFTED = "drafted", _("拟稿")
    DECIDED = "decided", _("乡镇（街道）会议已审定")
    ISSUED = "issued", _("已签发")
    VOIDED = "voided", _("已作废")


class TitleKind(models.TextChoices):
    SAFE_FAMILY = "safe_family", _("平安家庭")


class TitleState(models.TextChoices):
    """The life of a title (domain A5); the later states are entered by the yearly review."""

    VALID = "valid", _("有效")
    WITHDRAWN = "withdrawn", _("家庭已退出")
