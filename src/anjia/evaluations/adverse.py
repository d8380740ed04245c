"""What the evaluation can decide against a family, and how it is undone: for the slice of appeals (domain A5)."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anjia.evaluations.actions.appealed import call_again, clear_vote, overturn_opinion, strike_deductions
from anjia.evaluations.enums import CandidacyState as S
from anjia.evaluations.enums import MeetingState, Outcome, Step, StepReason
from anjia.evaluations.models import Ballot, Candidacy, CriterionDeduction, Opinion
from anjia.evaluations.points import shown
from anjia.evaluations.queries.scoring import counted_ballots
from anjia.kernel.permissions import Actor
from anjia.programmes.adverse import Adverse, AdverseStep, Part, register
from anjia.programmes.enums import CycleState, HeldStep

SCORED = (
    S.SCORED, S.NOMINATED, S.REVIEWED, S.ENDORSED, S.APPROVED, S.ON_NOTICE, S.NAMED, S.RETURNED, S.REFUSED,
)  # fmt: skip


def _open(household_ids: Collection[uuid.UUID]) -> QuerySet[Candidacy]:
    """The families' candidacies of cycles that still run: what is closed can no longer be mended."""
    rows = Candidacy.objects.filter(household__in=list(household_ids), cycle__state=CycleState.OPEN)
    return rows.select_related("region", "cycle", "meeting").order_by("-created_at", "pk")


class _OfCandidacy(AdverseStep):
    """A step whose object is the candidacy itself."""

    def candidacy(self, adverse: Adverse) -> Candidacy:
        return Candidacy.objects.select_related("region", "cycle", "meeting").get(pk=adverse.object_id)

    def told(self, family: Candidacy, what: str) -> Adverse:
        return Adverse(self, family.pk, family.household_id, family.region, what, _known_on(family))

    def took_part(self, adverse: Adverse) -> set[uuid.UUID]:
        """Everybody who rated, whoever typed the ballots, and the chair."""
        ballots = Ballot.objects.filter(candidacy=adverse.object_id).order_by()
        people = {pk for row in ballots.values_list("rater_id", "entered_by_id") for pk in row}
        chair = self.candidacy(adverse).meeting
        return people | ({chair.chaired_by_id} if chair and chair.chaired_by_id else set())

    def freezes(self, adverse: Adverse) -> list[tuple[HeldStep, uuid.UUID]]:
        return _everything(self.candidacy(adverse))


def _known_on(family: Candidacy) -> date:
    """A score is known once the meeting has ended, on whatever day it was typed in."""
    meeting = family.meeting
    if meeting is None or meeting.state != MeetingState.CLOSED or meeting.closed_at is None:
        return timezone.localdate()
    return timezone.localdate(meeting.closed_at)


def _everything(family: Candidacy) -> list[tuple[HeldStep, uuid.UUID]]:
    steps = (HeldStep.SCORING, HeldStep.NOMINATION, HeldStep.ADVERSE_OPINION, HeldStep.RANKING)
    return [*((step, family.pk) for step in steps), (HeldStep.CLOSING, family.cycle_id)]


class ScoreStep(_OfCandidacy):
    """Points taken off by raters; each reason can be contested by itself."""

    key = "evaluations.score"
    label = _("扣分")
    remedy = _("扣掉的分数还给这一户，总分和评审组意见马上重算。")

    def against(self, household_ids: Collection[uuid.UUID]) -> list[Adverse]:
        taken = CriterionDeduction.objects.filter(ballot__candidacy=OuterRef("pk"))
        rows = _open(household_ids).filter(Exists(taken), state__in=SCORED, raters_counted__gt=0)
        return [self.told(family, self._words(family)) for family in rows]

    def _words(self, family: Candidacy) -> str:
        told = {"score": family.shown_score, "n": family.raters_counted}
        return gettext("评分：平均 %(score)s 分，%(n)d 位评分人") % told

    def parts(self, adverse: Adverse) -> Sequence[Part]:
        ballots = counted_ballots(Candidacy.objects.filter(pk=adverse.object_id))
        rows = CriterionDeduction.objects.filter(ballot__in=ballots.values("pk"))
        rows = rows.select_related("criterion", "reason").order_by("criterion__order", "reason__order", "pk")
        grouped: dict[str, list[CriterionDeduction]] = defaultdict(list)
        for row in rows:
            grouped[f"{row.criterion_id}/{row.reason_id}"].append(row)
        return [Part(key, _words(group)) for key, group in grouped.items()]

    def undo(self, adverse: Adverse, *, parts: Collection[str], by: Actor) -> None:
        pairs = [tuple(uuid.UUID(half) for half in part.split("/")) for part in parts]
        strike_deductions(self.candidacy(adverse), [(first, second) for first, second in pairs], by=by)


