"""Closed lists of surveys."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(StrEnum):
    """What may be done. VIEW shows how a survey goes and, once it is over, its sums."""

    MAKE = "surveys.make"
    FILL = "surveys.fill"
    VIEW = "surveys.view"


class SurveyState(models.TextChoices):
    DRAFT = "draft", _("草稿")
    OPEN = "open", _("进行中")
    CLOSED = "closed", _("已结束")
    DROPPED = "dropped", _("不做了")


class Asked(models.TextChoices):
    """Who answers."""

    PUPILS = "pupils", _("孩子自己答")
    GUARDIANS = "guardians", _("监护人答")


class Shape(models.TextChoices):
    """What one may answer. No free text: it would name people, or show a hand."""

    YES_NO = "yes_no", _("是 / 不是")
    OFTEN = "often", _("经常 / 有时 / 很少 / 从不")
    SCALE = "scale", _("1 到 5，5 最好")
    OWN = "own", _("自己写几个选项")


READY: dict[str, tuple[object, ...]] = {
    Shape.YES_NO: (_("是"), _("不是")),
    Shape.OFTEN: (_("经常"), _("有时"), _("很少"), _("从不")),
    Shape.SCALE: ("1", "2", "3", "4", "5"),
}
NO_ANSWER = 0
"""Everybody may leave a question out: it is a choice like the others, so that each question has one answer a sheet."""
