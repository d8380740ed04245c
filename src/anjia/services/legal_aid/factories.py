"""Applications for tests, made by the same actions that people use."""

from typing import Any

from anjia.services.factories import case_of
from anjia.services.models import Case

LAWYER = {"lawyer": "文律师", "firm": "某律师事务所", "phone": "0733-12348"}


def aid_case(world: Any, **changes: Any) -> Case:
    """One that is given out."""
    return case_of(world.village, world.case_worker, world.case_supervisor, kind="legal_aid", **changes)
