"""Who does what behind the wall.

Those who decide about families may take down what somebody says and pass it on (`TAKE_IN`): they keep no access.
"""

from anjia.kernel.permissions import grants
from anjia.services.enums import Verb

WORKER, SUPERVISOR = "case_worker", "case_supervisor"
TAKERS = ("village_officer", "town_federation", "district_office")


def grant() -> None:
    """Fill the register of grants; called once, when the slice is ready."""
    grants.allow(Verb.TAKE_IN, *TAKERS, WORKER, SUPERVISOR)
    grants.allow(Verb.COUNT_ADVICE, *TAKERS, WORKER, SUPERVISOR)
    for verb in (Verb.WORK, Verb.READ, Verb.KEEP_RECORD, Verb.REFER, Verb.FOLLOW, Verb.BREAK_GLASS):
        grants.allow(verb, WORKER, SUPERVISOR)
    for verb in (Verb.ASSIGN, Verb.REVIEW_GLASS, Verb.VIEW_FIGURES, Verb.ENTER_OUTSIDE, Verb.ERASE):
        grants.allow(verb, SUPERVISOR)
