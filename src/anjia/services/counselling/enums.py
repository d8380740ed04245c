"""Closed lists of counselling. No diagnosis, no scale, no grade of danger: nothing that could list people."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(StrEnum):
    """What may be done in counselling. KEEP_ROOMS is for rooms, duty and whom to call."""

    HANDLE = "counselling.handle"
    FOLLOW = "counselling.follow"
    VIEW_ROOMS = "counselling.view_rooms"
    KEEP_ROOMS = "counselling.keep_rooms"
    COUNT_GROUPS = "counselling.count_groups"


class CounsellingState(models.TextChoices):
    RECEIVED = "received", _("待安排")
    ACTIVE = "active", _("咨询中")
    CRISIS = "crisis", _("危机处置中")
    FINISHED = "finished", _("咨询结束")
    WITHDRAWN = "withdrawn", _("本人已撤回")
    CLOSED = "closed", _("已办结")


class Way(models.TextChoices):
    ROOM = "room", _("到咨询室")
    PHONE = "phone", _("电话")
    ONLINE = "online", _("网上视频")


class Kept(models.TextChoices):
    """What became of an appointment."""

    PLANNED = "planned", _("已约好")
    KEPT = "kept", _("已咨询")
    MISSED = "missed", _("没有来")
    CANCELLED = "cancelled", _("已取消")


class Called(models.TextChoices):
    """Who was called at once."""

    NOBODY = "nobody", _("没有，已有人陪着")
    PUBLIC_SECURITY = "public_security", _("公安机关")
    AMBULANCE = "ambulance", _("急救")
    HOTLINE = "hotline", _("心理援助热线")
    TRUSTED = "trusted", _("本人信任的人")
