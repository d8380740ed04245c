"""Who handles an application, who may say no, who looks at the quality."""

from anjia.kernel.permissions import grants
from anjia.services.grants import SUPERVISOR, WORKER
from anjia.services.legal_aid.enums import Verb


def grant() -> None:
    """Fill the register of grants; called once."""
    for verb in (Verb.HANDLE, Verb.FOLLOW, Verb.REVIEW, Verb.VIEW_MEASURES):
        grants.allow(verb, WORKER, SUPERVISOR)
    for verb in (Verb.DENY, Verb.KEEP_MEASURES):
        grants.allow(verb, SUPERVISOR)
