"""What this slice tells the registries of the slices below: tasks, figures, who hangs on a household, what is found."""

import uuid
from collections.abc import Collection
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anjia.documents import access
from anjia.documents.models import StoredFile
from anjia.evaluations.enums import CandidacyState, MeetingState, Verb
from anjia.evaluations.guide import rehearsal_steps
from anjia.evaluations.home import register_counters, tasks
from anjia.evaluations.models import Candidacy
from anjia.evaluations.queries import visible_to
from anjia.households.searching import found_families
from anjia.households.standing import HELD
from anjia.kernel import dependents
from anjia.kernel.permissions import Actor
from anjia.programmes.guide import find_steps
from anjia.web import search
from anjia.web.panels import find_tasks

ROSTER_FILE, MINUTES_FILE = "evaluations.roster", "evaluations.minutes"
BEGUN = [state for state in CandidacyState if state not in (CandidacyState.DRAFT, CandidacyState.WITHDRAWN)]


def candidacies_of(household_ids: Collection[uuid.UUID]) -> dependents.Dependents:
    """Families whose evaluation has begun cannot simply be undone with the import that brought them."""
    held = Candidacy.objects.filter(household__in=household_ids, state__in=BEGUN)
    return dependents.Dependents(_("候选户"), frozenset(held.values_list("household_id", flat=True)), blocks=True)


def at_a_meeting(household_ids: Collection[uuid.UUID]) -> dependents.Dependents:
    """While its group's meeting is on, a family stays as it was called."""
    held = Candidacy.objects.filter(household__in=household_ids, meeting__state=MeetingState.OPEN)
    label = _("这户所在小组的户长会议正在进行，散会以后再办。")
    return dependents.Dependents(label, frozenset(held.values_list("household_id", flat=True)), blocks=True)


def can_read(actor: Actor, stored: StoredFile) -> bool:
    """Rosters and minutes are read by who sees the candidacies of the place."""
    return actor.may(Verb.VIEW, stored.region_path)


FOUND = ("pk", "household__head_name", "region__name", "region__parent__name", "cycle__year", "state")


def candidacies(user: Any, query: search.Query, most: int) -> list[search.Hit]:
    """The latest year first; who may not open the registry's page of a family may still see how it fares."""
    families = found_families(user, query).order_by().values("pk")
    rows = visible_to(user).filter(household__in=families).order_by("-cycle__year", "region__path", "pk")
    return [
        search.Hit(
            name,
            reverse("evaluations:candidacy_detail", args=[pk]),
            f"{year} · {village}{group}",
            CandidacyState(state).label,
        )
        for pk, name, group, village, year, state in rows.values_list(*FOUND)[:most]
    ]


dependents.register("households.household", candidacies_of)
dependents.register(HELD, at_a_meeting)
access.register(ROSTER_FILE, can_read)
access.register(MINUTES_FILE, can_read)
find_tasks(tasks)
find_steps(10, rehearsal_steps)
register_counters()
search.register(search.Source("candidacies", _("候选户"), Verb.VIEW, candidacies, order=20))
