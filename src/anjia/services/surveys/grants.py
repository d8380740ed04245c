"""Who makes surveys, and who types in what was answered on paper."""

from anjia.kernel.permissions import grants
from anjia.services.grants import SUPERVISOR, WORKER
from anjia.services.surveys.enums import Verb


def grant() -> None:
    """Fill the register of grants; called once."""
    grants.allow(Verb.MAKE, SUPERVISOR)
    for verb in (Verb.FILL, Verb.VIEW):
        grants.allow(verb, WORKER, SUPERVISOR)
