"""Predicates of honours; they agree with `queries`."""

from anjia.honours.enums import DecisionState, ErratumState, Verb
from anjia.honours.kinds import kind_of
from anjia.honours.models import Erratum, NamingDecision, Title
from anjia.households.queries.proofs import has_proof_now, near
from anjia.kernel.permissions import Actor
from anjia.kernel.scope import contains

STANDING = {DecisionState.ISSUED, DecisionState.ADOPTED}
FILE_KIND = "honours.decision"
CERTIFICATES_KIND = "honours.certificates"


def can_view(user: Actor, decision: NamingDecision) -> bool:
    """In one's scope, or issued for the town one works below."""
    path = decision.region.path
    is_below = any(contains(path, scope) for scope in user.scopes(Verb.VIEW))
    return user.may(Verb.VIEW, path) or (decision.state in STANDING and is_below)


def can_decide(user: Actor, decision: NamingDecision) -> bool:
    return decision.state == DecisionState.DRAFTED and user.may(kind_of(decision).decide, decision.region.path)


def can_sign(user: Actor, decision: NamingDecision) -> bool:
    """The organ's signature; whoever decided for the town cannot sign too."""
    waits = decision.state == DecisionState.DECIDED and decision.decided_by_id != user.pk
    return waits and user.may(kind_of(decision).sign, decision.region.path)


def can_void(user: Actor, decision: NamingDecision) -> bool:
    waits = decision.state in {DecisionState.DRAFTED, DecisionState.DECIDED}
    return waits and user.may(kind_of(decision).decide, decision.region.path)


def can_download(user: Actor, decision: NamingDecision) -> bool:
    """Decision and roster leave by a download that is noted, never by a plain link."""
    return decision.state in STANDING and user.may(Verb.DOWNLOAD, decision.region.path)


def can_view_title(user: Actor, title: Title) -> bool:
    """Agrees with `queries.titles_visible_to`: unproven, an adopted title is seen in its village alone."""
    path = title.region.path
    if title.adoption_id is None or any(path.startswith(scope) for scope in near(user.scopes(Verb.VIEW))):
        return user.may(Verb.VIEW, path)
    return user.may(Verb.VIEW, path) and has_proof_now(title.household)


def can_print(user: Actor, title: Title) -> bool:
    return user.may(Verb.PRINT_CERTIFICATES, title.region.path)


def can_attach(user: Actor, decision: NamingDecision) -> bool:
    """A scan belongs to a decision that was adopted from paper."""
    return decision.state == DecisionState.ADOPTED and user.may(Verb.ADOPT, decision.region.path)


def can_sign_erratum(user: Actor, erratum: Erratum) -> bool:
    """The organ's signature; never by whoever drafted it."""
    return can_return(user, erratum) and erratum.drafted_by_id != user.pk


def can_return(user: Actor, erratum: Erratum) -> bool:
    return erratum.state == ErratumState.DRAFTED and user.may(Verb.SIGN, erratum.decision.region.path)


def can_resubmit(user: Actor, erratum: Erratum) -> bool:
    return erratum.state == ErratumState.RETURNED and user.may(Verb.RESUBMIT, erratum.decision.region.path)


def can_download_erratum(user: Actor, erratum: Erratum) -> bool:
    return erratum.state == ErratumState.ISSUED and user.may(Verb.DOWNLOAD, erratum.decision.region.path)
