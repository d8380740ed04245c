"""A year of legal aid beside the year before: each figure in its own unit, growth as A8-8 has it (A9-3).

A closed year is told, of a whole district. Persons, person-times and cases are different things and are never added.
A year is the sum of its quarters, which are told as well: where one of those is hidden, so is the year.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import reduce
from operator import or_

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from anjia.kernel.permissions import Actor, require
from anjia.kernel.scope import under
from anjia.regions.models import Region
from anjia.services.enums import Verb
from anjia.services.figures import SETTLES, counted_in, told_advice, told_total
from anjia.services.legal_aid.enums import Group, Unit
from anjia.services.legal_aid.models import LegalAidApplication
from anjia.services.models import Case
from anjia.services.suppression import FEWEST, suppress_together

Cells = dict[str, int | None]
YEARS_BACK = 3
NOTHING = "—"
GIVEN, APPOINTED, FOR_MINORS, NOT_GIVEN = "given", "appointed", "for_minors", "not_given"
WAYS: dict[str, str | Promise] = {
    GIVEN: _("经申请给予援助"),
    APPOINTED: _("指定辩护"),
    FOR_MINORS: _("指定辩护（未成年人）"),
    NOT_GIVEN: _("没有给予，或还在审查"),
}


def growth(current: int | None, before: int | None) -> str:
    """(this year - last year) / last year, half up, one place; a dash against nothing, or against what is hidden."""
    if not before or current is None:
        return NOTHING
    share = (Decimal(100 * (current - before)) / before).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{share} %"


@dataclass(frozen=True)
class Figure:
    """One figure of a year, beside the year before; None is hidden."""

    label: str | Promise
    unit: Unit
    value: int | None
    before: int | None

    @property
    def growth(self) -> str:
        return growth(self.value, self.before)


def add(figures: Iterable[Figure]) -> int | None:
    """The sum of figures of one unit; ValueError across units, None where one is hidden."""
    found = list(figures)
    if len({figure.unit for figure in found}) > 1:
        raise ValueError("persons, person-times and cases are never added")
    values = [figure.value for figure in found]
    return None if None in values else sum(value for value in values if value is not None)


@dataclass(frozen=True)
class Year:
    """What one closed year tells."""

    received: int | None
    ways: Cells
    groups: Cells
    persons: int | None
    advice: int | None


@dataclass(frozen=True)
class AidFigures:
    """A year and the one before it, told by figure, by way and by group."""

    year: int
    figures: list[Figure]
    ways: list[tuple[str | Promise, int | None]]
    groups: list[tuple[str | Promise, int | None]]
    received: int | None


def closed_years(today: date | None = None) -> list[int]:
    """The years that are over and settled, as their last quarter is; the latest first."""
    this = ((today or timezone.localdate()) - SETTLES).year
    return list(range(this - 1, this - 1 - YEARS_BACK, -1))


def aid_figures(user: Actor, district: Region, year: int) -> AidFigures:
    """Raises NotPermitted without the right, ValueError for a year that is not over."""
    require(user, Verb.VIEW_FIGURES, district.path)
    if year not in closed_years():
        raise ValueError(f"{year} is not over, or too long ago")
    now, then = year_of(district, year), year_of(district, year - 1)
    names = {**{group.value: group.label for group in Group}, "": _("没有填")}
    return AidFigures(
        year=year,
        figures=[
            Figure(_("收到申请和通知"), Unit.CASES, now.received, then.received),
            Figure(_("经申请给予援助"), Unit.CASES, now.ways[GIVEN], then.ways[GIVEN]),
            Figure(_("受援人"), Unit.PERSONS, now.persons, then.persons),
            Figure(_("不立案的咨询"), Unit.PERSON_TIMES, now.advice, then.advice),
        ],
        ways=[(WAYS[key], count) for key, count in now.ways.items()],
        groups=[(names[key], count) for key, count in now.groups.items()],
        received=now.received,
    )


def year_of(district: Region, year: int) -> Year:
    """One year of a district, with whatever is too small hidden."""
    counted = reduce(or_, [counted_in(quarter) for quarter in _quarters(year)])
    cases = Case.objects.filter(under("region_path", district.path), counted)
    rows = LegalAidApplication.objects.filter(case__in=cases)
    held = list(rows.select_related("case__client", "appointed"))
    ways, groups = suppress_together(_by_way(held), _by_group(held))
    if None in [told_total(district, quarter, kind="legal_aid") for quarter in _quarters(year)]:
        return Year(None, dict.fromkeys(WAYS), dict.fromkeys(groups.cells), None, _advice(district, year))
    persons = len({_person(row) for row in held if _is_given(row)})
    shown = ways.cells[GIVEN] is not None and (persons == 0 or persons >= FEWEST)
    return Year(ways.total, ways.cells, groups.cells, persons if shown else None, _advice(district, year))


def _quarters(year: int) -> list[str]:
    return [f"{year}Q{number}" for number in range(1, 5)]


def _is_given(row: LegalAidApplication) -> bool:
    return row.decided_on is not None and not row.refusal and not hasattr(row, "appointed")


def _by_way(rows: Iterable[LegalAidApplication]) -> dict[str, int]:
    counted = Counter(_way(row) for row in rows)
    return {key: counted[key] for key in WAYS}


def _way(row: LegalAidApplication) -> str:
    if hasattr(row, "appointed"):
        return FOR_MINORS if row.appointed.is_for_minor else APPOINTED
    return GIVEN if _is_given(row) else NOT_GIVEN


def _by_group(rows: Iterable[LegalAidApplication]) -> dict[str, int]:
    counted = Counter(row.group for row in rows)
    return {key: counted[key] for key in (*Group.values, "")}


def _person(row: LegalAidApplication) -> tuple[str, ...]:
    """Whom blind indexes tell to be the same person; who was forgotten is one of their own."""
    client = row.case.client
    if client.phone_index:
        return (client.phone_index,)
    if client.name_index:
        return client.name_index, client.region_path
    return (str(client.pk),)


def _advice(district: Region, year: int) -> int | None:
    told = [told_advice(district, quarter) for quarter in _quarters(year)]
    return None if None in told else sum(filter(None, told))
