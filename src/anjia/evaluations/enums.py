"""Verbs and closed lists of the evaluation."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(StrEnum):
    """What may be done with candidacies and meetings."""

    VIEW = "evaluations.view"
    REGISTER = "evaluations.register"
    HOLD_MEETING = "evaluations.hold_meeting"
    RATE = "evaluations.rate"
    RECORD_BALLOTS = "evaluations.record_ballots"
    NOMINATE = "evaluations.nominate"
    REVIEW = "evaluations.review"
    ENDORSE = "evaluations.endorse"
    APPROVE = "evaluations.approve"
    WITHDRAW = "evaluations.withdraw"
    PUBLISH = "evaluations.publish"
    NAME = "evaluations.name"
    REINSTATE = "evaluations.reinstate"
    DRAW_CHECK = "evaluations.draw_check"
    SEE_CHECKS = "evaluations.see_checks"


class CandidacyState(models.TextChoices):
    """A family's way through one cycle (domain A5)."""

    DRAFT = "draft", _("待补同意凭证")
    CONSENTED = "consented", _("待评分")
    SCORED = "scored", _("已评分，待推举")
    DEFERRED = "deferred", _("暂缓")
    NOMINATED = "nominated", _("已推举，待总评")
    REVIEWED = "reviewed", _("已总评，待妇联意见")
    ENDORSED = "endorsed", _("妇联同意，待审批")
    APPROVED = "approved", _("已审批，待公示")
    ON_NOTICE = "on_notice", _("公示中")
    NAMED = "named", _("已命名")
    RETURNED = "returned", _("已退回")
    REFUSED = "refused", _("未通过")
    WITHDRAWN = "withdrawn", _("家庭已退出")


class MeetingState(models.TextChoices):
    PLANNED = "planned", _("待召开")
    OPEN = "open", _("进行中")
    CLOSED = "closed", _("已结束")


class SpotCheckState(models.TextChoices):
    """A draw from its announcement on; the source of its seed stands before anybody knows the seed."""

    ANNOUNCED = "announced", _("已公告，待抽取")
    RUNNING = "running", _("盲评中")
    CLOSED = "closed", _("已结束")
    CALLED_OFF = "called_off", _("已取消")


class CallOff(models.TextChoices):
    """Why an announced draw is not made: a closed list, and it stays on the public page."""

    NO_NUMBER = "no_number", _("号码没有公布")
    WRONG_NOTICE = "wrong_notice", _("公告有误")


class StandsOut(models.TextChoices):
    """How a village differs from its town: a reason to look, not a finding."""

    HIGH = "high", _("平均分偏高")
    LOW = "low", _("平均分偏低")
    NARROW = "narrow", _("分数过于集中")
    WIDE = "wide", _("分数过于分散")


class Verdict(models.TextChoices):
    """The panel's conclusion on annex 2 (domain A2-4)."""

    RECOMMEND = "recommend", _("建议命名")
    NOT_RECOMMEND = "not_recommend", _("不建议")
    DEFER = "defer", _("暂缓")


class Step(models.TextChoices):
    """The three opinions of annex 3, in their fixed order (domain A5-3)."""

    VILLAGE_REVIEW = "village_review", _("村（社区）总评")
    FEDERATION_OPINION = "federation_opinion", _("乡镇（街道）妇联意见")
    TOWN_APPROVAL = "town_approval", _("乡镇（街道）审批意见")


class Outcome(models.TextChoices):
    ACCEPT = "accept", _("同意")
    RETURN = "return", _("退回")
    REFUSE = "refuse", _("不予通过")


class StepReason(models.TextChoices):
    """Why a step returns or refuses: a closed list, the same at every step (frame F6)."""

    INCOMPLETE = "incomplete", _("资料不全")
    PROCEDURE = "procedure", _("程序有误")
    CHECK_SCORES = "check_scores", _("分数待核")
    NOT_ELIGIBLE = "not_eligible", _("不符合条件")
    BELOW_PASS_MARK = "below_pass_mark", _("未达分数线")
    DUPLICATE = "duplicate", _("重复申报")


RETURN_REASONS = frozenset({StepReason.INCOMPLETE, StepReason.PROCEDURE, StepReason.CHECK_SCORES})
REFUSE_REASONS = frozenset({StepReason.NOT_ELIGIBLE, StepReason.BELOW_PASS_MARK, StepReason.DUPLICATE})


class RecusalKind(models.TextChoices):
    """A rater who is not counted for a family. The family's own exclusion needs no reason and shows none.

    What the registry says is written by the machine and nobody declares it: the same phone, or the same name.
    """

    SELF = "self", _("本人家庭")
    KIN = "kin", _("亲属")
    EXCLUDED = "excluded", _("家庭选择换人")
    REGISTRY = "registry", _("登记的电话或姓名相同，自动回避")


DECLARED_RECUSALS = [(kind.value, kind.label) for kind in RecusalKind if kind != RecusalKind.REGISTRY]


class Presence(models.TextChoices):
    IN_PERSON = "in_person", _("到会")
    BY_PROXY = "by_proxy", _("委托")
