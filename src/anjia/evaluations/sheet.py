"""The scoring sheet of one family: what may be taken off, and the arithmetic (domain A2-3, A2-5)."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from anjia.evaluations.points import shown
from anjia.kernel.exceptions import Refused
from anjia.programmes.models import Criterion, DeductionReason


class Deduction(NamedTuple):
    """Points a rater takes off: of which criterion, for which reason, how many half-points, with what evidence."""

    criterion: Criterion
    reason: DeductionReason | None
    half_points: int
    evidence_id: uuid.UUID | None = None


@dataclass(frozen=True)
class Sheet:
    """The criteria of the pinned standard in order, and the reasons that may be used for this family."""

    criteria: tuple[Criterion, ...]
    reasons: Mapping[uuid.UUID, tuple[DeductionReason, ...]]
    step_half_points: int

    def reasons_of(self, criterion: Criterion) -> tuple[DeductionReason, ...]:
        return self.reasons.get(criterion.pk, ())

    @property
    def full_half_points(self) -> int:
        return sum(criterion.max_half_points for criterion in self.criteria)

    def scores_after(self, deductions: Iterable[Deduction]) -> tuple[int, ...]:
        """The scores in half-points: full, less what was taken off. Raises Refused for what is not on the sheet."""
        taken: dict[uuid.UUID, int] = {}
        for deduction in deductions:
            self._check(deduction)
            if deduction.criterion.pk in taken:
                raise Refused(_("“%(criterion)s”扣了两次，每条只能扣一次。") % {"criterion": deduction.criterion})
            taken[deduction.criterion.pk] = deduction.half_points
        return tuple(c.max_half_points - taken.get(c.pk, 0) for c in self.criteria)

    def _check(self, deduction: Deduction) -> None:
        criterion, reason = deduction.criterion, deduction.reason
        told = {"criterion": criterion, "max": shown(criterion.max_half_points)}
        if criterion not in self.criteria:
            raise Refused(_("“%(criterion)s”不在本周期采用的标准里。") % told)
        if not 0 < deduction.half_points <= criterion.max_half_points:
            raise Refused(_("“%(criterion)s”的得分须在 0 到 %(max)s 之间。") % told)
        if deduction.half_points % self.step_half_points:
            step = shown(self.step_half_points)
            raise Refused(_("“%(criterion)s”的扣分须是 %(step)s 分的整数倍。") % {**told, "step": step})
        if reason is None:
            raise Refused(
                _("“%(criterion)s”扣了分，但没有选扣分原因。") % told, who=_("请从列表中选一项，或恢复满分。")
            )
        self._check_reason(deduction, reason)

    def _check_reason(self, deduction: Deduction, reason: DeductionReason) -> None:
        told = {"criterion": deduction.criterion, "reason": reason, "max": shown(reason.max_half_points)}
        if reason not in self.reasons_of(deduction.criterion):
            raise Refused(
                _("“%(reason)s”现在不能作为“%(criterion)s”的扣分原因。") % told,
                who=_("本村还没有获得积分的途径，或本户已有积分、选了替代指标时，不因缺积分扣分。"),
            )
        if deduction.half_points > reason.max_half_points:
            raise Refused(_("“%(reason)s”最多扣 %(max)s 分。") % told)
