"""Appeals for tests of this slice and of those above it."""

from typing import Any

from django.utils import timezone

from anjia.appeals.actions import OnPaper, file_appeal
from anjia.appeals.enums import Ground
from anjia.appeals.models import Appeal
from anjia.evaluations.models import Ballot, Candidacy, CriterionDeduction
from anjia.evaluations.points import add_up
from anjia.households.models import Household
from anjia.programmes.adverse import against

SCAN = b"%PDF-1.4\na signed appeal\n%%EOF\n"


def deducted(candidacy: Candidacy, raters: list[Any], *, criterion: int = 6, half_points: int = 4) -> None:
    """Ballots of these raters, each full but for one deduction; the candidacy's sums follow."""
    criteria = list(candidacy.cycle.standard_version.criteria.order_by("order"))
    full = [c.max_half_points for c in criteria]
    scores = [points - (half_points if at == criterion - 1 else 0) for at, points in enumerate(full)]
    for rater in raters:
        ballot = Ballot.objects.create(
            household=candidacy.household, candidacy=candidacy, rater=rater, scores=scores,
            total_half_points=sum(scores), confirmed_at=timezone.now(), entered_by_id=rater.pk,
        )  # fmt: skip
        chosen = criteria[criterion - 1]
        reason = chosen.reasons.order_by("is_missing_credit", "order").first()
        CriterionDeduction.objects.create(
            household=candidacy.household, ballot=ballot, criterion=chosen, reason=reason, half_points=half_points
        )
    sums = add_up([scores] * len(raters))
    candidacy.score_sums, candidacy.total_half_points = sums, sum(sums)
    candidacy.raters_counted = len(raters)
    candidacy.save()


def appeal_of(household: Household, *, by: Any, step: str = "", on_paper: bool = True, **told: Any) -> Appeal:
    """An appeal against the newest step that stands against the family, or against the one of the kind named."""
    adverse = next(one for one in against([household.pk]) if one.step.key.startswith(step))
    paper = OnPaper(told.pop("received_on", timezone.localdate()), SCAN) if on_paper else None
    return file_appeal(
        household,
        adverse.key,
        by=by,
        paper=paper,
        **{"ground": Ground.WRONG_FACT, "statement": "当天巷道是干净的。", **told},
    )
