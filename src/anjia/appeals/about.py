"""What appeals tell on a family's staff page."""

from typing import Any

from anjia.appeals.enums import Verb
from anjia.appeals.queries import visible_to
from anjia.households.about import tell
from anjia.households.models import Household
from anjia.web.panels import Panel


@tell
def appeals(user: Any, household: Household) -> list[Panel]:
    """What the family contested, and the way to write an appeal down for it."""
    path = household.region.path
    if not user.may(Verb.VIEW, path):
        return []
    rows = visible_to(user).filter(household=household).order_by("-received_on", "-pk")
    told = {"appeals": list(rows), "household": household, "can_file": user.may(Verb.FILE, path)}
    return [Panel("appeals/about_family.html", told, order=25)]
