"""What pages and the home show of a cycle: its stages, its bodies, its targets against reality."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from anjia.kernel.scope import under
from anjia.programmes.models import AppraisalPanel, LeadingGroup, ProgrammeCycle, TargetAllocation
from anjia.programmes.participation import Participation, participation_below, participation_of
from anjia.programmes.progress import Counter, counters
from anjia.programmes.queries.bodies import pilots_by_town, towns_of, villages_of
from anjia.programmes.queries.targets import children_of
from anjia.regions.models import Region

# Where there is little room.
SHORT = {1: _("宣传"), 2: _("机制"), 3: _("创评"), 4: _("总结")}


def stage_items(cycle: ProgrammeCycle, today: date, *, short: bool = False) -> list[dict[str, Any]]:
    """The stages as `<c-stages>` takes them."""
    english = get_language() == "en"
    return [
        {
            "label": SHORT.get(stage.number, stage.name)
            if short
            else (stage.name_en if english and stage.name_en else stage.name),
            "dates": f"{_plain(stage.starts_on)}–{_plain(stage.ends_on)}",
            "state": _stage_state(stage, today),
        }
        for stage in cycle.stages.all()
    ]


def _plain(day: date) -> str:
    return f"{day.month}.{day.day}"


def _stage_state(stage: Any, today: date) -> str:
    if stage.ends_on < today:
        return "past"
    return "now" if stage.starts_on <= today else "next"


@dataclass(frozen=True)
class Figure:
    """One registered figure of a place, with the target it counts towards (None: it has none)."""

    label: str | Promise
    value: int
    target: int | None


@dataclass(frozen=True)
class ProgressRow:
    """A place with its figures and its participation; never sorted by either."""

    region: Region
    target: TargetAllocation | None
    figures: list[Figure]
    participation: Participation


@dataclass(frozen=True)
class ProgressTable:
    own: ProgressRow
    rows: list[ProgressRow]


def progress_table(cycle: ProgrammeCycle, place: Region) -> ProgressTable:
    """A place and the places its target was given to, in the order of the division table."""
    children = list(children_of(place))
    targets = {t.region_id: t for t in cycle.targets.filter(region__in=[place, *children])}
    rates = participation_below(place) if children else {}
    shown = counters()
    own, below = [_counted(shown, cycle, paths) for paths in ([place.path], [child.path for child in children])]
    rows = [
        _row(child, targets.get(child.pk), shown, below, rates.get(child.path, Participation(0, 0)))
        for child in children
    ]
    return ProgressTable(_row(place, targets.get(place.pk), shown, own, participation_of(place)), rows)


def _counted(shown: list[Counter], cycle: ProgrammeCycle, paths: list[str]) -> dict[str, Mapping[str, int]]:
    return {counter.key: counter.count(cycle, paths) for counter in shown}


def _row(
    region: Region,
    target: TargetAllocation | None,
    shown: list[Counter],
    counted: dict[str, Mapping[str, int]],
    participation: Participation,
) -> ProgressRow:
    figures = [
        Figure(
            counter.label,
            counted[counter.key].get(region.path, 0),
            getattr(target, counter.target) if target and counter.target else None,
        )
        for counter in shown
    ]
    return ProgressRow(region, target, figures, participation)


def body_counts(cycle: ProgrammeCycle, place: Region) -> dict[str, int]:
    """How many of the towns and villages of a place have their leading group, panel and pilots."""
    inside, here = under("region__path", place.path), under("path", place.path)
    towns = towns_of(cycle).filter(here)
    groups = LeadingGroup.objects.filter(
        inside, cycle=cycle, members__isnull=False, is_proposal=False, region__level="town"
    )
    return {
        "towns": towns.count(),
        "groups": groups.order_by().values("region").distinct().count(),
        "villages": villages_of(cycle).filter(here).count(),
        "panels": AppraisalPanel.objects.filter(inside, cycle=cycle, is_proposal=False).count(),
        "with_pilots": len(pilots_by_town(cycle, place.path)),
    }


def proposals_in(cycle: ProgrammeCycle, place: Region) -> int:
    """How many bodies of a place were only taken over from the year before and wait to be confirmed."""
    waiting = {"cycle": cycle, "is_proposal": True}
    inside = under("region__path", place.path)
    return sum(model.objects.filter(inside, **waiting).count() for model in (LeadingGroup, AppraisalPanel))
