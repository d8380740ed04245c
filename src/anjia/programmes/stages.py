"""The dated stages of a year and the days that follow from them (domain A4)."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class StagePlan:
    """A stage as planned for one year; both days belong to it."""

    number: int
    name: str
    name_en: str
    starts_on: date
    ends_on: date


# number, name, English name, (month, day) of the first and the last day.
YEARLY = (
    (1, "全面宣传", "Publicity", (1, 1), (12, 31)),
    (2, "完善机制、提升质量", "Putting things in order", (2, 1), (3, 31)),
    (3, "分类指导、面上推动", "Evaluation and naming", (4, 1), (5, 15)),
    (4, "不断深化、总结验收", "Summing up", (5, 16), (5, 31)),
)


def stages_of_year(year: int) -> list[StagePlan]:
    """The stages as they stand in every year."""
    return [
        StagePlan(number, name, name_en, date(year, *first), date(year, *last))
        for number, name, name_en, first, last in YEARLY
    ]


def submission_deadline_of(year: int) -> date:
    """15 May, that day included, whatever weekday it is (domain A4-5)."""
    return date(year, 5, 15)
