"""The lines of a notice, many at once: a family's name as it wants to be shown, and its group."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from anjia.evaluations.models import Candidacy
from anjia.evaluations.queries import awaiting_notice
from anjia.households.models import Household
from anjia.households.models.household import mask_name
from anjia.kernel.bulk import insert_rows
from anjia.kernel.ids import uuid7
from anjia.notices.enums import EntryState
from anjia.notices.models import NoticeEntry, PublicNotice
from anjia.notices.queries import publishes_name
from anjia.programmes.models import ProgrammeCycle
from anjia.regions.models import Region

COLUMNS = (
    "id", "created_at", "updated_at", "version",
    "notice", "household", "candidacy", "shown_name", "group_name", "state",
)  # fmt: skip
FACTS = ("pk", "household_id", "household__head_name", "region__name", "shows_name")


def shown_name(head_name: str, publishes: bool) -> str:
    """The full name with a proven consent to publish it, 王*明 without (experience 20)."""
    return head_name if publishes else mask_name(head_name)


def insert_entries(notice: PublicNotice, candidacies: QuerySet[Candidacy]) -> int:
    """One line for each candidacy; returns how many."""
    facts = _facts(candidacies).values_list(*FACTS)
    rows = list(_rows((notice.pk, *fact) for fact in facts))
    insert_rows(NoticeEntry, COLUMNS, rows)
    return len(rows)


def insert_entries_by_village(notices: dict[str, UUID], candidacies: QuerySet[Candidacy]) -> int:
    """One line for each candidacy on the notice of its village; `notices` maps a village's path to its notice."""
    length = len(next(iter(notices), ""))
    facts = _facts(candidacies).values_list("region__path", *FACTS)
    rows = list(_rows(((notices[path[:length]], *fact) for path, *fact in facts)))
    insert_rows(NoticeEntry, COLUMNS, rows)
    return len(rows)


def insert_titled_by_village(notices: dict[str, UUID], families: QuerySet[Household]) -> int:
    """One line for each family that stands there without a candidacy of this cycle; `notices` as above."""
    length = len(next(iter(notices), ""))
    shown = families.annotate(shows_name=publishes_name("pk")).order_by("region__path", "pk")
    facts = shown.values_list("region__path", "pk", "head_name", "region__name", "shows_name")
    rows = list(_rows(((notices[path[:length]], None, *fact) for path, *fact in facts)))
    insert_rows(NoticeEntry, COLUMNS, rows)
    return len(rows)


def _facts(candidacies: QuerySet[Candidacy]) -> QuerySet[Candidacy]:
    return candidacies.annotate(shows_name=publishes_name("household")).order_by("region__path", "pk")


def _rows(facts: Iterator[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    now = timezone.now()
    for notice, candidacy, household, head_name, group, shows_name in facts:
        name = shown_name(head_name, shows_name)
        yield uuid7(), now, now, 1, notice, household, candidacy, name, group, EntryState.LISTED


def preview(village: Region, cycle: ProgrammeCycle) -> list[dict[str, str]]:
    """The lines a notice would have now, as everybody would read them."""
    facts = _facts(awaiting_notice(village, cycle)).values_list("household__head_name", "region__name", "shows_name")
    return [{"name": shown_name(name, shows), "group": group} for name, group, shows in facts]
