"""Verbs and closed lists of programme cycles."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(StrEnum):
    """What may be done with cycles."""

    VIEW = "programmes.view"
    VIEW_CREDITS = "programmes.view_credits"
    LOAD_STANDARDS = "programmes.load_standards"
    PLAN_CYCLE = "programmes.plan_cycle"
    OPEN_CYCLE = "programmes.open_cycle"
    ALLOCATE_TARGETS = "programmes.allocate_targets"
    NAME_GROUPS = "programmes.name_groups"
    NAME_PANELS = "programmes.name_panels"
    CHOOSE_PILOTS = "programmes.choose_pilots"
    RECORD_CREDITS = "programmes.record_credits"
    LOCK_PASS_MARK = "programmes.lock_pass_mark"
    REHEARSE = "programmes.rehearse"


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


class Duty(models.TextChoices):
    """What a member does in a leading group (domain A3-2)."""

    LEADER = "leader", _("组长")
    DEPUTY = "deputy", _("副组长")
    OFFICE_DIRECTOR = "office_director", _("办公室主任")
    MEMBER = "member", _("成员")
