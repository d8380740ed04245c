"""Totals of a district by closed quarter: by town and by topic, small ones hidden with their complements.

A quarter is told once it is over, and no other span of time: what is told of two spans can be subtracted. Nothing
crosses town and topic. What was told once stays as it was, so that yesterday's figures cannot be subtracted from
today's: a case entered later, of an older letter, counts in the quarter in which it was entered. These are what goes
upward into `facts`, once that slice stands.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Avg, Count, Q, Sum
from django.utils import timezone

from anjia.kernel.permissions import Actor, require
from anjia.kernel.scope import SEGMENT, under
from anjia.regions.enums import Level
from anjia.regions.models import Region
from anjia.services.enums import Topic, Verb
from anjia.services.kinds import kind_of
from anjia.services.models import AdviceCount, Case, SatisfactionAnswer
from anjia.services.suppression import FEWEST, Shown, suppress_together

TOWN = Level.TOWN.depth * SEGMENT
SETTLES = timedelta(days=10)
"""How long after its last day a quarter still takes what was received in it; it is told after that."""


def quarter_of(day: date) -> str:
    return f"{day.year}Q{(day.month + 2) // 3}"


def days_of(quarter: str) -> tuple[date, date]:
    """The first day of a quarter and the first of the next."""
    year, number = int(quarter[:4]), int(quarter[5:])
    first = date(year, 3 * number - 2, 1)
    return first, (first + timedelta(days=95)).replace(day=1)


def closed_quarters(today: date | None = None, *, most: int = 8) -> list[str]:
    """The quarters that are over and settled, the latest first."""
    day, found = (today or timezone.localdate()) - SETTLES, []
    for _n in range(most):
        day = days_of(quarter_of(day))[0] - timedelta(days=1)
        found.append(quarter_of(day))
    return found


def counted_in(quarter: str) -> Q:
    """A condition on cases: received in the quarter and entered before it settled; or entered in it too late.

    Every case counts in one quarter, and never moves to another.
    """
    first, after = days_of(quarter)
    begins, ends = _midnight(first + SETTLES), _midnight(after + SETTLES)
    in_time = Q(received_on__gte=first, received_on__lt=after, created_at__lt=ends)
    return in_time | Q(received_on__lt=first, created_at__gte=begins, created_at__lt=ends)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


@dataclass(frozen=True)
class Figures:
    """One quarter of a district: cases by town and by topic, advice by topic, and what people thought of the help."""

    towns: list[tuple[str, int | None]]
    topics: list[tuple[str, int | None]]
    total: int | None
    advice: list[tuple[str, int | None]]
    advice_total: int | None
    marks: dict[str, float] | None
    """None where fewer than five answered."""


def figures_of(user: Actor, district: Region, quarter: str, *, kind: str) -> Figures:
    """Raises NotPermitted without the right, ValueError for a quarter that is not over."""
    require(user, Verb.VIEW_FIGURES, district.path)
    if quarter not in closed_quarters():
        raise ValueError(f"{quarter} is not over, or too long ago")
    towns = _towns(district, kind)
    by_place, by_topic = _divided(district, quarter, kind, towns)
    advice = _advice(district, quarter)
    return Figures(
        towns=[(towns.get(path, district.name), count) for path, count in by_place.cells.items()],
        topics=_named(by_topic),
        total=by_place.total,
        advice=_named(advice),
        advice_total=advice.total,
        marks=_marks(district, quarter, kind),
    )


def told_total(district: Region, quarter: str, *, kind: str) -> int | None:
    """How many cases the quarter's figures tell of; None where they hide it."""
    return _divided(district, quarter, kind, _towns(district, kind))[0].total


def told_advice(district: Region, quarter: str) -> int | None:
    """The same of advice."""
    return _advice(district, quarter).total


def _towns(district: Region, kind: str) -> dict[str, str]:
    """By path, with their names; none for a kind that is told of a district as a whole."""
    if not kind_of(kind).tells_towns:
        return {}
    found = Region.objects.filter(under("path", district.path), level=Level.TOWN).order_by("path")
    return dict(found.values_list("path", "name"))


def _divided(district: Region, quarter: str, kind: str, towns: Iterable[str]) -> list[Shown[str]]:
    """By town and by topic. What stands in none of the towns stands with the district."""
    cases = Case.objects.filter(under("region_path", district.path), counted_in(quarter), kind=kind).order_by()
    counted = Counter(path[:TOWN] for path in cases.values_list("region_path", flat=True))
    by_town = {path: counted.pop(path, 0) for path in towns}
    if counted or not by_town:
        by_town[district.path] = counted.total()
    by_topic = dict(cases.values_list("topic").annotate(n=Count("pk")))
    return suppress_together(by_town, {topic: by_topic.get(topic, 0) for topic in Topic.values})


def _advice(district: Region, quarter: str) -> Shown[str]:
    rows = AdviceCount.objects.filter(under("region_path", district.path), quarter=quarter).order_by()
    counted = dict(rows.values_list("topic").annotate(n=Sum("times")))
    (advice,) = suppress_together({topic: counted.get(topic, 0) for topic in Topic.values})
    return advice


def _named(shown: Shown[str]) -> list[tuple[str, int | None]]:
    return [(str(Topic(key).label), count) for key, count in shown.cells.items()]


def _marks(district: Region, quarter: str, kind: str) -> dict[str, float] | None:
    answers = SatisfactionAnswer.objects.filter(county_path=district.path, quarter=quarter, kind=kind)
    if answers.count() < FEWEST:
        return None
    return answers.aggregate(heard=Avg("heard"), told=Avg("told"), helped=Avg("helped"))
