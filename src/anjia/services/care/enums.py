"""Closed lists of care."""

from collections.abc import Iterable
from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(StrEnum):
    """What may be done. FOLLOW is what the person does by the code, or staff for them."""

    HANDLE = "care.handle"
    FOLLOW = "care.follow"
    ROSTER = "care.roster"
    VET = "care.vet"
    OVERSEE = "care.oversee"
    FUND = "care.fund"


class Audience(models.TextChoices):
    """How people describe what they need. Kept sealed: no list can be drawn by it (domain A13-1)."""

    CHILD = "child", _("孩子：父母不在身边，希望有人常来看看")
    WOMAN = "woman", _("妇女：家人在外，希望有人帮一把")
    ELDER = "elder", _("老人：子女不在身边，希望有人常来看看")
    HARDSHIP = "hardship", _("遇到困难，需要帮助")


class Language(models.TextChoices):
    """What somebody likes to speak."""

    LOCAL = "local", _("本地话")
    COMMON = "common", _("普通话")
    MIAO = "miao", _("苗语")
    DONG = "dong", _("侗语")
    TUJIA = "tujia", _("土家语")
    YAO = "yao", _("瑶语")
    SIGN = "sign", _("手语")


class When(models.TextChoices):
    """When visits suit."""

    WORKDAY = "workday", _("工作日白天")
    EVENING = "evening", _("晚上")
    WEEKEND = "weekend", _("周末")


class CareState(models.TextChoices):
    RECEIVED = "received", _("待了解需要")
    ASSESSED = "assessed", _("已了解需要")
    MATCHED = "matched", _("有人结对看望")
    CLOSED = "closed", _("已办结")
    WITHDRAWN = "withdrawn", _("本人已撤回")


class VolunteerState(models.TextChoices):
    """Nobody is refused with a reason: who is not taken has simply left, and what a check found is not kept."""

    OFFERED = "offered", _("待核查")
    VETTED = "vetted", _("已核查")
    LAPSED = "lapsed", _("核查已过期")
    LEFT = "left", _("已退出")


class PairState(models.TextChoices):
    PROPOSED = "proposed", _("已提出，等同意")
    RUNNING = "running", _("结对中")
    DROPPED = "dropped", _("没有结成")
    ENDED = "ended", _("已结束")


class PairEnd(models.TextChoices):
    """Why a pair ended: never a judgement of either."""

    WISH = "wish", _("本人或监护人不再需要")
    VOLUNTEER = "volunteer", _("志愿者不能再来")
    OTHER = "other", _("换一位志愿者")
    CASE_OVER = "case_over", _("这件事已结束")


class VisitState(models.TextChoices):
    PLANNED = "planned", _("已约好")
    MADE = "made", _("已看望")
    MISSED = "missed", _("没有去")
    ANSWERED = "answered", _("没有去，督导已安排")
    CANCELLED = "cancelled", _("不再去")


class Found(models.TextChoices):
    """How it was. HARM goes to the police at once (未成年人保护法 11)."""

    WELL = "well", _("都好")
    NEEDS = "needs", _("有新的需要")
    HARM = "harm", _("怀疑受到伤害或有危险")


class Way(models.TextChoices):
    """How the parents kept in touch."""

    PHONE = "phone", _("电话")
    VIDEO = "video", _("视频")
    HOME = "home", _("回家看望")
    NOT_REACHED = "not_reached", _("联系不上父母")


class AidKind(models.TextChoices):
    """What a project is for (domain A9-7)."""

    SPRING_BUD = "spring_bud", _("春蕾助学")
    SCHOOL = "school", _("助学")
    CLINIC = "clinic", _("义诊")
    SKILLS = "skills", _("技能培训")
    JOB = "job", _("就业")
    LIVING = "living", _("生活救助")


class AidState(models.TextChoices):
    PROPOSED = "proposed", _("待督导决定")
    GRANTED = "granted", _("已帮扶")
    DROPPED = "dropped", _("没有办成")


class Hazard(models.TextChoices):
    """What may be dangerous at home."""

    GAS = "gas", _("燃气")
    POWER = "power", _("电线、插座")
    FIRE = "fire", _("烧柴、取暖")
    FALL = "fall", _("容易摔跤的地方")
    WATER = "water", _("水井、池塘")
    DOOR = "door", _("门窗、门锁")
    STORE = "store", _("农药、药品放置")


def chosen(text: str) -> list[str]:
    """The keys of a list that is kept sealed as one text."""
    return text.split()


def sealed(keys: Iterable[object]) -> str:
    """Keys of a closed list as one text, in order."""
    return " ".join(sorted(str(key) for key in keys))
