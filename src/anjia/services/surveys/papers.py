"""What is printed of a survey. Papers are Chinese whatever the reader's language (ADR 7)."""

from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from anjia.documents.papers import Column, Letter, MeetingMinutes, MinutesItem, NoticePoster, Roster
from anjia.documents.render import (
    render_letter,
    render_letter_docx,
    render_minutes,
    render_notice_poster,
    render_roster,
    render_roster_docx,
)
from anjia.services.surveys.enums import Asked
from anjia.services.surveys.models import Survey, SurveyCode, SurveyQuestion
from anjia.services.surveys.telling import Line, Told

HELP = "12355（青少年服务台）、12356（心理援助）、12338（妇女儿童维权）；有危险马上拨打 110。"
NAMELESS = "不写名字、班级、学号。没有人能知道哪张是谁答的，所以也没有人会因为你的答案来找你。"
HIDDEN = "少，不显示"
KEPT = "\u00a0"


def _long(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def question_sheet(survey: Survey, questions: Sequence[SurveyQuestion]) -> bytes:
    """问卷: the questions with boxes; told first that it is voluntary and nameless, at the end where help is."""
    items = [MinutesItem(f"{question.place}. {question.words}", _boxes(question)) for question in questions]
    items.append(MinutesItem("答完以后", f"折好放进箱子里。需要帮助：{HELP}"))
    facts = (
        ("自愿", "每题选一个打勾。不想答的空着，也可以交白卷。"),
        ("不记名", "不写名字、班级、学号，没有人知道是谁答的。"),
    )
    return render_minutes(MeetingMinutes(title=survey.title, facts=facts, items=tuple(items)))


def _boxes(question: SurveyQuestion) -> str:
    """Each box keeps its words beside it; a number that is its own word is not said twice."""
    told = (f"{number}" if words == str(number) else f"{number}{KEPT}{words}" for number, words in question.choices)
    return "　　".join(f"□{KEPT}{words}" for words in told)


def guardian_note(survey: Survey, questions: Sequence[SurveyQuestion], place: str, *, word: bool) -> bytes:
    """告知单: what is asked of a child, before it is asked; they may say no (domain B9)."""
    pupils = survey.asked == Asked.PUPILS
    who = "孩子" if pupils else "您"
    days = f"{_long(survey.opens_on)}至{_long(survey.closes_on)}" if survey.opens_on and survey.closes_on else "近期"
    paragraphs = [
        f"{days}，我们请{who}答一份问卷，想知道大家需要什么样的陪伴和帮助。一共{len(questions)}题，几分钟就能答完。",
        "自愿参加：不愿意的，不用说理由，不答就是了，不影响孩子在学校，也不影响家里的任何事。",
        "不记名：不写名字、班级、学号；网上答的不登录，不记手机、网址和时间。只留合计的数字，查不出是谁答的，三年后删除。",
        "因为查不出是谁答的，从答案里看到有人需要帮助时，我们也找不到是哪一个。"
        f"孩子需要帮助，请直接来说，或拨打：{HELP}",
        "问的是下面这些，除此以外不问别的。",
    ]
    if pupils:
        paragraphs.insert(2, "不满十四周岁的孩子，请您先看过再让孩子答。您不同意的，告诉老师一声，或让孩子交白卷。")
    letter = Letter(
        title="问卷告知单",
        number=survey.title,
        addressee="各位家长、监护人",
        facts=(("问什么", "　".join(f"{q.place}. {q.words}" for q in questions)),),
        paragraphs=tuple(paragraphs),
        signer=place,
        signed_on=timezone.localdate(),
    )
    return render_letter_docx(letter) if word else render_letter(letter)


def code_poster(code: SurveyCode, place: str) -> bytes:
    """A sheet for the wall of a class: one code for everybody there."""
    url = settings.SITE_URL + reverse("surveys:answer", args=[code.code])
    find = settings.SITE_URL + reverse("surveys:find")
    return render_notice_poster(
        NoticePoster(
            title=code.survey.title,
            subtitle="自愿　不记名　几分钟",
            paragraphs=(
                f"{NAMELESS}大家用同一个号，一人答一次。",
                f"扫码就能答；也可以打开 {find} ，输入 {code.code[:4]} {code.code[4:]} 。",
            ),
            entries=(),
            organ=place,
            issued_on=timezone.localdate(),
            url=url,
            invitation=f"问卷号　{code.code[:4]} {code.code[4:]}",
            contact=f"需要帮助：{HELP}",
            size="a4",
        )
    )


COLUMNS = (
    Column("题目", 5, "left"),
    Column("哪里", 2.4),
    Column("回答", 2.6, "left"),
    Column("份数", 1.5),
    Column("占比", 1.4),
)


def report(survey: Survey, place: str, sheets: int | None, told: Sequence[Told], *, word: bool) -> bytes:
    """问卷结果: each question's shares of the whole place, and of the towns that may be told apart."""
    rows = [row for one in told for row in _rows(one)]
    if not rows:
        rows = [["答卷不足五份，结果不显示", "", "", "", ""]]
    days = f"{_long(survey.opens_on)}至{_long(survey.closes_on)}" if survey.opens_on and survey.closes_on else ""
    count = f"收到 {sheets} 份" if sheets else "收到不足五份"
    subtitle = f"{place}　{days}　自愿、不记名　{count}　1 到 4 份的和能推算出它的不显示；占比四舍五入到一位小数"
    roster = Roster(title=f"{survey.title}结果", columns=COLUMNS, rows=rows, subtitle=subtitle)
    return render_roster_docx(roster) if word else render_roster(roster)


def _rows(told: Told) -> list[list[str | int]]:
    head = f"{told.question.place}. {told.question.words}"
    rows = _lines(head, "全部", told.lines)
    for town, lines in told.towns:
        rows += _lines("", town, lines)
    return rows


def _lines(head: str, where: str, lines: Sequence[Line]) -> list[list[str | int]]:
    """The question and the place stand beside the first answer alone."""
    firsts = [(head, where), *[("", "")] * (len(lines) - 1)]
    return [
        [*first, line.words, HIDDEN if line.times is None else line.times, line.share]
        for first, line in zip(firsts, lines, strict=True)
    ]
