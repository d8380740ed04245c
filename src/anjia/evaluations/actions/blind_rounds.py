"""Who scores a drawn family blind: three raters of the next village of the circle (issue 4)."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext_lazy as _

from anjia.accounts.models import User
from anjia.evaluations.actions.scoring import MIN_RATERS
from anjia.evaluations.drawing import Lot, round_from
from anjia.evaluations.models import BlindBallot, DrawnFamily, Recusal
from anjia.evaluations.queries.spot_checks import people_by_village
from anjia.households.queries.kin import kin_among
from anjia.kernel.exceptions import Refused
from anjia.regions.models import Region

# How many of the following villages a family's raters may come from: the first, and those who stand in.
STAND_INS = 3


def given_out(lot: Lot, town: Region, drawn: list[DrawnFamily]) -> list[BlindBallot]:
    """The ballots to be filled in: three a family, from the next village of the circle, less who must step aside."""
    people = people_by_village(town)
    villages = {family.village.code for family in drawn}
    circle = lot.ordered(villages | set(people))
    by_village: dict[str, list[DrawnFamily]] = defaultdict(list)
    for family in drawn:
        by_village[family.village.code].append(family)
    return [
        ballot
        for village in circle
        if village in villages
        for ballot in _of_village(by_village[village], _raters_for(lot, village, circle, people))
    ]


def _raters_for(
    lot: Lot, village: str, circle: list[str], people: Mapping[str, Mapping[uuid.UUID, User]]
) -> list[User]:
    """In the order in which they are asked: those of the next village that has raters, then those who stand in."""
    own = people.get(village, {})
    found: dict[uuid.UUID, User] = {}
    for other in [code for code in round_from(village, circle) if people.get(code)][:STAND_INS]:
        there = {str(pk): user for pk, user in people[other].items() if pk not in own}
        found |= {there[code].pk: there[code] for code in lot.ordered(there) if there[code].pk not in found}
    if len(found) < MIN_RATERS:
        raise Refused(
            _("本镇街其他村（社区）能评分的人不足 %(n)d 人，不能交叉盲评。") % {"n": MIN_RATERS},
            who=_("请先在“人员”里登记其他村（社区）的评分人。"),
        )
    return list(found.values())


def _of_village(families: Iterable[DrawnFamily], raters: list[User]) -> list[BlindBallot]:
    families = list(families)
    kin = kin_among([family.household_id for family in families], raters)
    recused = _recused(families)
    ballots = []
    for family in families:
        away = kin.get(family.household_id, set()) | recused.get(family.candidacy_id, set())
        asked = [rater for rater in raters if rater.pk not in away][:MIN_RATERS]
        ballots += [
            BlindBallot(household_id=family.household_id, drawn=family, candidacy_id=family.candidacy_id, rater=rater)
            for rater in asked
        ]
    return ballots


def _recused(families: list[DrawnFamily]) -> dict[uuid.UUID, set[uuid.UUID]]:
    found: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    held = Recusal.objects.filter(candidacy__in=[family.candidacy_id for family in families])
    for candidacy, rater in held.order_by().values_list("candidacy", "rater"):
        found[candidacy].add(rater)
    return found
