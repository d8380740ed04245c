"""What the papers of this slice say: recording sheets, the year's roster and summary, the monthly bulletin.

They are official papers: Chinese in whatever language somebody reads the site.
"""

from collections.abc import Sequence

from django.conf import settings

from anjia.documents.papers import Column, PaperForm, Roster
from anjia.programmes.models import ProgrammeCycle
from anjia.regions.models import Region
from anjia.regions.queries import full_names_of
from anjia.stars.addresses import record_url
from anjia.stars.bulletin import Line, lines_of, totals_of
from anjia.stars.calendar import deadline
from anjia.stars.queries import criteria_of, families_to_record, publishable_year

HOW = (
    "每项得一颗星，依据只有三种：家庭自我声明、积分、表彰。得星打“√”；没有得的写字母：",
    "N 没有收到声明、积分或表彰　F 家庭自己表示本季不申报　U 自查表或活动记录还没有交齐",
)
NOTE = "由评选考评小组填写。本人或近亲属家庭请回避，由其他成员填写。填好后扫码录入。"
LEVELS = {5: "五星", 4: "四星"}


def sheets_of(cycle: ProgrammeCycle, village: Region, number: int, groups: Sequence[Region]) -> list[PaperForm]:
    """A sheet for each group with families that take part; its code leads to the sheet on screen."""
    place = full_names_of([village.path])[village.path]
    titles = [criterion.title for criterion in criteria_of(cycle)]
    columns = (Column("序号", 0.6), Column("户主姓名", 1.3), *(Column(t, 1) for t in titles), Column("合计", 0.7))
    made = []
    for group in groups:
        names = list(families_to_record(group).values_list("head_name", flat=True))
        if not names:
            continue
        rows = [(at, name, "", "", "", "", "", "") for at, name in enumerate(names, start=1)]
        made.append(
            PaperForm(
                title=f"{cycle.year}年第{number}季度五星平安家庭记星表",
                place=f"{place}{group.name}",
                url=settings.SITE_URL + record_url(cycle, village, number, group),
                code=str(group.pk)[-8:],
                facts=(("记星日期", ""), ("结季截止", f"{deadline(cycle.year, number):%Y-%m-%d}")),
                statements=HOW,
                columns=columns,
                rows=rows,
                note=NOTE,
                signatures=("记星人", "评选考评小组组长"),
            )
        )
    return made


def year_roster_of(cycle: ProgrammeCycle, place: Region) -> Roster:
    """The families with five and four stars of the year, five first; nobody below stands in it (domain A6-4)."""
    graded = publishable_year(cycle, place.path).order_by("-level", "-stars", "household__region__path", "pk")
    rows = []
    for at, one in enumerate(graded, start=1):
        home, group = one.household, one.household.region
        village = group.parent
        town = village.parent.name if village and village.parent else ""
        where = (town, village.name if village else "", group.name)
        rows.append((at, *where, home.head_name, one.stars, LEVELS[one.level]))
    return Roster(
        title=f"{place.name}{cycle.year}年度五星平安家庭星级花名册",
        subtitle=f"五星、四星共 {len(rows)} 户",
        columns=(
            Column("序号", 0.6),
            Column("乡镇（街道）", 1.6),
            Column("村（社区）", 1.8),
            Column("小组", 0.9),
            Column("户主姓名", 1.2),
            Column("全年星数", 0.8),
            Column("年度星级", 0.8),
        ),
        rows=rows,
        signatures=("经办人", "负责人（盖章）"),
    )


FIGURES = (
    Column("单位", 2.2, "left"), Column("已结季（村·季）", 1.6), Column("已记户次", 1), Column("星数", 1),
    Column("五颗星户次", 1),
)  # fmt: skip


def bulletin_of(cycle: ProgrammeCycle, place: Region, month: str) -> Roster:
    """The month's bulletin 月通报: figures of the units below, in the order of the division table."""
    lines = lines_of(cycle, place)
    return Roster(
        title=f"{place.name}五星平安家庭创建月通报",
        subtitle=f"{month}　{cycle.year}年度",
        columns=FIGURES,
        rows=[_figures(line) for line in [*lines, totals_of(place, lines)]],
        signatures=("制表人", "审核人"),
    )


def _figures(line: Line) -> tuple[str, int, int, int, int]:
    return line.name, line.closed, line.families, line.stars, line.full


def summary_of(cycle: ProgrammeCycle, place: Region) -> Roster:
    """The year's summary 年总评: of each unit the families graded, and those with five and four stars."""
    lines = lines_of(cycle, place)
    columns = (
        Column("单位", 2.2, "left"), Column("参加户数", 1), Column("评出星级", 1), Column("五星", 0.8),
        Column("四星", 0.8), Column("不满四季", 1),
    )  # fmt: skip
    rows = [
        (line.name, line.known, line.graded, line.five_stars, line.four_stars, line.known - line.graded)
        for line in [*lines, totals_of(place, lines)]
    ]
    return Roster(
        title=f"{place.name}{cycle.year}年度五星平安家庭总评",
        subtitle="四季都记了星的家庭才评年度星级；只公布五星、四星",
        columns=columns,
        rows=rows,
        signatures=("制表人", "负责人（盖章）"),
    )
