"""A wrong name is put right on the notices, with a dated note; a line nobody could recognise runs anew (domain B13)."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from anjia.evaluations.enums import CandidacyState
from anjia.households.models import Household
from anjia.kernel import audit
from anjia.kernel.permissions import Actor
from anjia.notices.clock import last_day, runs_anew
from anjia.notices.entries import shown_name
from anjia.notices.enums import STARS, EntryState, NoticeKind, Verb
from anjia.notices.models import NoticeEntry
from anjia.notices.queries import SHOWN, publishes_name

FIELDS = ("shown_name", "corrected_on", "corrected_from", "ends_on", "extended_at")


@dataclass(frozen=True)
class PlannedLine:
    """What a correction does to one line: how it will read, and its own new end where it runs anew."""

    entry: NoticeEntry
    name: str
    ends_on: date | None


def _lines(entries: QuerySet[NoticeEntry]) -> QuerySet[NoticeEntry]:
    rows = entries.filter(state=EntryState.LISTED).select_related("notice__region", "notice__cycle", "candidacy")
    return rows.annotate(shows_name=publishes_name("household")).order_by("-notice__published_at", "pk")


def plan_correction(household: Household, head_name: str) -> list[PlannedLine]:
    """The family's lines on notices before naming and of stars, as they will be; writes nothing.

    Results follow the erratum.
    """
    entries = NoticeEntry.objects.filter(household=household, notice__kind__in=(NoticeKind.PRE_NAMING, *STARS))
    return [_planned(entry, head_name) for entry in _lines(entries)]


def _planned(entry: NoticeEntry, head_name: str) -> PlannedLine:
    name = shown_name(head_name, getattr(entry, "shows_name", False))
    waits = entry.candidacy is not None and entry.candidacy.state == CandidacyState.ON_NOTICE
    if not waits or entry.notice.state not in SHOWN or not runs_anew(entry.shown_name, name):
        return PlannedLine(entry, name, None)
    anew = last_day(timezone.localdate(), entry.notice.working_days)
    standing = [end for end in (entry.ends_on, entry.notice.ends_on) if end]
    return PlannedLine(entry, name, anew if not standing or anew > max(standing) else None)


@transaction.atomic
def correct_entries(household: Household, head_name: str, *, by: Actor) -> int:
    """Show the family by its right name. Returns the lines that changed."""
    return _write(plan_correction(household, head_name), by)


@transaction.atomic
def correct_results(decision_id: uuid.UUID, names: Mapping[uuid.UUID, str], *, by: Actor) -> int:
    """After an erratum: the results of a decision show these families (household id to head's name) rightly."""
    entries = NoticeEntry.objects.filter(notice__decision_id=decision_id, household__in=list(names))
    planned = [_planned(entry, names[entry.household_id]) for entry in _lines(entries)]
    return _write(planned, by)


def _write(planned: list[PlannedLine], by: Actor) -> int:
    changed, restarted = [], []
    now, today = timezone.now(), timezone.localdate()
    for line in planned:
        entry = line.entry
        if entry.shown_name == line.name:
            continue
        entry.corrected_from, entry.shown_name, entry.corrected_on = entry.shown_name, line.name, today
        changed.append(entry)
        if line.ends_on:
            entry.ends_on, entry.extended_at = line.ends_on, now
            restarted.append(entry)
    NoticeEntry.objects.bulk_update(changed, FIELDS, batch_size=500)
    label = NoticeEntry._meta.label_lower
    told = [(entry.pk, entry.notice.region.path, None, {"shown_name": "…"}) for entry in changed]
    audit.record_many(Verb.RENAME_ENTRY, label, told, by=by)
    anew = [(entry.pk, entry.notice.region.path, None, {"ends_on": str(entry.ends_on)}) for entry in restarted]
    audit.record_many(Verb.RESTART, label, anew, by=by)
    return len(changed)
