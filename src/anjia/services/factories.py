"""Cases for tests, made by the same actions that people use."""

from typing import Any

from anjia.accounts.models import User
from anjia.kernel.permissions import SYSTEM
from anjia.regions.models import Region
from anjia.services.actions import Told, assign_case, take_in
from anjia.services.enums import Source, Topic
from anjia.services.models import Case
from anjia.web.once import new_token

NAME = "金丝雀女士"
SUMMARY = "金丝雀所说的经过"


def told(**changes: Any) -> Told:
    said = {"name": NAME, "summary": SUMMARY, "topic": Topic.LAND, "consents": True, "phone": "13812345678"}
    return Told(**{**said, **changes})


def new_case(
    region: Region, *, kind: str = "petition", token: str = "", source: str = Source.ONLINE, **changes: Any
) -> Case:
    """A case as anybody sends it in; a petition, unless another kind is named."""
    return take_in(kind, region, told(**changes), source=source, token=token or new_token(), by=SYSTEM)


def case_of(region: Region, lead: User, supervisor: User, **changes: Any) -> Case:
    """One that is given out."""
    case = new_case(region, **changes)
    assign_case(case, lead, by=supervisor)
    return case
