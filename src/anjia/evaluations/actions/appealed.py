"""An appeal was upheld: what was decided against a family is undone. Whether it may be, is decided above."""

import uuid
from collections.abc import Collection

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.evaluations.actions.returned import UNVOTED
from anjia.evaluations.actions.scoring import WRITTEN, added_up
from anjia.evaluations.enums import CandidacyState as S
from anjia.evaluations.enums import Step, Verb
from anjia.evaluations.models import Ballot, Candidacy, CriterionDeduction, Opinion
from anjia.evaluations.permissions import Consequence
from anjia.evaluations.queries.scoring import counted_ballots
from anjia.evaluations.workflow import CANDIDACY
from anjia.kernel import audit
from anjia.kernel.permissions import Actor
from anjia.kernel.workflow import advance_many

NOTE = _("申诉成立")
BACK_TO = {
    Step.VILLAGE_REVIEW: CANDIDACY["reinstate_to_review"],
    Step.FEDERATION_OPINION: CANDIDACY["reinstate_to_opinion"],
    Step.TOWN_APPROVAL: CANDIDACY["reinstate_to_approval"],
}
Reason = tuple[uuid.UUID, uuid.UUID]


@transaction.atomic
def strike_deductions(candidacy: Candidacy, reasons: Collection[Reason], *, by: Actor) -> int:
    """Give back what was taken off for these reasons (criterion id, reason id), on every ballot that counts.

    The sums and the verdict follow at once. A family that only now reaches the mark is voted on at the next meeting.
    Returns the half-points given back.
    """
    candidacy = Candidacy.objects.select_for_update().get(pk=candidacy.pk)
    ballots = {ballot.pk: ballot for ballot in counted_ballots(Candidacy.objects.filter(pk=candidacy.pk))}
    given = CriterionDeduction.objects.filter(ballot__in=ballots).order_by("pk")
    struck = [row for row in given if (row.criterion_id, row.reason_id) in set(reasons)]
    if not struck or candidacy.meeting is None:
        return 0
    CriterionDeduction.objects.filter(ballot__in=ballots, pk__in=[row.pk for row in struck]).delete()
    order = list(candidacy.cycle.standard_version.criteria.order_by("order").values_list("pk", flat=True))
    for ballot in ballots.values():
        _give_back(ballot, [row for row in struck if row.ballot_id == ballot.pk], order)
    before = {"total_half_points": candidacy.total_half_points, "verdict": candidacy.verdict}
    family = added_up(candidacy.meeting, [candidacy])[0]
    family.save(update_fields=WRITTEN)
    told = {"total_half_points": family.total_half_points, "verdict": family.verdict}
    path = family.region.path
    audit.record(Verb.REINSTATE, family, by=by, before=before, after=told, note=str(NOTE), region_path=path)
    if family.state == S.SCORED and family.verdict != before["verdict"]:
        clear_vote(family, by=by)
    return sum(row.half_points for row in struck)


def _give_back(ballot: Ballot, rows: list[CriterionDeduction], order: list[uuid.UUID]) -> None:
    """One ballot without these deductions."""
    if not rows:
        return
    scores = list(ballot.scores)
    for row in rows:
        scores[order.index(row.criterion_id)] += row.half_points
    Ballot.objects.filter(pk=ballot.pk).update(
        scores=tuple(scores), total_half_points=sum(scores), version=F("version") + 1, updated_at=timezone.now()
    )


@transaction.atomic
def overturn_opinion(opinion: Opinion, *, by: Actor) -> bool:
    """A return or a refusal was wrong: the family stands before the same step again, which may not give the same
    reason a second time. Returns whether it still stood where that step had left it."""
    Opinion.objects.filter(candidacy=opinion.candidacy_id, pk=opinion.pk).update(overturned_at=timezone.now())
    newest = Opinion.objects.filter(candidacy=opinion.candidacy_id).order_by("-given_at", "-pk").first()
    if newest != opinion:
        return False
    one = Candidacy.objects.filter(pk=opinion.candidacy_id)
    move = BACK_TO[Step(opinion.step)]
    return bool(advance_many(one, move, by=Consequence(by), note=str(NOTE)))


@transaction.atomic
def restore_to_notice(candidacy: Candidacy, *, by: Actor) -> bool:
    """An objection's finding was wrong: the family stands on the village's next notice."""
    one = Candidacy.objects.filter(pk=candidacy.pk, state=S.REFUSED)
    return bool(advance_many(one, CANDIDACY["restore_to_notice"], by=Consequence(by), note=str(NOTE)))


@transaction.atomic
def call_again(candidacy: Candidacy, *, by: Actor) -> bool:
    """A family that was put off is to be rated at the next meeting."""
    one = Candidacy.objects.filter(pk=candidacy.pk)
    return bool(advance_many(one, CANDIDACY["call_again"], by=Consequence(by), note=str(NOTE)))


@transaction.atomic
def clear_vote(candidacy: Candidacy, *, by: Actor) -> bool:
    """A family that was not nominated is voted on again. Returns whether it was still waiting for that."""
    scored = Candidacy.objects.filter(pk=candidacy.pk, state=S.SCORED)
    cleared = scored.update(**UNVOTED, version=F("version") + 1, updated_at=timezone.now())
    if cleared:
        before = {"votes_for": candidacy.votes_for, "voters_present": candidacy.voters_present}
        path = candidacy.region.path
        audit.record(Verb.REINSTATE, candidacy, by=by, before=before, note=str(NOTE), region_path=path)
    return bool(cleared)
