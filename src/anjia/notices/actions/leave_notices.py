"""A family leaves a notice, or is shown by another name: at once, on every page and poster (domain B10)."""

import uuid
from collections.abc import Collection, Mapping

from django.db import transaction
from django.db.models import QuerySet

from anjia.evaluations.permissions import Consequence
from anjia.kernel import audit
from anjia.kernel.permissions import Actor
from anjia.kernel.workflow import advance_many
from anjia.notices.entries import shown_name
from anjia.notices.enums import EntryState, Verb
from anjia.notices.models import NoticeEntry
from anjia.notices.queries import publishes_name
from anjia.notices.workflow import ENTRY


def leave_entries(
    entries: QuerySet[NoticeEntry], *, by: Actor, note: str = "", forget: bool = False
) -> list[uuid.UUID]:
    """Take lines off their notices: what follows from an act that was permitted. `forget` drops the names too."""
    ids = list(entries.order_by().values_list("pk", flat=True))
    if not ids:
        return []
    named = {"shown_name": "", "corrected_from": ""} if forget else {}
    chosen = NoticeEntry.objects.filter(pk__in=ids)
    return advance_many(chosen, ENTRY["leave"], by=Consequence(by), note=note, set=named)


@transaction.atomic
def leave_notices(household_ids: Collection[uuid.UUID], *, by: Actor) -> int:
    """Families that withdrew leave every notice and result in this very transaction. Returns the lines taken off."""
    entries = NoticeEntry.objects.filter(household__in=household_ids, state=EntryState.LISTED)
    return len(leave_entries(entries, by=by, forget=True))


@transaction.atomic
def leave_results(titles: Mapping[uuid.UUID, uuid.UUID], *, by: Actor) -> int:
    """Families whose title ended leave the result of its decision; `titles` maps households to decisions.

    The line says nothing of why (frame F6). Returns the lines taken off.
    """
    listed = NoticeEntry.objects.filter(household__in=list(titles), state=EntryState.LISTED)
    shown = listed.filter(notice__decision_id__in=set(titles.values())).values_list(
        "pk", "household_id", "notice__decision_id"
    )
    ended = [pk for pk, household, decision in shown.order_by() if titles[household] == decision]
    return len(leave_entries(NoticeEntry.objects.filter(pk__in=ended), by=by, forget=True))


@transaction.atomic
def relist_results(titles: Mapping[uuid.UUID, uuid.UUID], *, by: Actor) -> int:
    """Families whose title was given back stand in the result of its decision again, shown as they now wish."""
    left = NoticeEntry.objects.filter(household__in=list(titles), notice__decision_id__in=set(titles.values()))
    shown = left.filter(state=EntryState.LEFT).values_list("pk", "household_id", "notice__decision_id")
    back = [pk for pk, household, decision in shown.order_by() if titles[household] == decision]
    again = advance_many(NoticeEntry.objects.filter(pk__in=back), ENTRY["relist"], by=Consequence(by))
    refresh_names(list(titles), by=by)
    return len(again)


@transaction.atomic
def refresh_names(household_ids: Collection[uuid.UUID], *, by: Actor) -> int:
    """Show families as they now wish to be shown. Returns the lines that changed."""
    entries = NoticeEntry.objects.filter(household__in=household_ids, state=EntryState.LISTED)
    rows = entries.select_related("household", "notice__region").annotate(shows_name=publishes_name("household"))
    changed = []
    for entry in rows.order_by():
        name = shown_name(entry.household.head_name, entry.shows_name)
        if entry.shown_name != name:
            entry.shown_name, entry.corrected_from = name, ""
            changed.append(entry)
    NoticeEntry.objects.bulk_update(changed, ["shown_name", "corrected_from"], batch_size=500)
    told = [(entry.pk, entry.notice.region.path, None, {"shown_name": "…"}) for entry in changed]
    audit.record_many(Verb.RENAME_ENTRY, NoticeEntry._meta.label_lower, told, by=by)
    return len(changed)
