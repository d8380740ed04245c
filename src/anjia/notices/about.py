"""What notices tell on a family's staff page: objections, to whoever investigates them and to nobody else."""

from typing import Any

from anjia.households.about import tell
from anjia.households.models import Household
from anjia.notices.queries import objections_about, objections_visible_to
from anjia.web.panels import Panel


@tell
def objections(user: Any, household: Household) -> list[Panel]:
    """Grounds and outcomes only: what was said, and by whom, stays on the page of the investigation (frame F6)."""
    seen = objections_about(household).filter(pk__in=objections_visible_to(user).order_by().values("pk"))
    told = list(seen.only("ground", "state", "finding", "received_at", "notice__region__name"))
    return [Panel("notices/about_family.html", {"objections": told}, order=20)] if told else []
