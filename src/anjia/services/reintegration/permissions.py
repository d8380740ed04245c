"""Only the team."""

from anjia.kernel.permissions import Actor
from anjia.services.enums import Duty
from anjia.services.permissions import require_member
from anjia.services.reintegration.enums import Verb
from anjia.services.reintegration.models import Reintegration


def require_helper(row: Reintegration, by: Actor, *duties: Duty) -> None:
    require_member(row.case, by, *duties, verb=Verb.HANDLE)
