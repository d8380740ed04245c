"""Annexes 2 and 3 of the scheme as papers of one family: the old grid and numbering, our own wording (A2-3, A5-9).

Filled with what is known of the family on the day, or empty to be filled in by hand. They are official papers:
Chinese in whatever language somebody reads the site. There is no political status anywhere: its box stays empty.
"""

from datetime import date

from django.utils import translation

from anjia.documents.papers import GridForm
from anjia.evaluations.annexes.application import application
from anjia.evaluations.annexes.cells import scored
from anjia.evaluations.annexes.scores import score_sheet
from anjia.evaluations.queries.candidacies import newest_of
from anjia.households.models import Household
from anjia.programmes.enums import Scheme
from anjia.programmes.queries import current_cycle

APPLICATION, SCORES = "application", "scores"
NAMES = (APPLICATION, SCORES)

__all__ = ["APPLICATION", "NAMES", "SCORES", "annex", "score_sheet"]


def annex(name: str, household: Household, *, filled: bool, on: date, whole_phone: bool = False) -> GridForm | None:
    """One of the two annexes; None where no cycle says by which standard one scores.

    The phone is printed for the family itself alone (`whole_phone`); staff write it in, or look it up with a reason.
    """
    candidacy = newest_of(household)
    cycle = candidacy.cycle if candidacy else current_cycle(household.region, scheme=None)
    shown, way = (household if filled else None), (candidacy if filled else None)
    with translation.override("zh-hans"):
        if name == APPLICATION:
            return application(shown, cycle, way, on=on, whole_phone=whole_phone)
        builder = scored.get(Scheme(cycle.scheme)) if cycle else None
        return builder(shown, cycle, way) if builder and cycle else None
