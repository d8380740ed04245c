"""The time line of a candidacy: every change of state, who made it, and what an opinion gave as its reason."""

from dataclasses import dataclass
from datetime import date, datetime

from anjia.accounts.models import User
from anjia.evaluations.enums import CandidacyState as S
from anjia.evaluations.enums import Outcome, StepReason
from anjia.evaluations.models import Candidacy, Opinion
from anjia.evaluations.steps import STEPS
from anjia.evaluations.workflow import CANDIDACY
from anjia.kernel.models import AuditEvent

ADVERSE = (S.RETURNED, S.REFUSED, S.WITHDRAWN)
BY_STATES = {(source, t.target): t for t in CANDIDACY for source in t.source}
OF_STEPS = {move.name for rule in STEPS.values() for move in rule.moves.values()}


@dataclass(frozen=True)
class Event:
    """One line of the time line, as the component wants it; `move` and `verb` say which change it was."""

    at: datetime
    who: str
    label: str
    note: str
    tone: str
    is_current: bool = False
    move: str = ""
    verb: str = ""
    decided_on: date | None = None


def history_of(candidacy: Candidacy) -> list[Event]:
    """From the trail, oldest first; opinions lend their reasons."""
    trail = AuditEvent.objects.filter(object_id=candidacy.pk, after__has_key="state").order_by("id")
    rows = list(trail.values_list("at", "actor_id", "before", "after"))
    opinions = iter(Opinion.objects.filter(candidacy=candidacy).order_by("given_at", "pk"))
    names = dict(User.objects.filter(pk__in={row[1] for row in rows}).values_list("pk", "display_name"))
    events = []
    for at, actor_id, before, after in rows:
        move = BY_STATES.get((before.get("state"), after["state"]))
        if move is None:
            continue
        opinion = next(opinions, None) if move.name in OF_STEPS else None
        tone = "due" if after["state"] in ADVERSE else "done"
        who = names.get(actor_id, "") if actor_id else ""
        day = opinion.decided_on if opinion else None
        told = (str(move.label), reason_of(opinion), tone)
        events.append(Event(at, who, *told, move=move.name, verb=str(move.permission), decided_on=day))
    return events


def reason_of(opinion: Opinion | None) -> str:
    """The reason from the closed list and the note, in one line."""
    if opinion is None:
        return ""
    parts = [str(StepReason(opinion.reason).label)] if opinion.reason else []
    return " · ".join([*parts, opinion.note] if opinion.note else parts)


def last_adverse(candidacy: Candidacy) -> Opinion | None:
    """Why a family was sent back or refused, while it still stands so."""
    if candidacy.state not in ADVERSE:
        return None
    last = candidacy.opinions.exclude(outcome=Outcome.ACCEPT).order_by("-given_at", "-pk")
    return last.first()
