"""Verbs and closed lists of programme cycles."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(StrEnum):
    """What may be done with cycles."""

    VIEW = "programmes.view"
    PLAN_CYCLE = "programmes.plan_cycle"
    OPEN_CYCLE = "programmes.open_cycle"
    ALLOCATE_TARGETS = "programmes.allocate_targets"
    NAME_GROUPS = "programmes.name_groups"
    CHOOSE_PILOTS = "programmes.choose_pilots"
    RECORD_CREDITS = "programmes.record_credits"


class Scheme(models.TextChoices):
    """Two scoring systems from two places; a cycle uses exactly one (domain A6-6)."""

    POINTS_100 = "points_100", _("百分制十好")
    STARS_20 = "stars_20", _("五星二十颗")


class StandardState(models.TextChoices):
    DRAFT = "draft", _("起草")
    IN_FORCE = "in_force", _("施行")
    WITHDRAWN = "withdrawn", _("废止")


class CycleState(models.TextChoices):
    PLANNED = "planned", _("筹备")
    OPEN = "open", _("进行中")
    CLOSED = "closed", _("已结束")


class PanelOrigin(models.TextChoices):
    """Which body a member of a village's appraisal panel comes from (domain A3-3)."""

    TWO_COMMITTEES = "two_committees", _("村（社区）两委")
    FEDERATION = "federation", _("村（社区）妇联")
    RESIDENT = "resident", _("居民代表")
