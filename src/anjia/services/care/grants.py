"""Who cares, who keeps the roster of volunteers, who vets them and looks after what was missed and the money."""

from anjia.kernel.permissions import grants
from anjia.services.care.enums import Verb
from anjia.services.grants import SUPERVISOR, WORKER


def grant() -> None:
    """Fill the register of grants; called once."""
    for verb in (Verb.HANDLE, Verb.FOLLOW, Verb.ROSTER):
        grants.allow(verb, WORKER, SUPERVISOR)
    for verb in (Verb.VET, Verb.OVERSEE, Verb.FUND):
        grants.allow(verb, SUPERVISOR)
