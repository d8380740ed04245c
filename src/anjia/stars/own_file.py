"""What a family reads of its stars: each quarter, each missing star with its reason and how to win it, its year."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from anjia.households.models import Household
from anjia.households.own_file import Line, Part, own_part
from anjia.stars.adverse import MissedStarStep
from anjia.stars.calendar import deadline
from anjia.stars.enums import Evidence, Miss
from anjia.stars.models import StarQuarter, StarRecord, YearGrade
from anjia.stars.queries import criteria_of, star_cycle_of

WIN_BACK = _("办法：%(guide)s 下一季补上就能得这颗星；本季的依据现在补交，也可以请村（社区）妇联干部更正。")


@own_part(order=45)
def stars(household: Household, on: date) -> Part | None:
    """The latest year of stars; nothing where the family has none."""
    cycle = star_cycle_of(household.region)
    records = list(StarRecord.objects.filter(household=household, cycle=cycle).order_by("quarter")) if cycle else []
    if cycle is None or not records:
        return None
    criteria = criteria_of(cycle)
    village = household.region.parent or household.region
    closed = {q.number: q.is_closed for q in StarQuarter.objects.filter(cycle=cycle, region=village)}
    lines: list[Line] = []
    for record in records:
        is_closed = closed.get(record.quarter, True)
        until = None if is_closed or on > deadline(cycle.year, record.quarter) else deadline(cycle.year, record.quarter)
        lines.append(
            Line(
                _("第 %(n)d 季度") % {"n": record.quarter},
                _("五颗星得了 %(n)d 颗。") % {"n": record.stars},
                _("由村（社区）评选考评小组记；还可以补交依据。") if until else _("由村（社区）评选考评小组记。"),
                chip=_("%(n)d 颗") % {"n": record.stars},
                tone="done" if record.stars == len(criteria) else "plain",
                until=until,
            )
        )
        lines += _missing(record, [(criterion.title, criterion.guide) for criterion in criteria])
    grade = YearGrade.objects.filter(household=household, cycle=cycle).first()
    if grade:
        lines.append(Line(_("全年"), str(grade), _("只公布五星和四星；其他星级只有您家能看到。")))
    return Part(
        _("%(year)d 年的星") % {"year": cycle.year},
        lines=tuple(lines),
        lede=_("每季五颗星，一项一颗，依据只有自我声明、积分、表彰。"),
    )


def _missing(record: StarRecord, criteria: list[tuple[str, str]]) -> Iterator[Line]:
    for at, (title, guide) in enumerate(criteria):
        letter = record.marks[at]
        if letter in Evidence.values:
            continue
        yield Line(
            _("“%(title)s”没有得星") % {"title": title},
            Miss(letter).label,
            WIN_BACK % {"guide": guide},
            tone="due",
            contests=f"{MissedStarStep.key}:{record.pk}",
            contests_part=str(at),
        )
