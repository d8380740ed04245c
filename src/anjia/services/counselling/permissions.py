"""Who does what in counselling."""

from anjia.kernel.permissions import Actor
from anjia.services.counselling.enums import Verb
from anjia.services.counselling.models import Counselling
from anjia.services.enums import Duty
from anjia.services.permissions import require_member


def require_counsellor(counselling: Counselling, by: Actor) -> None:
    """The lead of the team."""
    require_member(counselling.case, by, Duty.LEAD, verb=Verb.HANDLE)


def require_responder(counselling: Counselling, by: Actor) -> None:
    """Whoever is in the team when there is danger: the counsellor, the supervisor, whoever is on duty."""
    require_member(counselling.case, by, Duty.LEAD, Duty.SUPERVISOR, Duty.MEMBER, verb=Verb.HANDLE)
