"""Ready-made standards and cycles for tests, of this slice and of those above it."""

from datetime import date
from typing import Any

from django.utils import timezone

from anjia.kernel.ids import uuid7
from anjia.kernel.permissions import SYSTEM
from anjia.kernel.workflow import advance
from anjia.programmes.actions import load_standards
from anjia.programmes.models import (
    CreditSource,
    CycleStage,
    LeadingGroup,
    ProgrammeCycle,
    StandardVersion,
    TargetAllocation,
)
from anjia.programmes.stages import stages_of_year, submission_deadline_of
from anjia.programmes.standards import parse
from anjia.programmes.workflow import CYCLE
from anjia.regions.models import Region

TITLES = "一二三四五六七八九十"


def standard_version(code: str = "ten_good") -> StandardVersion:
    """A shipped standard in force."""
    return next(version for version in load_standards(SYSTEM) if version.standard.code == code)


def unlimited_standard() -> StandardVersion:
    """A test standard whose one reason may take off everything, for the arithmetic vectors (ten 0s)."""
    criteria = [
        {
            "code": f"c{number}",
            "title": f"试验{title}",
            "guide": "用于验算。",
            "max_score": 10,
            "reasons": [{"text": "用于验算的原因", "max": 10}],
        }
        for number, title in enumerate(TITLES, start=1)
    ]
    data = {"code": "arithmetic", "scheme": "points_100", "title": "验算标准", "version": 1, "criteria": criteria}
    return load_standards(SYSTEM, [parse(data)])[0]


def planned_cycle(place: Any, **changes: Any) -> ProgrammeCycle:
    """A cycle in `place` (a region, or a tree or world with a `county`) that only waits to be opened."""
    region = place if isinstance(place, Region) else place.county
    year = changes.pop("year", timezone.localdate().year)
    values = {
        "title": f"{year}年平安家庭创建",
        "standard_version": changes.get("standard_version") or standard_version(),
        "pass_mark_half_points": 180,
        "naming_day": date(year, 5, 15),
        "submission_deadline": submission_deadline_of(year),
        "authorising_body": "市创建示范活动工作领导小组",
        "authorisation_number": "株创建办〔2025〕8号",
        "authorisation_file_id": uuid7(),
        "authorisation_valid_to": date(year + 1, 12, 31),
        "issuing_organ": "芦淞区妇女联合会",
        "organ_word": "芦妇",
    }
    cycle = ProgrammeCycle.objects.create(region=region, year=year, **(values | changes))
    CycleStage.objects.bulk_create(
        CycleStage(
            cycle=cycle,
            **{name: getattr(stage, name) for name in ("number", "name", "name_en", "starts_on", "ends_on")},
        )
        for stage in stages_of_year(year)
    )
    return cycle


def open_cycle(place: Any, **changes: Any) -> ProgrammeCycle:
    """An open cycle with its stages, a leading group and a target of 100; no village offers credits yet."""
    cycle = planned_cycle(place, **changes)
    LeadingGroup.objects.create(cycle=cycle, region=cycle.region, office="区妇联")
    TargetAllocation.objects.create(cycle=cycle, region=cycle.region, safe_families=100, model_families=10)
    return advance(cycle, CYCLE["open"], by=SYSTEM)


def credit_source(cycle: ProgrammeCycle, village: Region, code: str) -> CreditSource:
    """The village offers a way to earn the credit of one criterion."""
    criterion = cycle.standard_version.criteria.get(code=code)
    return CreditSource.objects.create(cycle=cycle, region=village, criterion=criterion, offer="社区学习日")
