"""What rolling management can decide against a family, and how it is undone: for the slice of appeals (A5-7, A5-8)."""

import uuid
from collections.abc import Collection, Sequence

from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anjia.honours.enums import TitleState
from anjia.kernel.permissions import Actor
from anjia.programmes.adverse import Adverse, AdverseStep, Part, register
from anjia.programmes.enums import HeldStep
from anjia.regions.enums import Rule
from anjia.rolling.actions.appealed import overturn_revocation, stands, strike_findings
from anjia.rolling.enums import ReviewState, RevocationState
from anjia.rolling.models import ReviewFinding, Revocation, TitleReview


def _of_title(title_id: uuid.UUID) -> list[tuple[HeldStep, uuid.UUID]]:
    """Nothing is rechecked against the family and nothing taken back while it waits for its answer."""
    return [(HeldStep.RECHECK, title_id), (HeldStep.REVOCATION, title_id)]


def _reviewed(reviews: Collection[TitleReview]) -> set[uuid.UUID]:
    """Everybody who looked, and whoever wrote it down."""
    people = {uuid.UUID(pk) for review in reviews for pk in review.reviewers}
    return people | {review.recorded_by_id for review in reviews if review.recorded_by_id}


class ReviewStep(AdverseStep):
    """A review that was not passed; each criterion can be contested by itself."""

    key = "rolling.review_failed"
    label = _("复核没有通过")
    remedy = _("认定有误的项目划掉；各项都划掉的，这次复核不作数，称号照旧有效。")

    def against(self, household_ids: Collection[uuid.UUID]) -> list[Adverse]:
        failed = TitleReview.objects.filter(household__in=list(household_ids), state=ReviewState.FAILED)
        standing = failed.filter(title__state=TitleState.RECTIFYING)
        rows = standing.select_related("region").order_by("-held_on", "-pk")
        return [self._told(review) for review in rows]

    def _told(self, review: TitleReview) -> Adverse:
        told = {"kind": review.get_kind_display(), "day": review.held_on}
        what = gettext("%(day)s 的%(kind)s没有通过，限期整改") % told
        day = review.recorded_on or review.held_on
        if day is None:
            raise ValueError("a review that was not passed was held on a day")
        return Adverse(self, review.pk, review.household_id, review.region, what, day)

    def review(self, adverse: Adverse) -> TitleReview:
        return TitleReview.objects.get(pk=adverse.object_id)

    def took_part(self, adverse: Adverse) -> set[uuid.UUID]:
        return _reviewed([self.review(adverse)])

    def freezes(self, adverse: Adverse) -> list[tuple[HeldStep, uuid.UUID]]:
        return _of_title(self.review(adverse).title_id)

    def parts(self, adverse: Adverse) -> Sequence[Part]:
        rows = ReviewFinding.objects.filter(review=adverse.object_id).select_related("criterion", "reason")
        rows = rows.order_by("criterion__order", "pk")
        return [Part(str(row.pk), f"{row.criterion}：{row.reason}") for row in rows]

    def undo(self, adverse: Adverse, *, parts: Collection[str], by: Actor) -> None:
        strike_findings(self.review(adverse), [uuid.UUID(part) for part in parts], by=by)


class RevocationStep(AdverseStep):
    """A revocation the family has in hand: nothing takes effect before its time to appeal is over."""

    key = "rolling.revocation"
    label = _("取消称号")
    rule = Rule.TITLE_APPEAL
    remedy = _("称号不予取消；已经取消的恢复称号，有效期不变，公布结果里重新列入。")

    def against(self, household_ids: Collection[uuid.UUID]) -> list[Adverse]:
        decided = Q(state=RevocationState.APPROVED, title__state=TitleState.RECTIFYING)
        decided |= Q(state=RevocationState.EXECUTED, title__state=TitleState.REVOKED)
        rows = Revocation.objects.filter(decided, household__in=list(household_ids), delivered_on__isnull=False)
        return [self._told(case) for case in rows.select_related("region").order_by("-delivered_on", "-pk")]

    def _told(self, case: Revocation) -> Adverse:
        if case.delivered_on is None:
            raise ValueError("a revocation is contested once the family has it in hand")
        what = gettext("整改期满、复查仍未达到，乡镇（街道）同意取消称号")
        return Adverse(self, case.pk, case.household_id, case.region, what, case.delivered_on)

    def case(self, adverse: Adverse) -> Revocation:
        return Revocation.objects.select_related("cancellation").get(pk=adverse.object_id)

    def took_part(self, adverse: Adverse) -> set[uuid.UUID]:
        """Whoever proposed, heard, decided or signed; and whoever looked at the family before."""
        case = self.case(adverse)
        people = {case.proposed_by_id, case.heard_by_id, case.approved_by_id}
        if case.cancellation is not None:
            people |= {case.cancellation.drafted_by_id, case.cancellation.signed_by_id}
        looked = TitleReview.objects.filter(title=case.title_id, household=case.household_id)
        return {pk for pk in people if pk} | _reviewed(looked.order_by("pk"))

    def freezes(self, adverse: Adverse) -> list[tuple[HeldStep, uuid.UUID]]:
        return _of_title(self.case(adverse).title_id)

    def undo(self, adverse: Adverse, *, parts: Collection[str], by: Actor) -> None:
        case = self.case(adverse)
        if stands(case):
            overturn_revocation(case, by=by)


register(ReviewStep())
register(RevocationStep())
