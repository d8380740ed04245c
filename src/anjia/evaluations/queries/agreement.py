"""The agreement of a spot-check, village by village: two statements, whatever was drawn."""

import uuid
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import QuerySet

from anjia.evaluations.actions.scoring import MIN_RATERS
from anjia.evaluations.agreement import Agreement, compare
from anjia.evaluations.models import BlindBallot, DrawnFamily, SpotCheck
from anjia.evaluations.queries.spot_checks import drawn_in
from anjia.regions.models import Region


@dataclass(frozen=True)
class VillageAgreement:
    """A village of the draw. Shown to reviewers, never to the village, and never for a single family."""

    village: Region
    agreement: Agreement


@dataclass(frozen=True)
class Outcome:
    """What a draw has shown so far."""

    villages: list[VillageAgreement] = field(default_factory=list)

    @property
    def whole(self) -> Agreement:
        return sum((line.agreement for line in self.villages), Agreement())


def outcome_of(check: SpotCheck) -> Outcome:
    """The villages in their order. A family counts once all three blind ballots are in."""
    pass_mark = check.cycle.pass_mark_half_points or 0
    families = list(drawn_in(check).order_by("village__path", "place_in_draw"))
    blind = _confirmed(BlindBallot.objects.filter(drawn__check_of=check, confirmed_at__isnull=False))
    villages = {family.village_id: family.village for family in families}
    found: dict[uuid.UUID, Agreement] = defaultdict(Agreement)
    for family in families:
        found[family.village_id] += Agreement(drawn=1) + _of(family, blind.get(family.pk, []), pass_mark)
    return Outcome([VillageAgreement(villages[pk], agreement) for pk, agreement in found.items()])


def _confirmed(ballots: QuerySet[BlindBallot]) -> dict[uuid.UUID, list[tuple[int, ...]]]:
    found: dict[uuid.UUID, list[tuple[int, ...]]] = defaultdict(list)
    for drawn, scores in ballots.order_by("pk").values_list("drawn", "scores"):
        found[drawn].append(scores)
    return found


def _of(family: DrawnFamily, ballots: list[tuple[int, ...]], pass_mark: int) -> Agreement:
    if len(ballots) < MIN_RATERS or not family.first_sums:
        return Agreement()
    return compare(family.first_sums, family.first_raters, ballots, pass_mark)
