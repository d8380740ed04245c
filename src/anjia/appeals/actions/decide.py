"""Answering an appeal: by somebody who took no part, with reasons, in writing; what was wrong is mended at once."""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.appeals.messages import tell_decided
from anjia.appeals.models import Appeal
from anjia.appeals.permissions import ANOTHER, require_outsider
from anjia.appeals.signals import appeal_decided
from anjia.appeals.workflow import APPEAL
from anjia.kernel.exceptions import NotPermitted, Refused
from anjia.kernel.jobs import enqueue
from anjia.kernel.permissions import Actor
from anjia.kernel.workflow import advance
from anjia.programmes.actions import release_holds
from anjia.programmes.adverse import Adverse
from anjia.programmes.enums import HoldOutcome
from anjia.web.guarded import validate_guarded

JOB = "appeals.render_answer"


@transaction.atomic
def decide_appeal(
    appeal: Appeal, *, is_upheld: bool, answer: str, is_unrelated: bool, by: Actor, parts: Collection[str] = ()
) -> Appeal:
    """Uphold or reject. Upheld, the step (or the named `parts` of it) is undone by the slice that took it.

    `is_unrelated` is the declaration to be neither the family nor kin. Raises NotPermitted to whoever took part,
    Refused without reasons, Conflict where it is answered already.
    """
    require_outsider(by, appeal)
    if not is_unrelated:
        raise NotPermitted(_("您本人或近亲属与这件事有关，应当回避。"), who=ANOTHER)
    _check_answer(answer)
    kept = _mended(appeal, parts) if is_upheld else appeal.parts
    told = {"answer": answer.strip(), "decided_at": timezone.now(), "decided_by_id": by.pk, "parts": kept}
    move = APPEAL["uphold" if is_upheld else "reject"]
    decided: Appeal = advance(appeal, move, by=by, set=told)
    if is_upheld:
        decided.kind.undo(adverse_of(decided), parts=list(kept), by=by)
    outcome = HoldOutcome.UNDONE if is_upheld else HoldOutcome.STANDS
    release_holds(decided.pk, outcome=outcome, by=by)
    enqueue(JOB, key=f"{JOB}:{decided.pk}", by=by, appeal_id=decided.pk)
    tell_decided(decided, by=by)
    appeal_decided.send(sender=Appeal, appeal=decided, by=by)
    return decided


def adverse_of(appeal: Appeal) -> Adverse:
    """What is contested, as it was when the appeal came in; it may not stand any more."""
    return Adverse(appeal.kind, appeal.object_id, appeal.household_id, appeal.region, appeal.about, appeal.step_done_on)


def _check_answer(answer: str) -> None:
    if not answer.strip():
        raise Refused(_("请写明核实的情况和理由，家庭会收到这份书面答复。"))
    try:
        validate_guarded(answer)
    except ValidationError as error:
        raise Refused(error.messages[0]) from error


def _mended(appeal: Appeal, parts: Collection[str]) -> dict[str, str]:
    """The parts that are mended: some of those contested; all of them where the step has none to choose from."""
    if not appeal.parts:
        return {}
    chosen = {key: label for key, label in appeal.parts.items() if key in set(parts)}
    if not chosen:
        raise Refused(_("申诉成立，请勾选要更正的项目。"), who=_("一项都不更正的，应选“不成立”。"))
    return chosen
