"""Who mediates, who keeps the registers, and who reports a count."""

from anjia.kernel.permissions import grants
from anjia.services.grants import SUPERVISOR, TAKERS, WORKER
from anjia.services.mediation.enums import Verb


def grant() -> None:
    """Fill the register of grants; called once."""
    grants.allow(Verb.HANDLE, WORKER, SUPERVISOR)
    grants.allow(Verb.FOLLOW, WORKER, SUPERVISOR)
    grants.allow(Verb.KEEP_REGISTERS, SUPERVISOR)
    grants.allow(Verb.REPORT, *TAKERS, SUPERVISOR)
