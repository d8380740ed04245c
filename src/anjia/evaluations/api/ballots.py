"""Ballots, up to twenty-five at a time: each is recorded or refused by itself, and sent again it is the same one."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from anjia.accounts.models import User
from anjia.evaluations.actions import record_ballot
from anjia.evaluations.api.candidacies import candidacies
from anjia.evaluations.api.schemas import BallotIn, BallotResultOut, BallotsIn, BallotsOut
from anjia.evaluations.enums import Verb
from anjia.evaluations.models import Candidacy
from anjia.evaluations.sheet import Deduction
from anjia.kernel.exceptions import Refused
from anjia.programmes.models import Criterion, DeductionReason
from anjia.web.api.operations import ApiRouter
from anjia.web.api.problems import CODES, Absent

router = ApiRouter()


@router.post("/ballots", permission=Verb.RATE, answer=BallotsOut)
def ballots_put(request: HttpRequest, body: BallotsIn) -> BallotsOut:
    """Record a batch of ballots: the answer says of each whether it was taken, and why not."""
    known = _Known(body.ballots, request.user)
    return BallotsOut(results=[_one(ballot, known, request.user) for ballot in body.ballots])


class _Known:
    """What a batch names, in one query of each kind."""

    def __init__(self, ballots: list[BallotIn], user: Any):
        taken = [deduction for ballot in ballots for deduction in ballot.deductions]
        raters = {ballot.rater for ballot in ballots if ballot.rater}
        seen = candidacies(user).select_related("household", "region__parent", "cycle__standard_version", "meeting")
        self.candidacies: Mapping[UUID, Candidacy] = seen.in_bulk([b.candidacy for b in ballots])
        self.raters: Mapping[UUID, User] = {**User.objects.in_bulk(raters), user.pk: user}
        self.criteria = Criterion.objects.in_bulk([d.criterion for d in taken])
        self.reasons = DeductionReason.objects.in_bulk([d.reason for d in taken])


def _one(ballot: BallotIn, known: _Known, user: Any) -> BallotResultOut:
    try:
        with transaction.atomic():
            return _record(ballot, known, user)
    except Refused as refusal:
        return BallotResultOut(
            candidacy=ballot.candidacy,
            is_recorded=False,
            code=CODES[refusal.status],
            detail=str(refusal.message),
            who=str(refusal.who),
        )


def _record(ballot: BallotIn, known: _Known, user: Any) -> BallotResultOut:
    candidacy, rater = known.candidacies.get(ballot.candidacy), known.raters.get(ballot.rater or user.pk)
    if candidacy is None or rater is None:
        raise Absent(_("没有找到这一户，或没有找到评分人。"))
    taken = []
    for deduction in ballot.deductions:
        criterion = known.criteria.get(deduction.criterion)
        if criterion is None:
            raise Absent(_("没有找到这个评分项。"))
        taken.append(Deduction(criterion, known.reasons.get(deduction.reason), deduction.half_points))
    written = record_ballot(candidacy, rater, taken, by=user, version=ballot.version)
    told = {"version": written.version, "total_half_points": written.total_half_points}
    return BallotResultOut(candidacy=ballot.candidacy, is_recorded=True, **told)
