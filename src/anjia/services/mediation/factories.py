"""Mediations for tests, made by the same actions that people use."""

from typing import Any

from django.utils import timezone

from anjia.accounts.models import User
from anjia.kernel.permissions import SYSTEM
from anjia.regions.models import Region
from anjia.services.actions import assign_case, take_in
from anjia.services.enums import Source
from anjia.services.factories import told
from anjia.services.mediation.actions import add_committee, begin_talks, make_agreement
from anjia.services.mediation.enums import Channel, Dispute, Form
from anjia.services.mediation.models import Committee, Mediation
from anjia.services.mediation.queries import mediation_of
from anjia.services.models import Case
from anjia.web.once import new_token

OTHER = "白头鹎先生"
LEAD = "case_worker"


def mediation_case(world: Any, *, lead: str | None = LEAD, source: str = Source.ONLINE, **changes: Any) -> Case:
    """One that is given out, unless nobody leads it."""
    said = told(further={"other_side": OTHER}, **changes)
    case = take_in("mediation", world.village, said, source=source, token=new_token(), by=SYSTEM)
    if lead is not None:
        assign_case(case, getattr(world, lead), by=world.case_supervisor)
    return case


def committee_of(world: Any, *, region: Region | None = None, name: str = "村人民调解委员会") -> Committee:
    place, by = region or world.village, world.case_supervisor
    return add_committee(place, name=name, members=5, women=2, elected_on=timezone.localdate(), by=by)


def begun(case: Case, world: Any, *, channel: str = Channel.PEOPLE, dispute: str = Dispute.NEIGHBOUR) -> Mediation:
    """Both sides are willing."""
    committee = _committee(world) if channel == Channel.PEOPLE else None
    by: User = world.case_worker
    told = {"channel": channel, "dispute": dispute, "committee": committee, "mediators": "罗某"}
    return begin_talks(mediation_of(case), **told, both_willing=True, by=by)


def _committee(world: Any) -> Committee:
    return Committee.objects.filter(region_path=world.village.path).first() or committee_of(world)


def agreed(case: Case, world: Any, **changes: Any) -> Mediation:
    words = {"facts": "界墙倒了", "terms": "各修一半", "performance": "月底前修好"}
    days = {"effective_on": timezone.localdate()}
    return make_agreement(begun(case, world), form=Form.WRITTEN, **{**words, **days, **changes}, by=world.case_worker)
