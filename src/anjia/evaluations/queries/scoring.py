"""What a rater needs: the sheet of a family, who is recused, which ballots count."""

import uuid
from collections.abc import Collection, Iterable

from django.db.models import Exists, OuterRef, QuerySet

from anjia.evaluations.models import Ballot, Candidacy, GroupMeeting, Recusal
from anjia.evaluations.sheet import Sheet
from anjia.programmes.models import Criterion, DeductionReason, ProgrammeCycle
from anjia.programmes.queries import credited, missing_credit_reasons_off
from anjia.regions.models import Region


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


def to_rate(meeting: GroupMeeting) -> QuerySet[Candidacy]:
    """The families of a meeting in the order in which they are discussed."""
    families = meeting.candidacies.select_related("household", "region", "cycle__standard_version")
    return families.order_by("household__address", "household__head_name", "pk")
