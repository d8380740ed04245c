"""Closed lists of reintegration (domain A9-5, A8-5). There is none of what somebody did."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(StrEnum):
    """What may be done. FOLLOW is what the person does by the code, or staff for them."""

    HANDLE = "reintegration.handle"
    FOLLOW = "reintegration.follow"
    ENTER_FIGURES = "reintegration.enter_figures"


class HelpState(models.TextChoices):
    RECEIVED = "received", _("待商量协议")
    AGREED = "agreed", _("已签协议，正在帮助")
    CLOSED = "closed", _("已办结")
    WITHDRAWN = "withdrawn", _("本人不再需要")


class Placement(models.TextChoices):
    """The five ways in which somebody found their feet (A8-5)."""

    LAND = "land", _("落实责任田")
    OWN_TRADE = "own_trade", _("从事个体经营")
    SUBSISTENCE = "subsistence", _("享受低保")
    EMPLOYED = "employed", _("安置实体就业")
    OTHER = "other", _("其他（外出务工等）")


INCOME_ONLY = frozenset({Placement.SUBSISTENCE})
"""Support of income, no occupation: not counted as placed unless a report says so (A8-5)."""
