"""Closed lists and verbs of the walled services."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(StrEnum):
    """What may be done behind the wall. TAKE_IN is the only one for those who stand outside it."""

    TAKE_IN = "services.take_in"
    WORK = "services.work"
    ASSIGN = "services.assign"
    READ = "services.read"
    ERASE = "services.erase"
    BREAK_GLASS = "services.break_glass"
    REVIEW_GLASS = "services.review_glass"
    REFER = "services.refer"
    FOLLOW = "services.follow"
    KEEP_RECORD = "services.keep_record"
    COUNT_ADVICE = "services.count_advice"
    VIEW_FIGURES = "services.view_figures"
    ENTER_OUTSIDE = "services.enter_outside"


class Topic(models.TextChoices):
    """What somebody needs help with. One list for cases and for advice without a case."""

    VIOLENCE = "violence", _("家庭暴力")
    MARRIAGE = "marriage", _("婚姻家庭")
    CHILD_SUPPORT = "child_support", _("抚养与赡养")
    LAND = "land", _("土地承包与征地补偿")
    PROPERTY = "property", _("财产与继承")
    LABOUR = "labour", _("劳动与工资")
    SECURITY = "security", _("社会保障与救助")
    VILLAGE = "village", _("村（居）务")
    CONDUCT = "conduct", _("工作人员的作风")
    OTHER = "other", _("其他")


class Source(models.TextChoices):
    """How a case came in."""

    ONLINE = "online", _("网上")
    PHONE = "phone", _("电话")
    VISIT = "visit", _("上门")
    LETTER = "letter", _("来信")
    REFERRED = "referred", _("其他单位转来")


class Channel(models.TextChoices):
    """How the person may safely be reached. The first one reaches nobody who should not know."""

    CODE = "code", _("不要联系我，我凭查询码看进展")
    PHONE = "phone", _("打电话")
    VISIT = "visit", _("我自己来")
    TRUSTED = "trusted", _("通过我信任的人")


class Urgency(models.TextChoices):
    """Why a case cannot wait: about the case, never about a person."""

    DANGER = "danger", _("有人身危险")
    CHILD = "child", _("涉及未成年人安全")
    TIME = "time", _("时效将过")


class Purpose(models.TextChoices):
    """What somebody consented to."""

    HANDLE = "handle", _("登记并办理这件事")
    PASS_ON = "pass_on", _("转给其他单位办理")
    GUARDIAN = "guardian", _("监护人同意（不满十四周岁）")


class Given(models.TextChoices):
    """How a consent was given."""

    ONLINE = "online", _("网上勾选")
    SIGNED = "signed", _("书面签字")
    SPOKEN = "spoken", _("口头，工作人员记录")


class Duty(models.TextChoices):
    """What somebody does in a case's team."""

    LEAD = "lead", _("主办")
    MEMBER = "member", _("协办")
    SUPERVISOR = "supervisor", _("督导")
    REVIEWER = "reviewer", _("复查（复核）人")


class BarReason(models.TextChoices):
    """Why somebody never sees a case."""

    CONCERNED = "concerned", _("是这件事反映的人")
    RECUSED = "recused", _("与这件事有利害关系，已回避")


class GlassReason(models.TextChoices):
    """Why somebody outside the team opened a case."""

    DANGER = "danger", _("有人身危险，团队联系不上")
    ABSENT = "absent", _("主办不在，期限将到")
    ORDER = "order", _("法院、公安依法调取")


class Verdict(models.TextChoices):
    """What a second person said of it afterwards."""

    JUSTIFIED = "justified", _("有必要")
    UNJUSTIFIED = "unjustified", _("没有必要，已谈话")


class Waits(models.TextChoices):
    """Who has to move next."""

    US = "us", _("我们办")
    CLIENT = "client", _("等当事人")
    OTHERS = "others", _("等其他单位")


class NoteSide(models.TextChoices):
    """Who reads a note. What passes between the team and the person is the one way to somebody who is not called."""

    TEAM = "team", _("只给团队看")
    TO = "to", _("写给本人，凭查询码可以看到")
    FROM = "from", _("本人写来")


class Material(models.TextChoices):
    """What is brought to a case, beside the papers that are set for it here."""

    BROUGHT = "brought", _("当事人交来的材料")
    SIGNED = "signed", _("签了字的文书")
    LETTER = "letter", _("其他单位的来函")


class StrikeReason(models.TextChoices):
    """Why a note no longer counts."""

    WRONG_CASE = "wrong_case", _("记错了案件")
    MISTAKE = "mistake", _("内容有误，另记")


class ReferralState(models.TextChoices):
    OFFERED = "offered", _("已提出，等对方答复")
    ACCEPTED = "accepted", _("对方已接收")
    RETURNED = "returned", _("对方未接收")
    DONE = "done", _("对方已办完")
    CALLED_OFF = "called_off", _("已收回")


class JointState(models.TextChoices):
    PLANNED = "planned", _("已约好")
    HELD = "held", _("已会商")
    CALLED_OFF = "called_off", _("已取消")


class Unit(models.TextChoices):
    """What a number counts: they are different things and are never added (domain A8-8)."""

    CASES = "cases", _("件")
    PERSONS = "persons", _("人")
    TIMES = "times", _("人次")
    COPIES = "copies", _("份")
