"""The demonstration's family cards: a family at each step of the year, and one that has not yet agreed itself."""

from collections.abc import Sequence

from anjia.console.demo.ground import Ground
from anjia.evaluations.enums import CandidacyState as S
from anjia.evaluations.models import Candidacy, CriterionDeduction
from anjia.households.demo_cards import give_demo_cards
from anjia.households.models import Household
from anjia.programmes.models import ProgrammeCycle

AT = (S.NAMED, S.ON_NOTICE, S.ENDORSED, S.SCORED)
UNPROVEN = "3组"


def hand_out_cards(ground: Ground, cycle: ProgrammeCycle, later: Sequence[Household]) -> None:
    """Those who lost points come first: there is something to read and to contest. `later` are named long ago."""
    chosen = [family for state in AT if (family := _first_at(state, cycle))]
    listed = Household.objects.filter(region__parent=ground.first, region__name=UNPROVEN, is_active=True)
    first = listed.select_related("region__parent").order_by("pk").first()
    give_demo_cards([*chosen, *([first] if first else []), *later], by=ground.user("village_officer", ground.first))


def _first_at(state: S, cycle: ProgrammeCycle) -> Household | None:
    lost = CriterionDeduction.objects.filter(ballot__candidacy__cycle=cycle, ballot__candidacy__state=state)
    candidacy = Candidacy.objects.filter(pk__in=lost.order_by().values("ballot__candidacy")).order_by("pk").first()
    found = Household.objects.filter(pk=candidacy.household_id) if candidacy else Household.objects.none()
    return found.select_related("region__parent").first()
