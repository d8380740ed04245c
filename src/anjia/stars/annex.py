"""The sheet of annex 2 for the five-star standard: four quarters, five stars each (domain A6-1, A6-2)."""

from anjia.documents.papers import GridForm, GridRow
from anjia.evaluations.annexes.cells import box, head, place_of, scored_by
from anjia.evaluations.models import Candidacy
from anjia.households.models import Household
from anjia.programmes.enums import Scheme
from anjia.programmes.models import Criterion, ProgrammeCycle
from anjia.stars.enums import Evidence, Miss
from anjia.stars.models import StarRecord, YearGrade
from anjia.stars.queries import criteria_of

QUARTERS = ("一季", "二季", "三季", "四季")
GIVEN, MISSED = "★", "—"
FILLING = "每季每项一颗星，依据只有自我声明、积分、表彰；得星的在季度格里画★，没有得的写明还缺什么。"
MAPPED = (
    "对照说明：本表沿用原附件2的栏目（序号、内容及分值、评分标准、得分、原因），按五星标准每季一记；"
    "五项都只看本户做到了什么，不看遇到过什么。四个季度记满才评年度星级，只公布五星和四星。"
)


@scored_by(Scheme.STARS_20)
def star_sheet(household: Household | None, cycle: ProgrammeCycle, candidacy: Candidacy | None) -> GridForm:
    """A family's year of stars, or an empty one."""
    criteria = criteria_of(cycle)
    kept = StarRecord.objects.filter(household=household, cycle=cycle) if household else StarRecord.objects.none()
    records = {record.quarter: record for record in kept.order_by("quarter")}
    name, address = (household.head_name, household.address) if household else ("", "")
    top = (head("户主姓名", across=2), box(name), head("家庭住址", across=2), box(address, across=3))
    heads = ("序号", "内容及分值", "评分标准", *QUARTERS, "没有得星的原因")
    return GridForm(
        label="附件2",
        title="五星平安家庭评分表",
        subtitle=place_of(household, cycle),
        shares=(0.7, 1.7, 2.8, 0.65, 0.65, 0.65, 0.65, 2.2),
        rows=(
            GridRow(top, 10),
            GridRow(tuple(head(label) for label in heads)),
            *(_row(criterion, index, records) for index, criterion in enumerate(criteria)),
            _total(household, cycle, records),
        ),
        notes=(*(() if records else (FILLING,)), MAPPED),
    )


def _row(criterion: Criterion, index: int, records: dict[int, StarRecord]) -> GridRow:
    marks = {quarter: record.marks[index] for quarter, record in records.items()}
    stars = (_star(marks.get(quarter, "")) for quarter in range(1, len(QUARTERS) + 1))
    missed = (f"{QUARTERS[q - 1]}：{Miss(mark).label}" for q, mark in marks.items() if mark not in Evidence.values)
    return GridRow(
        (
            box(str(criterion.order)),
            box(criterion.title, "（每季1颗）"),
            box(criterion.guide, left=True),
            *(box(star) for star in stars),
            box(*missed, left=True),
        ),
        18,
    )


def _star(mark: str) -> str:
    return "" if not mark else GIVEN if mark in Evidence.values else MISSED


def _total(household: Household | None, cycle: ProgrammeCycle, records: dict[int, StarRecord]) -> GridRow:
    sums = (str(records[q].stars) if q in records else "" for q in range(1, len(QUARTERS) + 1))
    grade = YearGrade.objects.filter(household=household, cycle=cycle).first() if household else None
    told = f"全年：{grade}" if grade else ""
    return GridRow((head("合计（每季5颗，全年20颗）", across=3), *(box(total) for total in sums), box(told, left=True)))
