"""Who counsels, and who keeps rooms, duty and contacts."""

from anjia.kernel.permissions import grants
from anjia.services.counselling.enums import Verb
from anjia.services.grants import SUPERVISOR, WORKER


def grant() -> None:
    """Fill the register of grants; called once."""
    for verb in (Verb.HANDLE, Verb.FOLLOW, Verb.VIEW_ROOMS, Verb.COUNT_GROUPS):
        grants.allow(verb, WORKER, SUPERVISOR)
    grants.allow(Verb.KEEP_ROOMS, SUPERVISOR)
