"""What the evaluation offers on a family's staff page: its annexes to print."""

from typing import Any

from anjia.evaluations.annexes import APPLICATION, SCORES
from anjia.households.about import tell
from anjia.households.enums import Verb
from anjia.households.models import Household
from anjia.programmes.queries import current_cycle
from anjia.web.panels import Panel


@tell
def annexes(user: Any, household: Household) -> list[Panel]:
    """Annexes 3 and 2, filled or empty, as PDF or Word; annex 2 needs a standard to score by."""
    if not user.may(Verb.HAND_OUT, household.region.path):
        return []
    has_standard = household.candidacies.exists() or current_cycle(household.region, scheme=None) is not None
    names = (APPLICATION, SCORES) if has_standard else (APPLICATION,)
    return [Panel("evaluations/about_family.html", {"household": household, "names": names}, order=15)]
