"""What notices and honours ask for: thin, set-based, each with its own verb (domain A4, A5-4, A5-5)."""

import uuid

from django.db.models import QuerySet

from anjia.evaluations.models import Candidacy
from anjia.evaluations.signals import candidacies_left
from anjia.evaluations.workflow import CANDIDACY
from anjia.kernel.permissions import Actor
from anjia.kernel.workflow import advance_many


def publish_candidacies(candidacies: QuerySet[Candidacy], *, by: Actor) -> list[uuid.UUID]:
    """Approved families go on notice; returns the ids that moved. Raises NotPermitted outside the scope."""
    return advance_many(candidacies, CANDIDACY["publish"], by=by)


def take_off_notice(candidacies: QuerySet[Candidacy], *, by: Actor) -> list[uuid.UUID]:
    """A notice was taken down: its families wait for the next one."""
    return advance_many(candidacies, CANDIDACY["take_off_notice"], by=by)


def leave_notice(candidacies: QuerySet[Candidacy], *, by: Actor, note: str = "") -> list[uuid.UUID]:
    """An objection was upheld: the families leave the running; `candidacies_left` is sent."""
    left = advance_many(candidacies, CANDIDACY["leave_notice"], by=by, note=note)
    candidacies_left.send(sender=Candidacy, ids=left, by=by)
    return left


def name_candidacies(candidacies: QuerySet[Candidacy], *, decision_id: uuid.UUID, by: Actor) -> list[uuid.UUID]:
    """The decision was signed: its families are named. Returns the ids that moved."""
    return advance_many(candidacies, CANDIDACY["name"], by=by, set={"decision_id": decision_id})
