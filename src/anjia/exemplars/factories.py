"""Model families at every point of their way, for tests of this slice and of those above it."""

from typing import Any

from django.utils import timezone

from anjia.accounts.factories import persona
from anjia.exemplars.actions import (
    forward_roster,
    give_plaque,
    make_plaques,
    rank_families,
    recommend_families,
    submit_roster,
)
from anjia.exemplars.enums import RecommendationState as R
from anjia.exemplars.models import Plaque, Recommendation
from anjia.exemplars.queries import eligible, standing_of, suggested_order
from anjia.honours.actions import decide_naming, draft_decision, sign_decision
from anjia.honours.enums import TitleKind
from anjia.honours.factories import issued_decision
from anjia.honours.models import NamingDecision
from anjia.households.factories import consent
from anjia.households.models import Household
from anjia.programmes.models import ProgrammeCycle, TargetAllocation
from anjia.regions.models import Region


def named_families(world: Any, cycle: ProgrammeCycle, group: Region | None = None, **fields: Any) -> NamingDecision:
    """Families of a group, named by their town, their consent proven."""
    decision = issued_decision(world, cycle, group=group, **fields)
    for household in Household.objects.filter(titles__decision=decision):
        consent(household, proven=True)
    return decision


def recommended(world: Any, cycle: ProgrammeCycle, many: int = 2) -> list[Recommendation]:
    """The first of the village's named families, on its list."""
    if not eligible(cycle, world.village).exists():
        named_families(world, cycle)
    chosen = list(eligible(cycle, world.village).values_list("pk", flat=True)[:many])
    today = timezone.localdate()
    recommend_families(world.village, cycle, title_ids=chosen, agreed_on=today, by=world.village_officer)
    return list(Recommendation.objects.filter(state=R.PROPOSED).order_by("region__path", "pk"))


def submitted(world: Any, cycle: ProgrammeCycle, many: int = 2) -> list[Recommendation]:
    recommended(world, cycle, many)
    submit_roster(world.village, cycle, by=world.village_officer)
    return list(suggested_order(standing_of(cycle, world.town, R.SUBMITTED)))


def forwarded(world: Any, cycle: ProgrammeCycle, many: int = 2) -> list[Recommendation]:
    """With a target of five for the town."""
    rows = submitted(world, cycle, many)
    TargetAllocation.objects.update_or_create(
        cycle=cycle, region=world.town, defaults={"safe_families": 50, "model_families": 5}
    )
    rank_families(world.town, cycle, order=[row.pk for row in rows], by=world.town_federation)
    forward_roster(world.town, cycle, by=world.town_federation)
    return list(standing_of(cycle, world.county, R.RECOMMENDED))


def model_decision(world: Any, cycle: ProgrammeCycle, many: int = 2) -> NamingDecision:
    """Decided by the district's meeting, waiting for its signature."""
    forwarded(world, cycle, many)
    office = world.district_office
    drafted = draft_decision(world.county, cycle, by=office, kind=TitleKind.MODEL_FAMILY)
    return decide_naming(drafted, met_on=timezone.localdate(), by=office)


def second_office(world: Any) -> Any:
    """Another person of the district's office."""
    return persona("district_office", world.county)


def issued_models(world: Any, cycle: ProgrammeCycle, many: int = 2) -> NamingDecision:
    decision = model_decision(world, cycle, many)
    return sign_decision(decision, signer_name="周主席", by=second_office(world))


def made_plaques(world: Any, cycle: ProgrammeCycle, many: int = 2) -> list[Plaque]:
    decision = issued_models(world, cycle, many)
    chosen = list(decision.titles.values_list("pk", flat=True))
    make_plaques(world.county, title_ids=chosen, by=world.district_office)
    return list(Plaque.objects.order_by("serial"))


def given_plaque(world: Any, cycle: ProgrammeCycle) -> Plaque:
    plaque = made_plaques(world, cycle, 1)[0]
    return give_plaque(plaque, given_on=timezone.localdate(), received_by="王小明", by=world.village_officer)
