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
    EDIT_STANDARDS = "programmes.edit_standards"
    COMMENT_STANDARDS = "programmes.comment_standards"
    PLACE_HOLD = "programmes.place_hold"
    RELEASE_HOLD = "programmes.release_hold"


class Scheme(models.TextChoices):
    """Two scoring systems from two places; a cycle uses exactly one (domain A6-6)."""

    POINTS_100 = "points_100", _("百分制十好")
    STARS_20 = "stars_20", _("五星二十颗")


class StandardState(models.TextChoices):
    """How a wording comes into force and leaves it again (domain A13-3)."""

    DRAFT = "draft", _("起草")
    CONSULTING = "consulting", _("征求意见")
    REVISED = "revised", _("修改")
    ADOPTED = "adopted", _("已通过")
    IN_FORCE = "in_force", _("施行")
    SUPERSEDED = "superseded", _("已被新版替代")
    WITHDRAWN = "withdrawn", _("废止")


class HouseholdKind(models.TextChoices):
    """For whom a criterion is worded otherwise, at the same points (domain A13-9). Nobody is registered as any."""

    ELDERLY = "elderly", _("老年人家庭")
    DISABLED = "disabled", _("残疾人家庭")
    SINGLE_PARENT = "single_parent", _("单亲家庭")
    MIGRANT = "migrant", _("流动人口家庭")
    ONE_PERSON = "one_person", _("一人户")


class Reply(models.TextChoices):
    """What became of a comment."""

    TAKEN_UP = "taken_up", _("采纳")
    PARTLY = "partly", _("部分采纳")
    NOT = "not", _("未采纳")


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


class HeldStep(models.TextChoices):
    """What is not done on a thing while a family contests the step before it. Nothing that helps a family stands here.

    Of a candidacy: its ballots are not thrown away, no vote rests on a contested score, nothing adverse is added, no
    ranking passes it by. Of a title: no recheck, no revocation. Of a cycle: it does not end without the family.
    """

    SCORING = "scoring", _("重新评分")
    NOMINATION = "nomination", _("推举表决")
    ADVERSE_OPINION = "adverse_opinion", _("退回或不予通过")
    RANKING = "ranking", _("排名推荐")
    GRADING = "grading", _("星级评定")
    RECHECK = "recheck", _("整改到期与复查")
    REVOCATION = "revocation", _("撤销称号")
    CLOSING = "closing", _("结束周期")


class HoldOutcome(models.TextChoices):
    """How what a hold was placed for ended."""

    UNDONE = "undone", _("原处理已更正")
    STANDS = "stands", _("原处理维持")
    LAPSED = "lapsed", _("家庭撤回")
