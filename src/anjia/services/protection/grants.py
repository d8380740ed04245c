"""Who helps against violence."""

from anjia.kernel.permissions import grants
from anjia.services.grants import SUPERVISOR, WORKER
from anjia.services.protection.enums import Verb


def grant() -> None:
    """Fill the register of grants; called once."""
    for verb in Verb:
        grants.allow(verb, WORKER, SUPERVISOR)
