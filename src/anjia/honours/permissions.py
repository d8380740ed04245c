"""Predicates of honours; they agree with `queries`."""

from anjia.documents.models import StoredFile
from anjia.honours.enums import DecisionState, Verb
from anjia.honours.models import NamingDecision
from anjia.kernel.permissions import Actor

FILE_KIND = "honours.decision"
CERTIFICATES_KIND = "honours.certificates"


def can_view(user: Actor, decision: NamingDecision) -> bool:
    return user.may(Verb.VIEW, decision.region.path)


def can_decide(user: Actor, decision: NamingDecision) -> bool:
    return decision.state == DecisionState.DRAFTED and user.may(Verb.DECIDE, decision.region.path)


def can_sign(user: Actor, decision: NamingDecision) -> bool:
    """The organ's signature; whoever decided for the town cannot sign too."""
    waits = decision.state == DecisionState.DECIDED and decision.decided_by_id != user.pk
    return waits and user.may(Verb.SIGN, decision.region.path)


def can_void(user: Actor, decision: NamingDecision) -> bool:
    waits = decision.state in {DecisionState.DRAFTED, DecisionState.DECIDED}
    return waits and user.may(Verb.DECIDE, decision.region.path)


def can_read_file(user: Actor, stored: StoredFile) -> bool:
    """Decisions and rosters: whoever may view honours in the town."""
    return user.may(Verb.VIEW, stored.region_path)


def can_read_certificates(user: Actor, stored: StoredFile) -> bool:
    return user.may(Verb.PRINT_CERTIFICATES, stored.region_path)
