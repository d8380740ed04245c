"""Adding up a meeting's ballots: sums over the counted raters, and the panel's verdict (domain A2-4, A2-7)."""

import uuid
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.evaluations.actions.registry_recusals import follow_registry
from anjia.evaluations.enums import CandidacyState as S
from anjia.evaluations.enums import MeetingState, Verb, Verdict
from anjia.evaluations.models import Candidacy, CriterionDeduction, GroupMeeting
from anjia.evaluations.points import reaches
from anjia.evaluations.queries.scoring import counted_ballots
from anjia.evaluations.workflow import CANDIDACY
from anjia.kernel.exceptions import Conflict
from anjia.kernel.permissions import Actor, require
from anjia.kernel.workflow import advance_many

MIN_RATERS = 3
WRITTEN = ["score_sums", "total_half_points", "raters_counted", "verdict", "evaluated_on"]


@dataclass(frozen=True)
class Finished:
    """How many families were scored, and how many were put off for want of raters."""

    scored: int
    deferred: int


@transaction.atomic
def finish_scoring(meeting: GroupMeeting, *, by: Actor) -> Finished:
    """Add up the ballots of the meeting's families: at least three counted raters, else the family is deferred.

    Who belongs to a family by the registry as it stands now is not counted for it.
    """
    require(by, Verb.HOLD_MEETING, meeting.region.path)
    if meeting.state != MeetingState.OPEN:
        raise Conflict(_("会议不在进行中，不能完成评分。"))
    follow_registry(meeting, by=by)
    waiting = Candidacy.objects.filter(meeting=meeting, state__in=[S.CONSENTED, S.DEFERRED])
    families = added_up(meeting, list(waiting.order_by("pk")))
    Candidacy.objects.bulk_update(families, WRITTEN, batch_size=500)
    enough = [family.pk for family in families if family.raters_counted >= MIN_RATERS]
    scored = advance_many(waiting.filter(pk__in=enough), CANDIDACY["score"], by=by)
    deferred = advance_many(waiting.filter(state=S.CONSENTED), CANDIDACY["defer"], by=by)
    return Finished(len(scored), len(deferred))


def added_up(meeting: GroupMeeting, families: list[Candidacy]) -> list[Candidacy]:
    """The families with their sums over the ballots that count now; not saved (`WRITTEN` names the fields)."""
    counted = counted_ballots(Candidacy.objects.filter(pk__in=[family.pk for family in families]))
    totals = {
        row["candidacy"]: (row["raters"], row["total"])
        for row in counted.values("candidacy").annotate(raters=Count("pk"), total=Sum("total_half_points"))
    }
    taken = CriterionDeduction.objects.filter(ballot__in=counted.values("pk")).order_by()
    off: dict[uuid.UUID, dict[uuid.UUID, int]] = {}
    for row in taken.values("ballot__candidacy", "criterion").annotate(off=Sum("half_points")):
        off.setdefault(row["ballot__candidacy"], {})[row["criterion"]] = row["off"]
    criteria = list(meeting.cycle.standard_version.criteria.order_by("order").values_list("pk", "max_half_points"))
    pass_mark = meeting.cycle.pass_mark_half_points or 0
    # Scores are given at the meeting, on whatever day they are typed in.
    day = min(meeting.held_on, timezone.localdate())
    for family in families:
        raters, total = totals.get(family.pk, (0, 0))
        lost = off.get(family.pk, {})
        sums = tuple(raters * full - lost.get(pk, 0) for pk, full in criteria) if raters else ()
        family.score_sums = sums
        family.total_half_points, family.raters_counted = total, raters
        family.evaluated_on = day if raters >= MIN_RATERS else None
        family.verdict = _verdict(total, raters, pass_mark)
    return families


def _verdict(total: int, raters: int, pass_mark: int) -> str:
    if raters < MIN_RATERS:
        return Verdict.DEFER
    return Verdict.RECOMMEND if reaches(total, raters, pass_mark) else Verdict.NOT_RECOMMEND
