"""The three opinions: accept, return or refuse, for one family or for thousands, in a handful of statements."""

import uuid
from collections.abc import Collection, Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.evaluations.actions.rosters import rosters_for
from anjia.evaluations.enums import REFUSE_REASONS, RETURN_REASONS, Outcome, Step, StepReason
from anjia.evaluations.messages import tell_left
from anjia.evaluations.models import Candidacy, Opinion
from anjia.evaluations.paper_dates import check_decided_on
from anjia.evaluations.permissions import Consequence
from anjia.evaluations.queries.panels import check_panels
from anjia.evaluations.queries.stepping_aside import set_aside
from anjia.evaluations.signals import candidacies_approved, candidacies_left
from anjia.evaluations.steps import STEPS, StepRule
from anjia.kernel.bulk import insert_rows
from anjia.kernel.context import rehearsing
from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.ids import uuid7
from anjia.kernel.permissions import Actor
from anjia.kernel.workflow import advance_many
from anjia.programmes.enums import HeldStep
from anjia.programmes.holds import held
from anjia.web.guarded import validate_guarded

COLUMNS = (
    "id", "created_at", "updated_at", "version", "household", "candidacy",
    "step", "outcome", "reason", "note", "given_by_id", "given_at", "decided_on", "roster_id",
)  # fmt: skip
REASONS = {Outcome.ACCEPT: frozenset({""}), Outcome.RETURN: RETURN_REASONS, Outcome.REFUSE: REFUSE_REASONS}


@transaction.atomic
def give_opinion(
    candidacies: QuerySet[Candidacy],
    step: str,
    outcome: str,
    *,
    by: Actor,
    reason: str = "",
    note: str = "",
    decided_on: date | None = None,
) -> list[uuid.UUID]:
    """One opinion on each of the families; all of them move or none. Returns their ids.

    `decided_on` is the date on the paper where an opinion is typed in afterwards; else it is today's.

    Raises NotPermitted outside the actor's scope, Refused (reason, panel, recusal, guarded words), Conflict where
    a family is not, or no longer, at this step.
    """
    rule = STEPS[step]
    _check_words(outcome, reason, note)
    if decided_on is not None:
        check_decided_on(candidacies, decided_on)
    rows = list(candidacies.order_by().values_list("pk", "household_id", "cycle_id", "region__path"))
    chosen = {pk: household_id for pk, household_id, _cycle, _path in rows}
    if not chosen:
        raise Refused(_("没有选中任何家庭。"), who=_("请先在列表里勾选。"))
    if outcome != Outcome.ACCEPT:
        _check_holds(candidacies, chosen)
        _check_overturned(chosen, rule, reason)
    if not _is_played(by):
        _check_recusals(candidacies, rule.step, by)
        if step == Step.VILLAGE_REVIEW:
            check_panels(candidacies, by)
    moved = advance_many(candidacies, rule.moves[Outcome(outcome)], by=by, note=note)
    if len(moved) != len(chosen):
        raise _conflict(rule, len(chosen), len(moved))
    places = {pk: (cycle_id, path) for pk, _household, cycle_id, path in rows}
    rosters = rosters_for(places, rule, by=by) if _makes_roster(outcome, chosen) else {}
    _insert(rule, outcome, chosen, rosters, by=by, reason=reason, note=note, decided_on=decided_on)
    _tell(rule, outcome, moved, by)
    if outcome != Outcome.ACCEPT:
        tell_left([path for _pk, _household, _cycle, path in rows], rule.step, Outcome(outcome), by=by)
    return moved


def _is_played(by: Actor) -> bool:
    """Whether somebody plays the higher levels of a rehearsal: then no panel must sit and nobody need step aside."""
    return rehearsing.get() and isinstance(by, Consequence)


def approve_candidacies(candidacies: QuerySet[Candidacy], *, by: Actor, note: str = "") -> int:
    """Town approval (domain A5-4). Returns the number approved."""
    return len(give_opinion(candidacies, Step.TOWN_APPROVAL, Outcome.ACCEPT, by=by, note=note))


