"""Annex 2 for the ten-good standard: each criterion, its score, what was taken off and why (A2-3, A2-4)."""

from collections.abc import Iterator

from anjia.documents.papers import GridForm, GridRow
from anjia.documents.render.typesetting import chinese_date
from anjia.evaluations.annexes.cells import box, head, place_of, scored_by
from anjia.evaluations.models import Candidacy
from anjia.evaluations.points import shown, shown_mean
from anjia.evaluations.queries.scoring import Taken, taken_of
from anjia.households.models import Household
from anjia.programmes.enums import Scheme
from anjia.programmes.models import Criterion, DeductionReason, ProgrammeCycle

COLUMNS = (("序号",), ("内容及分值",), ("评分标准",), ("考核", "得分"), ("考核", "扣分"), ("扣分原因",))
VERDICTS = "□ 建议命名　□ 不建议　□ 暂缓"
FILLING = "每项从满分起，只填要扣分的；扣分以0.5分为一档，原因只在所列各项里勾选，不另写。没有扣分的留空，就是满分。"
MAPPED = (
    "对照说明：本表沿用原附件2的栏目、次序和分值，第1至10项与原表逐项对应；名称和评分标准改用本平台的写法，"
    "只评依法、看得见、正面的事实。第2、3项不看家里有没有求助或调解，第4项不问信仰，第7项只看知道并会用合法渠道，"
    "反映诉求从不扣分，第9项不看健康状况。"
)
Reasons = list[tuple[DeductionReason, Taken]]


@scored_by(Scheme.POINTS_100)
def score_sheet(household: Household | None, cycle: ProgrammeCycle, candidacy: Candidacy | None) -> GridForm:
    """The means of the counted raters; with nobody's score yet, the closed list of reasons to tick."""
    criteria = list(cycle.standard_version.criteria.prefetch_related("reasons").order_by("order"))
    is_scored = candidacy is not None and bool(candidacy.raters_counted and candidacy.score_sums)
    rows = _scored(candidacy, criteria) if candidacy and is_scored else [_to_tick(c) for c in criteria]
    return GridForm(
        label="附件2",
        title="平安家庭评分表",
        subtitle=place_of(household, cycle),
        shares=(0.7, 1.75, 2.75, 0.9, 0.9, 2.65),
        rows=(
            *_top(household, candidacy if is_scored else None),
            GridRow(tuple(head(*label) for label in COLUMNS)),
            *rows,
            _total(criteria, candidacy if is_scored else None),
        ),
        notes=tuple(_notes(cycle, is_scored)),
    )


def _notes(cycle: ProgrammeCycle, is_scored: bool) -> Iterator[str]:
    """How to fill it in; and, for the standard that follows the scheme's, what of the old form is read how."""
    if not is_scored:
        yield FILLING
    if cycle.standard_version.standard.code == "ten_good":
        yield MAPPED


def _top(household: Household | None, candidacy: Candidacy | None) -> tuple[GridRow, ...]:
    name, address = (household.head_name, household.address) if household else ("", "")
    score, verdict, day = "", VERDICTS, ""
    if candidacy is not None:
        score = f"{candidacy.shown_score} 分（{candidacy.raters_counted} 位的平均）"
        verdict = str(candidacy.get_verdict_display()) or VERDICTS
        day = chinese_date(candidacy.evaluated_on) if candidacy.evaluated_on else ""
    return (
        GridRow((head("考核对象", "（户主姓名）", across=2), box(name), head("家庭住址", across=2), box(address)), 10),
        GridRow((head("评审组打分", across=2), box(score), head("评审时间", across=2), box(day)), 8),
        GridRow((head("评审组评定", across=2), box(verdict, across=4, left=True)), 8),
    )


def _named(criterion: Criterion) -> tuple[str, ...]:
    return criterion.title, f"（{shown(criterion.max_half_points)}分）"


def _row(criterion: Criterion, got: str, lost: str, reasons: tuple[str, ...]) -> GridRow:
    standard = (criterion.guide, f"也可以：{criterion.alternative}" if criterion.alternative else "")
    return GridRow(
        (
            box(str(criterion.order)),
            box(*_named(criterion)),
            box(*standard, left=True),
            box(got),
            box(lost),
            box(*reasons, left=True),
        ),
        12.5,
    )


def _to_tick(criterion: Criterion) -> GridRow:
    listed = (f"□ {reason.text}（最多扣{shown(reason.max_half_points)}分）" for reason in criterion.reasons.all())
    return _row(criterion, "", "", tuple(listed))


def _scored(candidacy: Candidacy, criteria: list[Criterion]) -> list[GridRow]:
    raters = candidacy.raters_counted
    taken = taken_of(candidacy)
    rows = []
    for criterion, total in zip(criteria, candidacy.score_sums, strict=True):
        lost = criterion.max_half_points * raters - total
        reasons = tuple(
            f"{reason.text}（{raters}位中{row.raters}位扣，平均{shown_mean(row.lost, raters)}分）"
            for reason, row in taken
            if reason.criterion_id == criterion.pk
        )
        rows.append(_row(criterion, shown_mean(total, raters), shown_mean(lost, raters) if lost else "", reasons))
    return rows


def _total(criteria: list[Criterion], candidacy: Candidacy | None) -> GridRow:
    full = sum(criterion.max_half_points for criterion in criteria)
    got = lost = ""
    if candidacy is not None:
        raters = candidacy.raters_counted
        got, lost = candidacy.shown_score, shown_mean(full * raters - candidacy.total_half_points, raters)
    return GridRow((head(f"合计（满分{shown(full)}分）", across=3), box(got), box(lost), box()))
