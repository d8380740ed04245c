"""Papers of protection. Chinese whatever the reader's language (ADR 7); set by `documents`, kept inside the wall."""

from datetime import date

from anjia.documents.papers import MeetingMinutes, MinutesItem
from anjia.documents.render import render_minutes
from anjia.services.protection.models import Protection, ProtectionOrder, SafetyPlan

Facts = tuple[tuple[str, str], ...]


def _long(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _set(title: str, facts: Facts, *items: tuple[str, str], signed: tuple[str, ...]) -> bytes:
    points = tuple(MinutesItem(heading, text) for heading, text in items)
    return render_minutes(MeetingMinutes(title=title, facts=facts, items=points, signatures=signed))


def report_record(protection: Protection) -> bytes:
    """That and when it was reported to the police (14)."""
    case = protection.case
    assert protection.reported_on is not None
    facts: Facts = (
        ("编号", case.number),
        ("受害人", case.client.name),
        ("收到日期", _long(case.received_on)),
        ("报案日期", _long(protection.reported_on)),
        ("公安机关", protection.reported_to),
    )
    basis = "反家庭暴力法第14条、第35条。公安机关对报案人的信息予以保密。"
    return _set(
        "报案登记表", facts, ("经过", case.summary), ("依据", basis), signed=("报案单位（盖章）", "经办人", "日期")
    )


def order_application(order: ProtectionOrder) -> bytes:
    """The application as whoever signs it takes it to court (23-27); what the case does not know stays open."""
    case = order.protection.case
    facts: Facts = (
        ("申请人", case.client.name),
        ("由谁申请", str(order.get_applicant_display())),
        ("被申请人", "（请填写姓名、住址）"),
        ("向", order.court),
    )
    asked = (
        "请求依法作出人身安全保护令（在需要的前面打勾）：\n"
        "□ 禁止被申请人实施家庭暴力\n"
        "□ 禁止被申请人骚扰、跟踪、接触申请人及其相关近亲属\n"
        "□ 责令被申请人迁出申请人住所\n"
        "□ 其他："
    )
    proof = "出警记录、告诫书、伤情照片、病历、录音录像、聊天记录、证人证言、妇联和村（居）委会的记录等，有什么交什么。"
    law = "反家庭暴力法第23条至第32条。不交诉讼费；可以书面申请，写不了的可以口头申请。"
    return _set(
        "人身安全保护令申请书",
        facts,
        ("请求", asked),
        ("事实和理由", case.summary),
        ("证据", proof),
        ("依据", law),
        signed=("申请人（签名）", "日期"),
    )


def plan_paper(plan: SafetyPlan) -> bytes:
    """The plan with no title that gives it away, no name, no number: it may be found."""
    parts = (
        ("地方", plan.places),
        ("电话", plan.people),
        ("约定", plan.signal),
        ("随身", plan.bag),
        ("家里", plan.children),
    )
    return _set("备忘", (), *((heading, text) for heading, text in parts if text), signed=())
