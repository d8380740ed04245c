"""The time line of an appeal, from the trail."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from anjia.accounts.models import User
from anjia.appeals.enums import AppealState as S
from anjia.appeals.models import Appeal
from anjia.appeals.workflow import APPEAL
from anjia.kernel.models import AuditEvent

BY_STATES = {(source, t.target): t for t in APPEAL for source in t.source}


@dataclass(frozen=True)
class Event:
    """One line of the time line, as the component wants it."""

    at: datetime
    who: str
    label: str
    note: str
    tone: str
    is_current: bool = False


def history_of(appeal: Appeal) -> list[Event]:
    """Received, given to whom, answered: the oldest first."""
    trail = AuditEvent.objects.filter(object_id=appeal.pk).order_by("id")
    rows = list(trail.values_list("at", "actor_id", "before", "after", "note"))
    people = {row[1] for row in rows if row[1]} | ({appeal.assigned_to_id} if appeal.assigned_to_id else set())
    names = dict(User.objects.filter(pk__in=people).values_list("pk", "display_name"))
    return [_event(row, names) for row in rows]


def _event(row: tuple[datetime, uuid.UUID | None, Any, Any, str], names: dict[uuid.UUID, str]) -> Event:
    at, actor, before, after, note = row
    move = BY_STATES.get((before.get("state"), after.get("state")))
    label = str(move.label) if move else _("收到申诉")
    tone = "due" if after.get("state") in (S.REJECTED, S.LATE) else "done"
    return Event(at, names.get(actor, "") if actor else "", label, note, tone)
