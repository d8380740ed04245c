"""Levels of the division tree, and what may be done with it."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """From the city at the root down to the residents' group (domain A3-1)."""

    CITY = "city", _("市")
    COUNTY = "county", _("区县")
    TOWN = "town", _("乡镇（街道）")
    VILLAGE = "village", _("村（社区）")
    GROUP = "group", _("村（居）民小组")

    @property
    def depth(self) -> int:
        """1 for a city … 5 for a group: the number of segments in the path."""
        return list(Level).index(self) + 1

    @property
    def below(self) -> "Level | None":
        """The level of the children; None for a group."""
        levels = list(Level)
        return levels[self.depth] if self.depth < len(levels) else None

    @property
    def above(self) -> "Level | None":
        """The level of the parent; None for a city."""
        return list(Level)[self.depth - 2] if self.depth > 1 else None


class Rule(models.TextChoices):
    """A number that a law or the programme's practice sets, and that may change by a day (domain B13, B14)."""

    MEETING_QUORUM = "meeting_quorum", _("户长会议到会")
    MEETING_MAJORITY = "meeting_majority", _("户长会议推举通过")
    NOTICE_LEAST = "notice_least", _("公示期最短")
    NOTICE_MOST = "notice_most", _("公示期最长")
    NOTICE_SILENCE = "notice_silence", _("公示中断多久须重新计算")
    OBJECTION_ANSWER = "objection_answer", _("异议答复期限")
    APPEAL_WITHIN = "appeal_within", _("申诉期限")
    APPEAL_ANSWER = "appeal_answer", _("申诉答复期限")
    TITLE_REVIEW = "title_review", _("称号复核间隔")
    TITLE_VALID = "title_valid", _("称号有效期")
    REVIEW_LEAD = "review_lead", _("复核、续期可提前办理")
    RECTIFY_LEAST = "rectify_least", _("整改期最短")
    RECTIFY_USUAL = "rectify_usual", _("整改期通常")
    RECTIFY_MOST = "rectify_most", _("整改期最长")
    TITLE_APPEAL = "title_appeal", _("取消称号的申诉期限")
    GUARDIAN_AGE = "guardian_age", _("须监护人同意的年龄")
    PETITION_ACCEPT = "petition_accept", _("信访登记并书面告知是否受理")
    PETITION_OBJECTION = "petition_objection", _("收到转送的信访后提出异议")
    PETITION_HANDLE = "petition_handle", _("信访办理期限")
    PETITION_EXTEND = "petition_extend", _("信访延期最长")
    PETITION_REVIEW_ASK = "petition_review_ask", _("请求复查的期限")
    PETITION_REVIEW = "petition_review", _("复查答复期限")
    PETITION_RECHECK_ASK = "petition_recheck_ask", _("请求复核的期限")
    PETITION_RECHECK = "petition_recheck", _("复核答复期限")
    PETITION_PERSONS = "petition_persons", _("多人走访推选的代表")
    MEDIATION_USUAL = "mediation_usual", _("调解通常期限")
    MEDIATION_CONFIRM = "mediation_confirm", _("申请司法确认的期限")
    COURT_ACCEPT = "court_accept", _("法院受理司法确认申请")
    COURT_DECIDE = "court_decide", _("法院作出司法确认裁定")
    COURT_EXTEND = "court_extend", _("司法确认裁定延期最长")
    AID_SUPPLEMENT = "aid_supplement", _("补交法律援助材料")
    AID_DECIDE = "aid_decide", _("法律援助审查决定")
    AID_ASSIGN = "aid_assign", _("指派法律援助人员")
    AID_APPOINT = "aid_appoint", _("收到通知后指派辩护人")
    AID_FORWARD = "aid_forward", _("转交被羁押人的法律援助申请")
    AID_OBJECTION = "aid_objection", _("法律援助异议答复")
    AID_LIMITATION = "aid_limitation", _("时效将满先行援助")
    CRISIS_CONTACT = "crisis_contact", _("心理危机后再次联系")
    ORDER_DECIDE = "order_decide", _("人身安全保护令裁定")
    ORDER_DECIDE_URGENT = "order_decide_urgent", _("情况紧急时保护令裁定")
    ORDER_LASTS = "order_lasts", _("人身安全保护令有效期")
    ORDER_RECONSIDER = "order_reconsider", _("对保护令裁定申请复议")
    REINTEGRATION_VISIT = "reintegration_visit", _("帮教走访间隔")
    CARE_CONTACT = "care_contact", _("父母与留守子女联系间隔")
    CARE_VISIT = "care_visit", _("关爱走访间隔")
    VOLUNTEER_CHECK = "volunteer_check", _("志愿者查询记录有效期")
    KEEP_UNNAMED = "keep_unnamed", _("未命名家庭的评分保存")
    KEEP_SCORES = "keep_scores", _("称号结束后评分保存")
    KEEP_LEFT = "keep_left", _("已退出家庭的资料保存")
    KEEP_OBJECTIONS = "keep_objections", _("异议内容保存")
    KEEP_INVITATIONS = "keep_invitations", _("失效邀请保存")
    KEEP_EXPORTS = "keep_exports", _("导出的名单文件保存")
    KEEP_STARS = "keep_stars", _("逐季星数依据保存")
    KEEP_ACCOUNTS = "keep_accounts", _("离任人员账号保存")
    KEEP_CASES = "keep_cases", _("办结的求助和反映保存")
    KEEP_REQUESTS = "keep_requests", _("参加服务的登记保存")


class Measure(models.TextChoices):
    """How the number of a rule is read: a share to reach, a share to exceed, or a length of time."""

    AT_LEAST = "at_least", _("不少于（几分之几）")
    MORE_THAN = "more_than", _("超过（几分之几）")
    WORKING_DAYS = "working_days", _("工作日")
    DAYS = "days", _("日")
    HOURS = "hours", _("小时")
    MONTHS = "months", _("个月")
    AGE = "age", _("周岁以下")
    PERSONS = "persons", _("人以内")

    @property
    def is_share(self) -> bool:
        return self in {Measure.AT_LEAST, Measure.MORE_THAN}


class Verb(StrEnum):
    """What may be done with regions; roles get their grants from `accounts`."""

    VIEW = "regions.view"
    LOAD_DIVISIONS = "regions.load_divisions"
    CREATE_GROUPS = "regions.create_groups"
    RECORD_TOTALS = "regions.record_totals"
    OVERRIDE_HOLIDAYS = "regions.override_holidays"
    AMEND_RULES = "regions.amend_rules"
    VIEW_RETENTION = "regions.view_retention"
    FORGET = "regions.forget"
