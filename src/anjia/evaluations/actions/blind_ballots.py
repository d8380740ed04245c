"""A blind ballot: somebody from another village scores a drawn family without seeing the first scores (issue 4)."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.evaluations.enums import SpotCheckState, Verb
from anjia.evaluations.models import BlindBallot, BlindDeduction
from anjia.evaluations.queries.scoring import sheet_of
from anjia.evaluations.queries.spot_checks import to_rate_blind
from anjia.evaluations.sheet import Deduction
from anjia.kernel import audit
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.permissions import Actor


@transaction.atomic
def record_blind_ballot(
    ballot: BlindBallot, deductions: Iterable[Deduction | tuple[Any, ...]] = (), *, by: Actor, version: int
) -> BlindBallot:
    """Confirm one's own blind scores, or type those of a paper sheet. It counts for nothing but the comparison.

    Raises NotPermitted for anybody but the rater and who drew, Refused once the check is over or the family has left,
    Conflict where the ballot was changed since `version`.
    """
    verb = _verb_of(ballot, by)
    _check_open(ballot)
    taken = [Deduction(*deduction) for deduction in deductions]
    scores = sheet_of(ballot.candidacy).scores_after(taken)
    _write(ballot, scores, version, by)
    ballot.deductions.all().delete()
    BlindDeduction.objects.bulk_create(
        BlindDeduction(
            household_id=ballot.household_id,
            ballot=ballot,
            criterion=deduction.criterion,
            reason=deduction.reason,
            half_points=deduction.half_points,
        )
        for deduction in taken
    )
    path = ballot.candidacy.region.path
    audit.record(verb, ballot, by=by, after={"scores": list(scores)}, region_path=path)
    return ballot


def _verb_of(ballot: BlindBallot, by: Actor) -> Verb:
    if by.pk == ballot.rater_id and by.scopes(Verb.RATE):
        return Verb.RATE
    if by.may(Verb.DRAW_CHECK, ballot.drawn.check_of.region.path):
        return Verb.DRAW_CHECK
    raise NotPermitted(
        _("盲评票由抽到的评分人本人填写；写在纸上的，由乡镇（街道）妇联代录。"),
        who=_("需要换人时，请联系乡镇（街道）妇联。"),
    )


def _check_open(ballot: BlindBallot) -> None:
    if ballot.drawn.check_of.state != SpotCheckState.RUNNING:
        raise Conflict(_("这次抽查盲评已经结束。"))
    if not to_rate_blind(ballot.rater).filter(pk=ballot.pk).exists():
        raise Refused(_("这一户已经退出，或评分人对这一户回避、不再是评分人，不必再评。"))


def _write(ballot: BlindBallot, scores: tuple[int, ...], version: int, by: Actor) -> None:
    unchanged = BlindBallot.objects.filter(pk=ballot.pk, candidacy=ballot.candidacy_id, version=version)
    values = {"scores": scores, "total_half_points": sum(scores), "confirmed_at": timezone.now()}
    values["entered_by_id"] = by.pk
    if not unchanged.update(**values, version=F("version") + 1, updated_at=timezone.now()):
        raise Conflict(_("您打开之后，这张盲评票已在别处改过。"), who=_("请核对现在的内容，再决定是否改写。"))
    ballot.refresh_from_db()
