"""What model families and honours tell on a family's staff page: entered here once, taken along everywhere (C3 1)."""

from typing import Any

from anjia.exemplars.enums import Verb
from anjia.exemplars.models import OtherHonour, Plaque
from anjia.exemplars.queries import visible_to
from anjia.households.about import tell
from anjia.households.models import Household
from anjia.web.panels import Panel


@tell
def honours(user: Any, household: Household) -> list[Panel]:
    """This family's recommendations, plaques and honours from elsewhere, and the way to enter one."""
    path = household.region.path
    if not user.may(Verb.VIEW, path):
        return []
    told = {
        "household": household,
        "recommendations": list(visible_to(user).filter(household=household).order_by("-cycle__year", "-pk")),
        "plaques": list(Plaque.objects.filter(household=household).order_by("-made_on", "-pk")),
        "honours": list(OtherHonour.objects.filter(household=household)),
        "can_record": user.may(Verb.RECORD_HONOUR, path),
    }
    return [Panel("exemplars/about_family.html", told, order=30)]
