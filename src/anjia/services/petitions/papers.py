"""What the person gets in writing: whether it was accepted, by when, and every answer with how to object.

Papers are Chinese whatever the reader's language (ADR 7). They are set by `documents` and kept inside the wall.
"""

from datetime import date

from anjia.documents.papers import MeetingMinutes, MinutesItem
from anjia.documents.render import render_minutes
from anjia.regions.models import Region
from anjia.services.models import Deadline
from anjia.services.petitions.enums import Level, Outcome
from anjia.services.petitions.models import Petition, PetitionAnswer

SIGNED = ("承办单位（盖章）", "日期")
NEXT = {
    Level.REPLY: "对本答复不服的，可自收到之日起30日内请求复查；凭查询码在网上请求，或书面、口头提出均可。",
    Level.REVIEW: "对复查意见不服的，可自收到之日起30日内请求复核；凭查询码在网上请求，或书面、口头提出均可。",
    Level.RECHECK: "本意见为终结意见。以同样的事实和理由再提出的，不再受理。",
}


def long_day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _facts(petition: Petition, *more: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    case = petition.case
    place = Region.objects.filter(pk=case.region_id).first()
    head = (
        ("编号", case.number),
        ("信访人", case.client.name),
        ("事项", str(case.get_topic_display())),
        ("所在地", place.full_name if place else ""),
        ("收到日期", long_day(case.received_on)),
    )
    return (*head, *more)


def _set(title: str, facts: tuple[tuple[str, str], ...], *items: tuple[str, str]) -> bytes:
    points = tuple(MinutesItem(heading, text) for heading, text in items)
    return render_minutes(MeetingMinutes(title=title, facts=facts, items=points, signatures=SIGNED))


def _last(deadline: Deadline) -> str:
    """The literal last day, and the one it rolls to."""
    rolled = f"（当日不办公，顺延至{long_day(deadline.due_on)}）" if deadline.is_rolled else ""
    return long_day(deadline.literal_on) + rolled


def acceptance_notice(petition: Petition, deadline: Deadline) -> bytes:
    """受理告知书: with the literal last day, and the one it rolls to where offices are shut."""
    last = _last(deadline)
    return _set(
        "信访事项受理告知书",
        _facts(petition, ("受理日期", long_day(petition.accepted_on)), ("办结期限", f"{last}，依据{deadline.basis}")),
        ("告知", "您提出的事项已经受理。办理期间不收取任何费用，您提出的材料不会给被反映的人或单位。"),
        ("您可以", "随时凭查询码查看进展，补充说明，或撤回；撤回不用说理由。任何人不得打击报复。"),
    )


def extension_notice(petition: Petition, deadline: Deadline) -> bytes:
    """延期告知书: why, and the new last day (34)."""
    return _set(
        "信访事项延期办理告知书",
        _facts(petition, ("延长后的办结期限", _last(deadline))),
        ("理由", deadline.extension_reason),
        ("说明", "延期只有一次。办理期间您可以随时凭查询码查看进展，补充说明，或撤回。"),
    )


def objection_paper(petition: Petition, body: str, words: str) -> bytes:
    """转送异议书: to the body that passed it on; nobody's name is in it (23)."""
    case = petition.case
    facts = (("编号", case.number), ("收到日期", long_day(case.received_on)), ("转来的单位", body))
    return _set("转送信访事项异议书", facts, ("理由", words), ("请", "另行转送有权处理的单位，并告知当事人。"))


def redirection_notice(petition: Petition) -> bytes:
    """不予受理告知书: why, and who is the right one."""
    return _set(
        "信访事项不予受理告知书",
        _facts(petition, ("请向这里提出", petition.redirected_to)),
        ("理由", petition.redirect_words),
    )


def answer_letter(answer: PetitionAnswer) -> bytes:
    """An answer of one of the three levels."""
    level = Level(answer.level)
    return _set(
        f"信访事项{level.label}意见书",
        _facts(
            answer.petition, ("意见", str(Outcome(answer.outcome).label)), ("作出日期", long_day(answer.answered_on))
        ),
        ("答复", answer.words),
        ("救济途径", NEXT[level]),
    )
