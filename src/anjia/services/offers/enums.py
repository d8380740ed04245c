"""Closed lists and verbs of service offers (domain A13-1). There is none of who somebody is, or was."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(StrEnum):
    """What may be done. VIEW is for those who hand out posters; FOLLOW is what the person does by the code."""

    VIEW = "offers.view"
    DRAFT = "offers.draft"
    OPEN = "offers.open"
    CLOSE = "offers.close"
    REFER = "offers.refer"
    HANDLE = "offers.handle"
    FOLLOW = "offers.follow"


class OfferState(models.TextChoices):
    DRAFT = "draft", _("草稿，等另一人发布")
    OPEN = "open", _("已发布")
    CLOSED = "closed", _("已结束")


class RequestState(models.TextChoices):
    RECEIVED = "received", _("待联系")
    ARRANGED = "arranged", _("已约好")
    CLOSED = "closed", _("已结束")
    WITHDRAWN = "withdrawn", _("本人撤回")


class Proof(models.TextChoices):
    """How the signed consent to a referral is kept."""

    SCAN = "scan", _("扫描件存在这件事里")
    PAPER = "paper", _("纸质原件，写明放在哪里")