def _words(rows: Sequence[CriterionDeduction]) -> str:
    first = rows[0]
    told = {
        "criterion": first.criterion, "reason": first.reason, "n": len(rows),
        "off": "、".join(shown(points) for points in sorted({row.half_points for row in rows})),
    }  # fmt: skip
    return gettext("%(criterion)s：%(reason)s，扣 %(off)s 分（%(n)d 位评分人）") % told


class LeftOffStep(_OfCandidacy):
    """Scored and voted on, and not on the nomination."""

    key = "evaluations.left_off"
    label = _("没有列入推举")
    remedy = _("原来的表决作废，下一次户长会议重新表决。")

    def against(self, household_ids: Collection[uuid.UUID]) -> list[Adverse]:
        rows = _open(household_ids).filter(state=S.SCORED, meeting__state=MeetingState.CLOSED)
        return [self.told(family, self._words(family)) for family in rows.filter(votes_for__isnull=False)]

    def _words(self, family: Candidacy) -> str:
        told = {"votes": family.votes_for, "present": family.voters_present}
        return gettext("户长会议没有列入推举：%(votes)d 票，到会 %(present)d 户") % told

    def undo(self, adverse: Adverse, *, parts: Collection[str], by: Actor) -> None:
        clear_vote(self.candidacy(adverse), by=by)


class DeferredStep(_OfCandidacy):
    """Put off for want of raters."""

    key = "evaluations.deferred"
    label = _("暂缓")
    remedy = _("这一户列入下一次户长会议评分。")

    def against(self, household_ids: Collection[uuid.UUID]) -> list[Adverse]:
        rows = _open(household_ids).filter(state=S.DEFERRED, meeting__state=MeetingState.CLOSED)
        return [self.told(family, gettext("暂缓：计分的评分人不足三人")) for family in rows]

    def undo(self, adverse: Adverse, *, parts: Collection[str], by: Actor) -> None:
        call_again(self.candidacy(adverse), by=by)


class OpinionStep(AdverseStep):
    """A return or a refusal by one of the three opinions; the object is the opinion."""

    remedy = _("意见撤销，这一户回到原来的一步重新办理，原来的理由不能再用。")

    def __init__(self, key: str, outcome: Outcome, state: S, label: object):
        self.key, self.outcome, self.state, self.label = key, outcome, state, label  # type: ignore[assignment]

    def against(self, household_ids: Collection[uuid.UUID]) -> list[Adverse]:
        newer = Opinion.objects.filter(candidacy=OuterRef("candidacy"), given_at__gt=OuterRef("given_at"))
        rows = Opinion.objects.filter(
            ~Exists(newer),
            candidacy__in=_open(household_ids).filter(state=self.state).order_by().values("pk"),
            outcome=self.outcome,
            overturned_at__isnull=True,
        )
        return [self._told(row) for row in rows.select_related("candidacy__region").order_by("-given_at", "pk")]

    def _told(self, row: Opinion) -> Adverse:
        told = {
            "step": Step(row.step).label, "outcome": row.get_outcome_display(), "reason": StepReason(row.reason).label,
        }  # fmt: skip
        what = gettext("%(step)s：%(outcome)s，理由“%(reason)s”") % told
        done_on = timezone.localdate(row.given_at)
        return Adverse(self, row.pk, row.household_id, row.candidacy.region, what, done_on)

    def opinion(self, adverse: Adverse) -> Opinion:
        return Opinion.objects.select_related("candidacy__cycle").get(pk=adverse.object_id)

    def took_part(self, adverse: Adverse) -> set[uuid.UUID]:
        """Whoever gave it; and whoever gave an opinion on the family before."""
        own = Opinion.objects.filter(candidacy=self.opinion(adverse).candidacy_id).order_by()
        return set(own.values_list(F("given_by_id"), flat=True))

    def freezes(self, adverse: Adverse) -> list[tuple[HeldStep, uuid.UUID]]:
        return _everything(self.opinion(adverse).candidacy)

    def undo(self, adverse: Adverse, *, parts: Collection[str], by: Actor) -> None:
        overturn_opinion(self.opinion(adverse), by=by)


register(ScoreStep())
register(LeftOffStep())
register(DeferredStep())
register(OpinionStep("evaluations.returned", Outcome.RETURN, S.RETURNED, _("退回")))
register(OpinionStep("evaluations.refused", Outcome.REFUSE, S.REFUSED, _("未通过")))
