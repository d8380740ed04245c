"""What the person has in writing: what is lacking, what was decided and why, who the lawyer is, how to object.

Papers are Chinese whatever the reader's language (ADR 7). They are set by `documents` and kept inside the wall.
"""

from datetime import date, timedelta

from anjia.documents.papers import MeetingMinutes, MinutesItem
from anjia.documents.render import render_minutes
from anjia.regions.models import Region
from anjia.services.legal_aid.enums import Ahead, Ending, Matter, Means, Refusal, Ruling
from anjia.services.legal_aid.models import AidAssignment, AidObjection, LegalAidApplication
from anjia.services.models import Deadline

SIGNED = ("法律援助机构（盖章）", "日期")
LATER = timedelta(days=30)
"""Until when what was granted ahead is to be made good, where nothing shorter is agreed."""
FREE = "法律援助不收取任何费用。承办律师向您收钱、收物的，请告诉我们。"
OBJECT = (
    "对本决定有异议的，可以向司法行政部门提出，五日内答复；凭查询码在网上提出，或书面、口头提出均可。"
    "对答复不服的，可以依法申请行政复议或提起行政诉讼。"
)


def _long(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _last(deadline: Deadline) -> str:
    words = _long(deadline.literal_on)
    if deadline.is_rolled:
        words += f"（当日不办公，顺延至{_long(deadline.due_on)}）"
    return f"{words}，依据{deadline.basis}"


def _set(
    title: str, application: LegalAidApplication, facts: tuple[tuple[str, str], ...], *items: tuple[str, str]
) -> bytes:
    case = application.case
    place = Region.objects.filter(pk=case.region_id).first()
    head = (
        ("编号", case.number),
        ("申请人", case.client.name),
        ("所在地", place.full_name if place else ""),
        ("收到日期", _long(case.received_on)),
    )
    points = tuple(MinutesItem(heading, text) for heading, text in items if text)
    return render_minutes(MeetingMinutes(title=title, facts=(*head, *facts), items=points, signatures=SIGNED))


def lacking_notice(application: LegalAidApplication, deadline: Deadline) -> bytes:
    """补充材料告知书: everything at once, and by when."""
    return _set(
        "法律援助补充材料告知书",
        application,
        (("请在这天以前补充", _last(deadline)),),
        ("请补充", application.lacking),
        (
            "请注意",
            "逾期没有补充的，视为撤回申请；以后材料齐全了，随时可以再申请。取不到的材料，请告诉我们，由我们调取。",
        ),
    )


def grant_letter(application: LegalAidApplication, deadline: Deadline) -> bytes:
    """给予法律援助决定书."""
    facts = [("决定日期", _long(application.decided_on)), ("指派律师期限", _last(deadline))]
    if application.matter:
        facts.insert(0, ("事项", str(Matter(application.matter).label)))
    if application.means:
        facts.append(("经济状况", str(Means(application.means).label)))
    later = ""
    if application.ahead:
        facts.append(("先行提供", str(Ahead(application.ahead).label)))
        later = f"请在{_long(application.decided_on + LATER)}以前补办手续、补充材料。"
    return _set("给予法律援助决定书", application, tuple(facts), ("决定", f"给予法律援助。{FREE}"), ("请您补办", later))


def refusal_letter(application: LegalAidApplication) -> bytes:
    """不予法律援助决定书: in writing, with reasons (43), and how to object (49)."""
    return _set(
        "不予法律援助决定书",
        application,
        (
            ("原因", str(Refusal(application.refusal).label)),
            ("决定日期", _long(application.decided_on)),
        ),
        ("理由", application.reasons),
        ("救济途径", OBJECT),
    )


def assignment_letter(application: LegalAidApplication, assigned: AidAssignment) -> bytes:
    """指派通知书, for the person: who the lawyer is, and how to reach them."""
    return _set(
        "法律援助指派通知书",
        application,
        (
            ("承办律师", assigned.lawyer),
            ("律师事务所或机构", assigned.firm),
            ("联系电话", assigned.phone),
            ("指派日期", _long(assigned.assigned_on)),
        ),
        ("您有权", f"向律师了解办理情况；律师没有依法履行职责的，可以投诉，可以请求更换。{FREE}"),
    )


def ending_letter(application: LegalAidApplication) -> bytes:
    """终止法律援助决定书."""
    return _set(
        "终止法律援助决定书",
        application,
        (("原因", str(Ending(application.ending).label)), ("决定日期", _long(application.decided_on))),
        ("理由", application.reasons),
        ("救济途径", OBJECT),
    )


def objection_letter(application: LegalAidApplication, objection: AidObjection) -> bytes:
    """异议审查答复."""
    return _set(
        "法律援助异议审查答复",
        application,
        (
            ("提出异议", _long(objection.filed_on)),
            ("审查意见", str(Ruling(objection.ruling).label)),
            ("答复日期", _long(objection.answered_on)),
        ),
        ("答复", objection.words),
    )
