"""The letters that go from this room to other bodies, in the letter's form of GB/T 9704.

Papers are Chinese whatever the reader's language (ADR 7).
"""

from django.utils import timezone

from anjia.documents.papers import OfficialLetter
from anjia.regions.enums import Measure
from anjia.services.enums import Topic
from anjia.services.petitions.enums import DemandStep, Series
from anjia.services.petitions.models import PetitionDemand, PolicySuggestion, QuotedFigure
from anjia.services.petitions.papers import long_day

FEW = "较少，不列数字"
HOW = {Measure.WORKING_DAYS: "个工作日", Measure.DAYS: "日"}
UNITS = {Series.PETITIONS: ("信访", "件"), Series.ADVICE: ("咨询", "人次")}


def suggestion_letter(suggestion: PolicySuggestion) -> OfficialLetter:
    """政策建议函: why, with the figures, what is suggested, and by when an answer is asked for."""
    return OfficialLetter(
        organ=suggestion.organ,
        number=suggestion.number,
        title=suggestion.title,
        addressee=suggestion.body,
        paragraphs=(
            *_headed("一、有关情况。", [*lines(suggestion.why), *_figures(suggestion)]),
            *_headed("二、有关建议。", lines(suggestion.what)),
            _asked(suggestion),
        ),
        signed_on=suggestion.sent_on or suggestion.approved_on or timezone.localdate(),
    )


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _headed(head: str, said: list[str]) -> tuple[str, ...]:
    """The head stands in the line of its first paragraph."""
    return (head + said[0], *said[1:])


def _figures(suggestion: PolicySuggestion) -> list[str]:
    """One sentence for each series that is not nought throughout; what may not be told is said to be few."""
    topic, found = Topic(suggestion.topic).label, []
    quoted = list(QuotedFigure.objects.filter(suggestion=suggestion))
    for series, (what, unit) in UNITS.items():
        own = [one for one in quoted if one.series == series]
        if any(one.count != 0 for one in own):
            told = "，".join(f"{season(one.quarter)}{_count(one, unit)}" for one in own)
            found.append(f"据我们按季度汇总，“{topic}”类{what}：{told}。")
    return found


def _count(figure: QuotedFigure, unit: str) -> str:
    return FEW if figure.count is None else f"{figure.count}{unit}"


def season(quarter: str) -> str:
    """
    >>> season("2026Q3")
    '2026年第三季度'
    """
    return f"{quarter[:4]}年第{'一二三四'[int(quarter[5]) - 1]}季度"


def _asked(suggestion: PolicySuggestion) -> str:
    if suggestion.reply_due_on is None:
        return "以上建议，请研究并函复。"
    how = f"{suggestion.reply_length}{HOW[Measure(suggestion.reply_measure)]}内"
    day = long_day(suggestion.reply_literal_on)
    rolled = f"，当日不办公的顺延至{long_day(suggestion.reply_due_on)}" if suggestion.is_rolled else ""
    return f"以上建议，请研究，并在收到后{how}（{day}前{rolled}）函复。"


LAW = "《中华人民共和国妇女权益保障法》第七十三条"
DEMANDS = {
    DemandStep.ACT: ("关于依法查处并答复有关事项的函", "有关部门或者单位应当依法查处，并予以答复。"),
    DemandStep.URGE: ("督促处理意见书", "不予处理或者处理不当的，妇女联合会可以提出督促处理意见。"),
}


def demand_letter(demand: PetitionDemand, organ: str) -> OfficialLetter:
    """督促函: what is required, by which law, by when. Our number stands for the case."""
    title, law = DEMANDS[DemandStep(demand.step)]
    return OfficialLetter(
        organ=organ,
        number=demand.number,
        title=title,
        addressee=demand.body,
        paragraphs=(
            f"我会依法办理的一件妇女权益事项（编号{demand.petition.case.number}），由你单位负责。依据{LAW}：{law}",
            *lines(demand.words),
            f"请依法办理，并于{long_day(demand.due_on)}前书面答复我会。",
            "请为当事人保密，不得将材料和情况透露或者转给被反映的人员或者单位（《信访工作条例》第三十条）。",
        ),
        signed_on=demand.sent_on,
    )
