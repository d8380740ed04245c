"""Predicates of rolling management; they agree with `queries` and with what the actions ask."""

from anjia.honours.enums import HELD, TitleState
from anjia.honours.models import Title
from anjia.kernel.permissions import Actor
from anjia.rolling.enums import CancellationState, RectificationState, RevocationState, Verb
from anjia.rolling.models import Cancellation, Rectification, Revocation

READERS = (Verb.REVIEW, Verb.PROPOSE, Verb.HEAR, Verb.APPROVE, Verb.PREPARE, Verb.SIGN)


def home_of(row: Title | Rectification | Revocation) -> str:
    return row.household.region.path


def can_read_words(user: Actor, row: Title | Revocation) -> bool:
    """What was seen and said is read by who takes part in it; figures and states by everybody in the place."""
    return any(user.may(verb, home_of(row)) for verb in READERS)


def can_review(user: Actor, title: Title) -> bool:
    return title.state in HELD and title.household.is_active and user.may(Verb.REVIEW, home_of(title))


def can_extend(user: Actor, row: Rectification) -> bool:
    return row.state == RectificationState.OPEN and user.may(Verb.REVIEW, home_of(row))


def can_propose(user: Actor, row: Rectification) -> bool:
    is_unmet = row.state == RectificationState.UNMET and row.title.state == TitleState.RECTIFYING
    return is_unmet and user.may(Verb.PROPOSE, home_of(row))


def can_hear(user: Actor, case: Revocation) -> bool:
    return case.state == RevocationState.PROPOSED and user.may(Verb.HEAR, home_of(case))


def can_decide(user: Actor, case: Revocation) -> bool:
    """A second person: neither who proposed nor who heard."""
    is_second = user.pk not in (case.proposed_by_id, case.heard_by_id)
    return case.state == RevocationState.HEARD and is_second and user.may(Verb.APPROVE, home_of(case))


def can_deliver(user: Actor, case: Revocation) -> bool:
    waits = case.state == RevocationState.APPROVED and case.delivered_on is None
    return waits and user.may(Verb.PROPOSE, home_of(case))


def can_note_agreement(user: Actor, case: Revocation) -> bool:
    waits = case.state == RevocationState.APPROVED and case.delivered_on is not None and case.agreed_on is None
    return waits and user.may(Verb.PROPOSE, home_of(case))


def can_sign(user: Actor, paper: Cancellation) -> bool:
    """The organ's signature; never by whoever drafted it."""
    is_second = paper.drafted_by_id != user.pk
    return paper.state == CancellationState.DRAFTED and is_second and user.may(Verb.SIGN, paper.region.path)


def can_void(user: Actor, paper: Cancellation) -> bool:
    return paper.state == CancellationState.DRAFTED and user.may(Verb.PREPARE, paper.region.path)


def can_download(user: Actor, paper: Cancellation) -> bool:
    return paper.state == CancellationState.ISSUED and user.may(Verb.DOWNLOAD, paper.region.path)
