"""What both sides get in writing: the agreement with its last day for the court, or the end and the other ways.

Papers are Chinese whatever the reader's language (ADR 7). Nobody pays for any of it (人民调解法 4).
"""

from datetime import date

from anjia.documents.papers import Column, MeetingMinutes, MinutesItem, Roster
from anjia.documents.render import render_minutes
from anjia.services.mediation.enums import Channel, Dispute, Form
from anjia.services.mediation.models import Agreement, Committee, Mediation, Screening
from anjia.services.mediation.rounds import RoundSums, TownSum
from anjia.services.models import Deadline

# 人民调解法 29; said above, so that the lines are long enough to sign on.
SIGNING = "双方签名、盖章或按指印，调解员签名并加盖调解组织印章后生效。"
SIGNED = ("当事人", "对方", "调解员（签名）", "调解组织（盖章）")
WAYS = "可以请其他调解组织调解，依法申请仲裁、行政裁决，或向人民法院起诉；没有能力请律师的，可拨打12348申请法律援助。"


def _long(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _facts(mediation: Mediation) -> list[tuple[str, str]]:
    case = mediation.case
    committee = Committee.objects.filter(pk=mediation.committee_id).first()
    found = [
        ("编号", case.number),
        ("当事人", case.client.name),
        ("对方", mediation.other_side),
        ("纠纷", str(Dispute(mediation.dispute).label)),
    ]
    if mediation.mediators:
        found.append(("调解", f"{committee or Channel(mediation.channel).label}　{mediation.mediators}"))
    return found


def _set(title: str, facts: list[tuple[str, str]], signatures: tuple[str, ...], *items: tuple[str, str]) -> bytes:
    points = tuple(MinutesItem(heading, text) for heading, text in items)
    return render_minutes(MeetingMinutes(title=title, facts=tuple(facts), items=points, signatures=signatures))


def agreement_paper(agreement: Agreement, deadline: Deadline) -> bytes:
    """调解协议书, or the record of an oral one: the three groups of contents (29), and until when to ask the court."""
    last = _long(deadline.literal_on)
    if deadline.is_rolled:
        last += f"（当日不办公，顺延至{_long(deadline.due_on)}）"
    facts = [*_facts(agreement.mediation), ("生效日期", _long(agreement.effective_on))]
    if agreement.perform_by:
        facts.append(("履行期限", _long(agreement.perform_by)))
    is_written = agreement.form == Form.WRITTEN
    return _set(
        "调解协议书" if is_written else "口头调解协议登记",
        facts,
        SIGNED if is_written else ("调解员（签名）", "日期"),
        ("主要事实、争议事项和各方责任", agreement.facts),
        ("协议内容", agreement.terms),
        ("履行的方式", agreement.performance),
        *((("签署", SIGNING),) if is_written else ()),
        (
            "司法确认",
            f"双方认为有必要的，可在{last}前共同向人民法院申请司法确认（{deadline.basis}）。调解不收取任何费用。",
        ),
    )


def ending_paper(mediation: Mediation, words: str) -> bytes:
    """终止调解告知书 (26)."""
    return _set(
        "终止调解告知书",
        _facts(mediation),
        ("调解员（签名）", "日期"),
        ("说明", words.strip()),
        ("您可以", WAYS),
    )


COLUMNS = (
    Column("乡镇（街道）", 2, "left"),
    Column("村数"),
    Column("已报"),
    Column("未报的村（社区）", 4, "left"),
    Column("户次"),
    Column("件数"),
)


def zero_report(screening: Screening, sums: RoundSums) -> Roster:
    """上门问需报告表: who reported and who has not, by place. Zero is written as 零报告; silence is not zero."""
    rows = [_town_row(town, is_over=screening.is_over) for town in sums.towns]
    rows.append(["合计", sums.villages, sums.reported, "", *_numbers(sums.offered, sums.asked, screening.is_over)])
    days = f"{_long(screening.begins_on)}至{_long(screening.ends_on)}"
    return Roster(
        title=f"{screening.title}报告表",
        subtitle=f"{days}　户次是介绍过调解服务的，件数是提出调解的；1 到 4 的数不显示",
        columns=COLUMNS,
        rows=rows,
        signatures=("填报单位（盖章）", "负责人（签名）", "日期"),
    )


def _town_row(town: TownSum, *, is_over: bool) -> list[str | int]:
    head: list[str | int] = [town.name, town.villages, town.reported, "、".join(town.silent)]
    if is_over and town.is_zero:
        return [*head, town.offered if town.offered is not None else "不显示", "零报告"]
    return [*head, *_numbers(town.offered, town.asked, is_over)]


def _numbers(offered: int | None, asked: int | None, is_over: bool) -> list[str | int]:
    hidden = "不显示" if is_over else "收齐后"
    return [hidden if number is None else number for number in (offered, asked)]
