"""Closed lists of legal aid. Whoever is helped has no mark here: grounds are told by their article alone."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(StrEnum):
    """What may be done with an application. DENY is the supervisor's: nobody is refused by one person alone."""

    HANDLE = "legal_aid.handle"
    DENY = "legal_aid.deny"
    REVIEW = "legal_aid.review"
    FOLLOW = "legal_aid.follow"
    VIEW_MEASURES = "legal_aid.view_measures"
    KEEP_MEASURES = "legal_aid.keep_measures"


class AidState(models.TextChoices):
    APPLIED = "applied", _("待审查")
    LACKING = "lacking", _("等当事人补充材料")
    GRANTED = "granted", _("给予援助，待指派")
    ASSIGNED = "assigned", _("已指派，办理中")
    DELIVERED = "delivered", _("承办完毕，待质量评查")
    REVIEWED = "reviewed", _("已评查")
    REFUSED = "refused", _("不予援助")
    ENDED = "ended", _("已终止援助")
    OBJECTED = "objected", _("异议审查中")
    UPHELD = "upheld", _("异议审查：维持原决定")
    LAPSED = "lapsed", _("逾期未补充材料，视为撤回")
    WITHDRAWN = "withdrawn", _("本人已撤回")
    CLOSED = "closed", _("已办结")


class Matter(models.TextChoices):
    """What aid may be asked for (法律援助法 31), and beside it criminal matters (24-28)."""

    COMPENSATION = "compensation", _("请求国家赔偿")
    BENEFITS = "benefits", _("请求社会保险待遇或社会救助")
    PENSION = "pension", _("请求发给抚恤金")
    SUPPORT = "support", _("请求赡养费、抚养费、扶养费")
    LABOUR = "labour", _("确认劳动关系、追索劳动报酬")
    CAPACITY = "capacity", _("认定无民事行为能力或限制民事行为能力")
    INJURY = "injury", _("工伤、交通、食品药品、医疗人身损害赔偿")
    ENVIRONMENT = "environment", _("环境污染、生态破坏损害赔偿")
    DEFENCE = "defence", _("刑事辩护或代理")
    OTHER = "other", _("法律、法规规定的其他事项")


class Group(models.TextChoices):
    """To whom the programme's aid is addressed (A9-3). Left empty or told by the person, for totals alone."""

    ELDER = "elder", _("老年人")
    WOMAN = "woman", _("妇女")
    DISABLED = "disabled", _("残疾人")
    MINOR = "minor", _("未成年人")
    MIGRANT_WORKER = "migrant_worker", _("农民工")


class Means(models.TextChoices):
    """How the means were looked at. Which ground of an article it was, is nobody's business."""

    CHECKED = "checked", _("核查过，符合经济困难标准")
    WAIVED = "waived", _("免予核查（法律援助法第42条）")
    NO_TEST = "no_test", _("不受经济困难条件限制（第32条）")


class Ahead(models.TextChoices):
    """Why aid is given before everything is examined (法律援助法 44)."""

    LIMITATION = "limitation", _("距法定时效或期限届满不足七日")
    PRESERVATION = "preservation", _("须立即申请保全或先予执行")
    OTHER = "other", _("法律、法规规定的其他情形")


class Refusal(models.TextChoices):
    """Why aid is not given (法律援助法 31, 41, 43)."""

    SCOPE = "scope", _("不属于法律援助的范围")
    MEANS = "means", _("不符合经济困难标准，也不属于免予核查的情形")
    TWICE = "twice", _("同一事项已经提供过法律援助")
    LAWYER = "lawyer", _("已经委托律师或其他代理人")


class Ending(models.TextChoices):
    """Why aid that was given ends early (法律援助法 48)."""

    DECEIT = "deceit", _("以不正当手段获得援助")
    HIDDEN = "hidden", _("故意隐瞒与案件有关的重要事实")
    MISUSED = "misused", _("利用援助从事违法活动")
    MEANS = "means", _("经济状况改变，不再符合条件")
    STOPPED = "stopped", _("案件终止审理或已被撤销")
    OWN_LAWYER = "own_lawyer", _("自行委托了律师或其他代理人")
    ASKED = "asked", _("本人有正当理由要求终止")


class Result(models.TextChoices):
    """What came of the matter."""

    WON = "won", _("请求得到支持")
    PARTLY = "partly", _("请求得到部分支持")
    SETTLED = "settled", _("调解或和解")
    LOST = "lost", _("请求未得到支持")
    DEFENDED = "defended", _("辩护或代理意见已提交，案件已审结")
    ADVISED = "advised", _("非诉讼事项办结")


class Body(models.TextChoices):
    """Who asks that a defender be appointed (法律援助法 36)."""

    COURT = "court", _("人民法院")
    PROCURATORATE = "procuratorate", _("人民检察院")
    PUBLIC_SECURITY = "public_security", _("公安机关")


class Stage(models.TextChoices):
    INVESTIGATION = "investigation", _("侦查")
    PROSECUTION = "prosecution", _("审查起诉")
    TRIAL = "trial", _("审判")


class Change(models.TextChoices):
    """Why another lawyer was assigned."""

    CLIENT = "client", _("当事人申请更换（第55条）")
    CONFLICT = "conflict", _("与案件有利害关系")
    UNABLE = "unable", _("因病、调离等不能继续")
    REOPENED = "reopened", _("恢复办理，重新指派")


class Mark(models.TextChoices):
    """The quality of the work."""

    EXCELLENT = "excellent", _("优秀")
    GOOD = "good", _("良好")
    FAIR = "fair", _("合格")
    POOR = "poor", _("不合格")


class Ruling(models.TextChoices):
    """What the justice bureau said of an objection (法律援助法 49)."""

    UPHELD = "upheld", _("维持原决定")
    CHANGED = "changed", _("责令给予（继续给予）援助")


class Unit(models.TextChoices):
    """What a figure counts. Figures of different units are never added (A8-8)."""

    CASES = "cases", _("件")
    PERSONS = "persons", _("人")
    PERSON_TIMES = "person_times", _("人次")