def _makes_roster(outcome: str, chosen: Mapping[uuid.UUID, uuid.UUID]) -> bool:
    return outcome == Outcome.ACCEPT and len(chosen) > 1 and not rehearsing.get()


def _check_words(outcome: str, reason: str, note: str) -> None:
    if reason not in REASONS[Outcome(outcome)]:
        if outcome == Outcome.ACCEPT:
            raise Refused(_("同意不需要选理由。"))
        raise Refused(_("退回或不予通过，须从列表中选一个理由。"), who=_("退回和不予通过各有自己的理由列表。"))
    try:
        validate_guarded(note)
    except ValidationError as error:
        raise Refused(error.messages[0]) from error


def _check_recusals(candidacies: QuerySet[Candidacy], step: str, by: Actor) -> None:
    chosen = Candidacy.objects.filter(pk__in=candidacies.order_by().values("pk"))
    own = set_aside(chosen, by, step).order_by("pk")
    names = list(own.values_list("household__head_name", flat=True)[:4])
    if names:
        raise Refused(
            _("您对“%(names)s”回避，不能办理；一户也没有改动。") % {"names": "、".join(names)},
            who=_("登记的电话或姓名与您相同的家庭也须回避。请取消勾选，由其他成员办理。"),
        )


def _check_holds(candidacies: QuerySet[Candidacy], ids: Collection[uuid.UUID]) -> None:
    """Nothing adverse is built on a step that a family contests; an assent always goes on."""
    waiting = held(ids, HeldStep.ADVERSE_OPINION)
    if waiting:
        contested = candidacies.filter(pk__in=waiting).order_by("pk")
        names = list(contested.values_list("household__head_name", flat=True)[:4])
        raise Refused(
            _("“%(names)s”的申诉还没有答复，现在不能退回或不予通过；一户也没有改动。") % {"names": "、".join(names)},
            who=_("可以先办同意，或等申诉答复以后再办。"),
        )


def _check_overturned(ids: Collection[uuid.UUID], rule: StepRule, reason: str) -> None:
    """What an appeal found wrong is not said a second time."""
    families = Candidacy.objects.filter(pk__in=list(ids)).order_by().values("pk")
    wrong = Opinion.objects.filter(candidacy__in=families, step=rule.step, reason=reason, overturned_at__isnull=False)
    wrong = wrong.order_by("pk")
    names = list(wrong.values_list("candidacy__household__head_name", flat=True)[:4])
    if names:
        raise Refused(
            _("“%(names)s”申诉成立，已经认定“%(reason)s”不成立，不能再用这个理由；一户也没有改动。")
            % {"names": "、".join(names), "reason": StepReason(reason).label},
            who=_("有新的情况，请选别的理由；否则请办理同意。"),
        )


def _conflict(rule: StepRule, chosen: int, moved: int) -> Conflict:
    told = {"step": rule.step.label, "n": chosen - moved, "state": rule.source.label}
    return Conflict(
        _("有 %(n)d 户不在“%(step)s”这一步（应为“%(state)s”），可能已由别人先办理；一户也没有改动。") % told,
        who=_("请刷新列表后再办。"),
    )


def _insert(
    rule: StepRule,
    outcome: str,
    chosen: Mapping[uuid.UUID, uuid.UUID],
    rosters: Mapping[uuid.UUID, uuid.UUID],
    *,
    by: Actor,
    reason: str,
    note: str,
    decided_on: date | None,
) -> None:
    now = timezone.now()
    given = (rule.step, outcome, reason, note, by.pk, now, decided_on or timezone.localdate())
    rows = (
        (uuid7(), now, now, 1, household_id, candidacy_id, *given, rosters.get(candidacy_id))
        for candidacy_id, household_id in chosen.items()
    )
    insert_rows(Opinion, COLUMNS, rows)


def _tell(rule: StepRule, outcome: str, moved: list[uuid.UUID], by: Actor) -> None:
    if outcome != Outcome.ACCEPT:
        candidacies_left.send(sender=Candidacy, ids=moved, by=by)
    elif rule.step == Step.TOWN_APPROVAL:
        candidacies_approved.send(sender=Candidacy, ids=moved, by=by)
