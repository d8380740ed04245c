"""Closed lists of protection against violence (反家庭暴力法)."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(StrEnum):
    """What may be done. FOLLOW is what the person does by the code, or staff for them."""

    HANDLE = "protection.handle"
    FOLLOW = "protection.follow"


class ProtectionState(models.TextChoices):
    RECEIVED = "received", _("待联系")
    HELPING = "helping", _("正在帮助")
    CLOSED = "closed", _("已办结")
    WITHDRAWN = "withdrawn", _("本人不再需要")


class OrderState(models.TextChoices):
    """A protection order at court (23, 28-32)."""

    ASKED = "asked", _("已向法院申请")
    ACCEPTED = "accepted", _("法院已受理")
    GRANTED = "granted", _("已作出保护令")
    REFUSED = "refused", _("法院驳回")
    REVOKED = "revoked", _("已撤销")
    ENDED = "ended", _("已到期")
    DROPPED = "dropped", _("已撤回申请")


class Applicant(models.TextChoices):
    """Who asks the court: the person, or for somebody who cannot (23)."""

    SELF = "self", _("本人")
    RELATIVE = "relative", _("近亲属代为申请")
    BUREAU = "bureau", _("公安机关代为申请")
    FEDERATION = "federation", _("妇联代为申请")
    VILLAGE = "village", _("村（居）民委员会代为申请")
    RESCUE = "rescue", _("救助管理机构代为申请")


class Measure(models.TextChoices):
    """What an order may contain (29)."""

    NO_VIOLENCE = "no_violence", _("禁止实施家庭暴力")
    NO_CONTACT = "no_contact", _("禁止骚扰、跟踪、接触申请人及其相关近亲属")
    MOVE_OUT = "move_out", _("责令迁出申请人住所")
    OTHER = "other", _("保护人身安全的其他措施")
