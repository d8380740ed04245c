"""Mediation is led by one person of the team."""

from anjia.kernel.permissions import Actor
from anjia.services.enums import Duty
from anjia.services.mediation.enums import Verb
from anjia.services.mediation.models import Mediation
from anjia.services.permissions import require_member


def require_handler(mediation: Mediation, by: Actor) -> None:
    """The lead of the team."""
    require_member(mediation.case, by, Duty.LEAD, verb=Verb.HANDLE)
