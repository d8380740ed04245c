"""Closed lists of mediation."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(StrEnum):
    """What may be done. REPORT is a count of a place, by those who call on families too: no person is in it."""

    HANDLE = "mediation.handle"
    FOLLOW = "mediation.follow"
    KEEP_REGISTERS = "mediation.keep_registers"
    REPORT = "mediation.report"


class MediationState(models.TextChoices):
    RECEIVED = "received", _("待问对方是否愿意")
    MEDIATING = "mediating", _("调解中")
    UNWILLING = "unwilling", _("对方不愿调解")
    FAILED = "failed", _("调解不成，已告知其他途径")
    AGREED = "agreed", _("达成协议")
    CONFIRMING = "confirming", _("已申请司法确认")
    CONFIRMED = "confirmed", _("法院已确认")
    UNCONFIRMED = "unconfirmed", _("法院未确认")
    WITHDRAWN = "withdrawn", _("本人已撤回")
    CLOSED = "closed", _("已办结")


class Channel(models.TextChoices):
    """Who mediates. Each counts by a measure of its own (domain A8-2 to A8-4): they are shown beside each other."""

    PEOPLE = "people", _("人民调解")
    ADMINISTRATIVE = "admin", _("行政调解")
    JUDICIAL = "judicial", _("司法调解")

    @property
    def measure(self) -> str:
        """What its share of cases says; a court's counts suits that were withdrawn as well."""
        return str(_("调解结案率") if self == Channel.JUDICIAL else _("调解成功率"))


class Outcome(models.TextChoices):
    """How one mediation ended (domain A9-2). What never began has none."""

    AGREED = "agreed", _("达成协议")
    FAILED = "failed", _("调解不成")
    STOPPED = "stopped", _("本人不再调解")


class Dispute(models.TextChoices):
    """What a dispute is about (domain A9-2)."""

    NEIGHBOUR = "neighbour", _("邻里")
    FAMILY = "family", _("婚姻家庭")
    BUSINESS = "business", _("生产经营")
    INJURY = "injury", _("人身损害")
    LAND = "land", _("土地与房屋")
    OTHER = "other", _("其他")


class Form(models.TextChoices):
    """How an agreement is made (人民调解法 28-30)."""

    WRITTEN = "written", _("书面，双方和调解员签字、盖章")
    ORAL = "oral", _("口头，调解员记下内容")


class Kept(models.TextChoices):
    """What a follow-up found."""

    KEPT = "kept", _("已经履行")
    PARTLY = "partly", _("部分履行")
    BROKEN = "broken", _("没有履行")


class LinkDuty(models.TextChoices):
    """Who answers for mediation in a place: three levels, two people each."""

    LEADER = "leader", _("负责人")
    CONTACT = "contact", _("联系人")
