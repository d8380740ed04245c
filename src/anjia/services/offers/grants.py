"""Who writes offers and opens them, who takes down who was sent; posters are for whoever hands them out."""

from anjia.kernel.permissions import grants
from anjia.services.grants import SUPERVISOR, TAKERS, WORKER
from anjia.services.offers.enums import Verb


def grant() -> None:
    """Fill the register of grants; called once."""
    grants.allow(Verb.VIEW, *TAKERS, WORKER, SUPERVISOR)
    for verb in (Verb.DRAFT, Verb.REFER, Verb.HANDLE, Verb.FOLLOW):
        grants.allow(verb, WORKER, SUPERVISOR)
    for verb in (Verb.OPEN, Verb.CLOSE):
        grants.allow(verb, SUPERVISOR)
