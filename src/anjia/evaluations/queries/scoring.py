"""What a rater needs: the sheet of a family, who is recused, which ballots count."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, QuerySet, Sum

from anjia.evaluations.models import Ballot, Candidacy, CriterionDeduction, GroupMeeting, Recusal
from anjia.evaluations.sheet import Sheet
from anjia.programmes.models import Criterion, DeductionReason, ProgrammeCycle
from anjia.programmes.queries import credited, missing_credit_reasons_off
from anjia.regions.models import Region


class Taken(NamedTuple):
    """How many raters took points off for a reason, and how many half-points in all."""

    raters: int
    lost: int


def sheet_of(candidacy: Candidacy) -> Sheet:
    """The sheet of one family: the pinned standard, less the missing-credit reasons that do not apply to it."""
    return sheets_of([candidacy], cycle=candidacy.cycle, group=candidacy.region)[candidacy.pk]


def sheets_of(candidacies: Iterable[Candidacy], *, cycle: ProgrammeCycle, group: Region) -> dict[uuid.UUID, Sheet]:
    """The sheets of several families of one group, in a handful of queries whatever their number."""
    families = list(candidacies)
    version = cycle.standard_version
    criteria = tuple(version.criteria.prefetch_related("reasons").order_by("order"))
    off = missing_credit_reasons_off(cycle, group)
    earned = credited([family.household_id for family in families], cycle)
    return {
        family.pk: Sheet(
            criteria, _usable(criteria, off, earned.get(family.household_id, ()), family), version.step_half_points
        )
        for family in families
    }


def _usable(
    criteria: tuple[Criterion, ...], off: Collection[uuid.UUID], earned: Collection[uuid.UUID], family: Candidacy
) -> dict[uuid.UUID, tuple[DeductionReason, ...]]:
    chosen = family.alternatives.split(",")
    return {
        criterion.pk: tuple(
            reason
            for reason in criterion.reasons.all()
            if not (
                reason.is_missing_credit and (reason.pk in off or criterion.pk in earned or criterion.code in chosen)
            )
        )
        for criterion in criteria
    }


def counted_ballots(candidacies: QuerySet[Candidacy]) -> QuerySet[Ballot]:
    """The ballots that count: confirmed, and not of a rater who is recused for the family (domain A2-7)."""
    recused = Recusal.objects.filter(candidacy=OuterRef("candidacy"), rater=OuterRef("rater"))
    confirmed = Ballot.objects.filter(candidacy__in=candidacies.order_by().values("pk"), confirmed_at__isnull=False)
    return confirmed.filter(~Exists(recused)).order_by()


def taken_of(candidacy: Candidacy) -> Sequence[tuple[DeductionReason, Taken]]:
    """The reasons for which counted raters took points off, with how many raters and how many half-points."""
    ballots = counted_ballots(Candidacy.objects.filter(pk=candidacy.pk))
    rows = CriterionDeduction.objects.filter(ballot__in=ballots.values("pk")).values("reason").order_by()
    found = {row["reason"]: row for row in rows.annotate(raters=Count("pk"), lost=Sum("half_points"))}
    reasons = DeductionReason.objects.filter(pk__in=found).select_related("criterion")
    reasons = reasons.order_by("criterion__order", "order")
    return [(reason, Taken(found[reason.pk]["raters"], found[reason.pk]["lost"])) for reason in reasons]


def to_rate(meeting: GroupMeeting) -> QuerySet[Candidacy]:
    """The families of a meeting in the order in which they are discussed."""
    families = meeting.candidacies.select_related("household", "region", "cycle__standard_version")
    return families.order_by("household__address", "household__head_name", "pk")
