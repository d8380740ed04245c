"""Who helps somebody to begin anew, and who enters the district's figures."""

from anjia.kernel.permissions import grants
from anjia.services.grants import SUPERVISOR, WORKER
from anjia.services.reintegration.enums import Verb


def grant() -> None:
    """Fill the register of grants; called once."""
    grants.allow(Verb.HANDLE, WORKER, SUPERVISOR)
    grants.allow(Verb.FOLLOW, WORKER, SUPERVISOR)
    grants.allow(Verb.ENTER_FIGURES, SUPERVISOR)
