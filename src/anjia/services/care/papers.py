"""What is signed before anybody visits, and what the volunteer takes along (domain A9-6; B9).

Papers are Chinese whatever the reader's language (ADR 7).
"""

from datetime import date

from anjia.documents.papers import Column, MeetingMinutes, MinutesItem, Roster
from anjia.documents.render import render_minutes
from anjia.regions.models import Region
from anjia.services.care.enums import Audience, Language, When, chosen
from anjia.services.care.models import CareCase, CarePair, CareVisit

BLANK_ROWS = 6


def _long(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _facts(care: CareCase, *more: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    place = Region.objects.filter(pk=care.case.region_id).first()
    head = (("编号", care.case.number), ("姓名", care.case.client.name), ("住在", place.full_name if place else ""))
    return (*head, *((("监护人", care.guardian),) if care.is_child else ()), *more)


def consent_sheet(pair: CarePair) -> bytes:
    """结对同意书: who would come, how often, what they may not do, and that it ends on a word."""
    care = pair.care
    checked = f"{_long(pair.volunteer.checked_on)}查询，有效至{_long(pair.volunteer.check_until)}"
    items = [
        MinutesItem("来看望的人", f"{pair.volunteer.name}，自愿参加，不收任何费用。违法犯罪记录{checked}。"),
        MinutesItem("怎么来", f"大约每{pair.every_days}天看望一次，每次先约好日子。"),
        MinutesItem("不做什么", "不单独带孩子过夜，不拍照发到网上，不把家里的事说给别人听，不借钱、不收礼。"),
        MinutesItem("随时可以停", "不用说理由，说一声就停；不影响任何家庭的评选，也不影响其他帮助。"),
        MinutesItem("遇到危险", "请马上拨打110；也可以拨打12338、12355。"),
    ]
    title, signed = "关爱结对同意书", ["本人（签字）", "志愿者（签字）", "日期"]
    if care.is_child:
        items.append(MinutesItem("孩子自己的话", "已经用孩子听得懂的话说明，孩子愿意。孩子不愿意的，不结对。"))
        title, signed = "关爱结对监护人同意书", ["监护人（签字）", "孩子（签字或按指印）", *signed[1:]]
    return render_minutes(MeetingMinutes(title=title, facts=_facts(care), items=tuple(items), signatures=tuple(signed)))


def visit_sheet(visit: CareVisit) -> bytes:
    """看望记录表: what to look at, whom to call, and lines to fill in. Of the case itself it says nothing."""
    pair = visit.pair
    care = pair.care
    spoken = "、".join(str(Language(key).label) for key in chosen(care.languages))
    free = "、".join(str(When(key).label) for key in chosen(care.times))
    look = "吃得好不好，身体怎么样，上学或出门顺不顺，有没有人欺负，家里的电、气、火安不安全。"
    if care.audience == Audience.CHILD:
        look += "这个星期父母联系过没有。"
    items = (
        MinutesItem("看什么", look + "只看、只听、只问需要，不打听隐私。"),
        MinutesItem("怀疑受到伤害", "马上拨打110，再告诉主办的人。不要自己去质问。"),
        MinutesItem("去不了", "提前告诉主办的人改约；没有改约又没有去的，督导会来问。"),
    )
    columns = (Column("哪天", 2), Column("怎么样、需要什么", 6, "left"), Column("志愿者签字", 2), Column("对方签字", 2))
    rows = [["", "", "", ""] for _row in range(BLANK_ROWS)]
    facts = (
        ("编号", care.case.number),
        ("怎么称呼", care.case.client.name),
        ("习惯说", spoken),
        ("方便的时间", free),
        ("志愿者", pair.volunteer.name),
        ("第一次看望", _long(visit.planned_on)),
    )
    roster = Roster(title="每次看望", columns=columns, rows=rows)
    return render_minutes(MeetingMinutes(title="看望记录表", facts=facts, items=items, results=roster))
