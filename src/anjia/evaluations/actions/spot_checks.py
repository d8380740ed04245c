"""Drawing a town's spot-check, giving the drawn families to raters of another village, ending it (issue 4).

Nothing of it touches a candidacy: a blind score never changes a result.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.accounts.models import User
from anjia.evaluations.actions.scoring import MIN_RATERS
from anjia.evaluations.drawing import Lot, round_from, size_of
from anjia.evaluations.enums import Verb
from anjia.evaluations.messages import tell_asked
from anjia.evaluations.models import BlindBallot, DrawnFamily, Recusal, SpotCheck
from anjia.evaluations.queries.spot_checks import Pool, people_by_village, pool_of
from anjia.evaluations.workflow import SPOT_CHECK
from anjia.households.queries.kin import kin_among
from anjia.kernel import audit
from anjia.kernel.context import rehearsing
from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.permissions import Actor, require
from anjia.kernel.workflow import advance
from anjia.programmes.models import ProgrammeCycle
from anjia.regions.enums import Level
from anjia.regions.models import Region
from anjia.web.guarded import find_guarded

# How many of the following villages a family's raters may come from: the first, and those who stand in.
STAND_INS = 3


@dataclass(frozen=True)
class Terms:
    """What is said before the draw: the seed, where anybody finds it, and how much of each village is drawn."""

    seed: str
    seed_source: str
    percent: int = 10
    least: int = 3


@transaction.atomic
def draw_spot_check(town: Region, *, cycle: ProgrammeCycle, terms: Terms, by: Actor) -> SpotCheck:
    """Draw scored families of every village of a town and hand each to three raters of another village.

    Refused without a seed and its source, without scored families, or where no other village has three raters; a
    Conflict while a draw of the town is under way. A draw stays on record: it cannot be taken back and made anew.
    """
    require(by, Verb.DRAW_CHECK, town.path)
    _check_terms(town, terms)
    pool = pool_of(cycle, town)
    if not pool.families:
        raise Refused(_("本镇街还没有完成评分的家庭。"), who=_("户长会议完成评分、还没有命名的家庭才进入抽取。"))
    lot = Lot(terms.seed.strip(), timezone.localdate())
    check = _create(town, cycle, lot, terms, pool, by)
    drawn = _drawn(check, lot, pool)
    ballots = _given_out(lot, town, drawn)
    DrawnFamily.objects.bulk_create(drawn)
    BlindBallot.objects.bulk_create(ballots)
    after = {"seed": check.seed, "source": check.seed_source, "families": check.families, "drawn": check.drawn}
    audit.record(Verb.DRAW_CHECK, check, by=by, after=after, region_path=town.path)
    tell_asked(check, ballots, by=by)
    return check


@transaction.atomic
def close_spot_check(check: SpotCheck, *, by: Actor) -> SpotCheck:
    """End the blind scoring; what was not confirmed by then stays unscored."""
    closed: SpotCheck = advance(check, SPOT_CHECK["close"], by=by, set={"closed_at": timezone.now()})
    return closed


def _check_terms(town: Region, terms: Terms) -> None:
    if rehearsing.get():
        raise Refused(_("演练不抽查。"))
    if town.level != Level.TOWN:
        raise Refused(_("抽查由乡镇（街道）进行。"), who=_("请选择一个乡镇（街道）。"))
    if not terms.seed.strip() or not terms.seed_source.strip():
        raise Refused(
            _("请填种子和种子的来源。"), who=_("种子要用谁都能查到、事先定不了的号码，例如当天的福利彩票开奖号码。")
        )
    found = find_guarded(f"{terms.seed} {terms.seed_source}")
    if found:
        raise Refused(_("种子和来源里不能写“%(word)s”。") % {"word": found[0]})
    if not 1 <= terms.percent <= 100 or terms.least < 1:
        raise Refused(_("比例须在 1 到 100 之间，每村至少 1 户。"))


def _create(town: Region, cycle: ProgrammeCycle, lot: Lot, terms: Terms, pool: Pool, by: Actor) -> SpotCheck:
    earlier = SpotCheck.objects.filter(cycle=cycle, region=town).aggregate(last=Max("number"))["last"] or 0
    sizes = [size_of(len(codes), terms.percent, terms.least) for codes in pool.by_village.values()]
    try:
        with transaction.atomic():
            return SpotCheck.objects.create(
                cycle=cycle,
                region=town,
                number=earlier + 1,
                seed=lot.seed,
                seed_source=terms.seed_source.strip(),
                drawn_on=lot.day,
                drawn_by_id=by.pk,
                percent=terms.percent,
                least=terms.least,
                families=len(pool.families),
                drawn=sum(sizes),
                pool=pool.text,
            )
    except IntegrityError:
        raise Conflict(_("本镇街还有一次没有结束的抽查盲评。"), who=_("请先结束那一次，再抽下一次。")) from None


def _drawn(check: SpotCheck, lot: Lot, pool: Pool) -> list[DrawnFamily]:
    rows = []
    for village, codes in pool.by_village.items():
        for place, code in enumerate(lot.drawn(codes, size_of(len(codes), check.percent, check.least)), start=1):
            family = pool.families[code]
            rows.append(
                DrawnFamily(
                    household_id=family.household_id,
                    check_of=check,
                    candidacy=family,
                    village=pool.villages[village],
                    place_in_draw=place,
                    first_sums=family.score_sums,
                    first_raters=family.raters_counted,
                )
            )
    return rows


def _given_out(lot: Lot, town: Region, drawn: list[DrawnFamily]) -> list[BlindBallot]:
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
        for ballot in _of_village(lot, by_village[village], _raters_for(lot, village, circle, people))
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


def _of_village(lot: Lot, families: Iterable[DrawnFamily], raters: list[User]) -> list[BlindBallot]:
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
