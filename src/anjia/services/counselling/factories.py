"""Counsellings for tests, made by the same actions that people use."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from anjia.services.counselling.actions import begin_course, keep_room
from anjia.services.counselling.models import CounsellingRoom
from anjia.services.counselling.queries import counselling_of
from anjia.services.factories import case_of
from anjia.services.models import Case

DANGER = {"words": "说不想活了", "called": "hotline", "is_accompanied": True}


def talk_case(world: Any, **changes: Any) -> Case:
    """One that is given out."""
    return case_of(world.village, world.case_worker, world.case_supervisor, kind="counselling", **changes)


def going(world: Any, **changes: Any) -> Any:
    """One that has begun."""
    return begin_course(counselling_of(talk_case(world, **changes)), is_told=True, by=world.case_worker)


def a_room(world: Any, name: str = "引航心理咨询室") -> CounsellingRoom:
    return keep_room(world.county, name=name, address="二楼 203", by=world.case_supervisor)


def in_an_hour(hours: int = 1) -> datetime:
    return timezone.now() + timedelta(hours=hours)
