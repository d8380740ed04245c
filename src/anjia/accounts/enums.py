"""Preferences of a user, and what may be done with accounts."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Theme(models.TextChoices):
    AUTO = "auto", _("随系统")
    LIGHT = "light", _("浅色")
    DARK = "dark", _("深色")


class Mode(models.TextChoices):
    NORMAL = "normal", _("标准")
    ELDER = "elder", _("长辈版")


class Language(models.TextChoices):
    CHINESE = "zh-hans", "中文"
    ENGLISH = "en", "English"


class Purpose(models.TextChoices):
    """What a link is for."""

    JOIN = "join", _("邀请任职")
    RESET = "reset", _("重设登录")


class DeliveryState(models.TextChoices):
    """What became of an event that another system wanted to hear of."""

    WAITING = "waiting", _("等待送达")
    DELIVERED = "delivered", _("已送达")
    FAILED = "failed", _("未送达")


class Verb(StrEnum):
    """What may be done with accounts. `permissions.GRANT_VERB` says which verb hands out which role."""

    VIEW_PEOPLE = "accounts.view_people"
    INVITE = "accounts.invite"
    GRANT_VILLAGE_ROLES = "accounts.grant_village_roles"
    GRANT_TOWN_ROLES = "accounts.grant_town_roles"
    GRANT_ANY_ROLE = "accounts.grant_any_role"
    MANAGE_WEBHOOKS = "accounts.manage_webhooks"
