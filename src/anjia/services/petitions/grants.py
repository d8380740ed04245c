"""Who handles petitions, and who stands above the handling."""

from anjia.kernel.permissions import grants
from anjia.services.grants import SUPERVISOR, WORKER
from anjia.services.petitions.enums import Verb


def grant() -> None:
    """Fill the register of grants; called once."""
    grants.allow(Verb.HANDLE, WORKER, SUPERVISOR)
    grants.allow(Verb.FOLLOW, WORKER, SUPERVISOR)
    grants.allow(Verb.APPROVE, SUPERVISOR)
    grants.allow(Verb.REVIEW, WORKER, SUPERVISOR)
    grants.allow(Verb.VIEW_SUGGESTIONS, WORKER, SUPERVISOR)
    grants.allow(Verb.SUGGEST, SUPERVISOR)
    grants.allow(Verb.APPROVE_SUGGESTION, SUPERVISOR)
