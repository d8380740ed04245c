"""A rater's ballot for one family: everything full but the exceptions, confirmed family by family (domain A2-3)."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.accounts.models import User
from anjia.evaluations.actions.registry_recusals import CAN_BE_RATED
from anjia.evaluations.enums import MeetingState, Verb
from anjia.evaluations.models import Ballot, Candidacy, CriterionDeduction, Recusal
from anjia.evaluations.queries.scoring import sheet_of
from anjia.evaluations.sheet import Deduction
from anjia.kernel import audit
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.permissions import Actor
from anjia.programmes.actions import lock_pass_mark


@transaction.atomic
def record_ballot(
    candidacy: Candidacy,
    rater: User,
    deductions: Iterable[Deduction | tuple[Any, ...]] = (),
    *,
    by: Actor,
    version: int | None = None,
) -> Ballot:
    """Confirm a rater's scores for a family. `deductions` are `(criterion, reason, half_points, evidence_id)`.

    By the rater, or by whoever types paper sheets of a named seat. `version` is that of the ballot that was shown
    (0 for none): somebody else's change since then is a Conflict. The same ballot sent twice is one ballot.
    """
    verb = _check_person(candidacy, rater, by)
    _check_meeting(candidacy, rater)
    taken = [Deduction(*deduction) for deduction in deductions]
    scores = sheet_of(candidacy).scores_after(taken)
    lock_pass_mark(candidacy.cycle, by=by)
    return _write(candidacy, rater, scores, taken, verb=verb, by=by, version=version)


def _check_person(candidacy: Candidacy, rater: User, by: Actor) -> str:
    path = candidacy.region.path
    if by.pk == rater.pk and by.may(Verb.RATE, path):
        return Verb.RATE
    if by.may(Verb.RECORD_BALLOTS, path):
        return Verb.RECORD_BALLOTS
    raise NotPermitted(
        _("只有评分人本人，或代录纸质评分表的村（社区）干部，可以录入这张评分票。"),
        who=_("请由评分人本人或村（社区）妇联干部录入。"),
    )


def _check_meeting(candidacy: Candidacy, rater: User) -> None:
    meeting = candidacy.meeting
    if meeting is None or meeting.state != MeetingState.OPEN:
        raise Refused(_("评分在户长会议进行时办理。"), who=_("请小组长先宣布开会。"))
    if candidacy.state not in CAN_BE_RATED:
        told = {"family": candidacy, "state": candidacy.get_state_display()}
        raise Conflict(_("“%(family)s”现在是“%(state)s”，不能再评分。") % told)
    if not meeting.seats.filter(user=rater).exists():
        raise Refused(_("“%(rater)s”不在本次会议的评分小组里。") % {"rater": rater}, who=_("请小组长先加入席位。"))
    if Recusal.objects.filter(candidacy=candidacy, rater=rater).exists():
        raise Refused(_("“%(rater)s”对这一户回避，不打分。") % {"rater": rater}, who=_("请其他评分人评这一户。"))


def _write(
    candidacy: Candidacy,
    rater: User,
    scores: tuple[int, ...],
    taken: list[Deduction],
    *,
    verb: str,
    by: Actor,
    version: int | None,
) -> Ballot:
    values = {"scores": scores, "total_half_points": sum(scores), "confirmed_at": timezone.now()}
    values["entered_by_id"] = by.pk
    ballot, is_new = Ballot.objects.get_or_create(
        household_id=candidacy.household_id, candidacy=candidacy, rater=rater, defaults=values
    )
    if not is_new:
        if _reads_the_same(ballot, taken):
            return ballot
        _overwrite(ballot, values, version)
    _write_deductions(ballot, taken)
    after = {"scores": list(scores), "deductions": [_told(deduction) for deduction in taken]}
    audit.record(verb, ballot, by=by, after=after, region_path=candidacy.region.path)
    return ballot


def _reads_the_same(ballot: Ballot, taken: list[Deduction]) -> bool:
    written = ballot.deductions.values_list("criterion_id", "reason_id", "half_points", "evidence_id")
    return set(written) == {(d.criterion.pk, d.reason.pk, d.half_points, d.evidence_id) for d in taken if d.reason}


def _overwrite(ballot: Ballot, values: dict[str, object], version: int | None) -> None:
    seen = ballot.version if version is None else version
    unchanged = Ballot.objects.filter(pk=ballot.pk, version=seen)
    if not unchanged.update(**values, version=F("version") + 1, updated_at=timezone.now()):
        raise Conflict(
            _("您打开之后，这张评分票已由别人录入或修改。"), who=_("请核对现在的内容，再决定是否按您的内容改写。")
        )
    ballot.refresh_from_db()
    ballot.deductions.all().delete()


def _write_deductions(ballot: Ballot, taken: list[Deduction]) -> None:
    CriterionDeduction.objects.bulk_create(
        CriterionDeduction(
            household_id=ballot.household_id,
            ballot=ballot,
            criterion=deduction.criterion,
            reason=deduction.reason,
            half_points=deduction.half_points,
            evidence_id=deduction.evidence_id,
        )
        for deduction in taken
    )


def _told(deduction: Deduction) -> list[str | int | uuid.UUID | None]:
    reason = deduction.reason.pk if deduction.reason else None
    return [deduction.criterion.code, reason, deduction.half_points, deduction.evidence_id]
