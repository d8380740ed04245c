"""Closed lists of petitions."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(StrEnum):
    """What may be done with a petition. FOLLOW is what the person does by the code, or staff for them."""

    HANDLE = "petitions.handle"
    APPROVE = "petitions.approve"
    REVIEW = "petitions.review"
    FOLLOW = "petitions.follow"
    VIEW_SUGGESTIONS = "petitions.view_suggestions"
    SUGGEST = "petitions.suggest"
    APPROVE_SUGGESTION = "petitions.approve_suggestion"


class PetitionState(models.TextChoices):
    RECEIVED = "received", _("待登记")
    REGISTERED = "registered", _("已登记，待决定是否受理")
    ACCEPTED = "accepted", _("已受理，办理中")
    OBJECTED = "objected", _("已向转来的单位提出异议")
    REDIRECTED = "redirected", _("已告知向有权处理的单位提出")
    REPLIED = "replied", _("已答复")
    IN_REVIEW = "in_review", _("复查中")
    REVIEWED = "reviewed", _("复查已答复")
    IN_RECHECK = "in_recheck", _("复核中")
    RECHECKED = "rechecked", _("复核已答复")
    MERGED = "merged", _("与先前的事项合并办理")
    WITHDRAWN = "withdrawn", _("本人已撤回")
    CLOSED = "closed", _("已办结")


class Level(models.TextChoices):
    """Which of the three answers."""

    REPLY = "reply", _("办理")
    REVIEW = "review", _("复查")
    RECHECK = "recheck", _("复核")


class Outcome(models.TextChoices):
    """What an answer says (信访工作条例 32)."""

    SUPPORTED = "supported", _("请求有依据，予以支持")
    PARTLY = "partly", _("部分支持")
    EXPLAINED = "explained", _("诉求合理但缺少依据，已作解释")
    UNSUPPORTED = "unsupported", _("没有依据，不予支持")
    UPHELD = "upheld", _("维持原来的意见")
    CHANGED = "changed", _("改变原来的意见")


FIRST = (Outcome.SUPPORTED, Outcome.PARTLY, Outcome.EXPLAINED, Outcome.UNSUPPORTED)
LATER = (Outcome.UPHELD, Outcome.CHANGED)


class DemandStep(models.TextChoices):
    """What is asked of the body that must act (妇女权益保障法 73)."""

    ACT = "act", _("要求查处并答复")
    URGE = "urge", _("提出督促处理意见")


class DemandOutcome(models.TextChoices):
    """What the body did. After the last two it may be urged."""

    DONE = "done", _("已查处并答复")
    PARTLY = "partly", _("部分处理")
    REFUSED = "refused", _("不予处理")
    IMPROPER = "improper", _("处理不当")


class SuggestionState(models.TextChoices):
    """How a suggestion to another body stands (A13-7)."""

    DRAFT = "draft", _("起草中")
    PROPOSED = "proposed", _("待第二人审核")
    APPROVED = "approved", _("已审核，待寄出")
    SENT = "sent", _("已寄出，等答复")
    ASKED_MORE = "asked_more", _("对方要求补充")
    ANSWERED = "answered", _("已答复")
    WITHDRAWN = "withdrawn", _("已撤回")


class ReplyOutcome(models.TextChoices):
    """What a body answered."""

    ADOPTED = "adopted", _("采纳")
    PARTLY = "partly", _("部分采纳")
    NOT = "not", _("未采纳")
    MORE = "more", _("要求补充")


class Publication(models.TextChoices):
    """Whether everybody may read a suggestion and its answer."""

    SHOWN = "shown", _("已公开")
    KEPT = "kept", _("不公开")


class Series(models.TextChoices):
    """What was counted: they are different things and are never added (domain A8-8)."""

    PETITIONS = "petition", _("信访件数")
    ADVICE = "advice", _("咨询人次")
