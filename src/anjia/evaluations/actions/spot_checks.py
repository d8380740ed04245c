"""A town's spot-check: announced with the source of its seed, drawn once that is known, ended (issue 4).

Nothing of it touches a candidacy: a blind score never changes a result.
"""

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.evaluations.actions.blind_rounds import given_out
from anjia.evaluations.drawing import Lot, size_of
from anjia.evaluations.enums import CallOff, Verb
from anjia.evaluations.messages import tell_asked
from anjia.evaluations.models import BlindBallot, DrawnFamily, SpotCheck
from anjia.evaluations.queries.spot_checks import Pool, in_the_pool, pool_of, redrawn
from anjia.evaluations.workflow import SPOT_CHECK
from anjia.kernel import audit
from anjia.kernel.context import rehearsing
from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.permissions import Actor, require
from anjia.kernel.workflow import advance
from anjia.programmes.models import ProgrammeCycle
from anjia.regions.enums import Level
from anjia.regions.models import Region
from anjia.web.guarded import find_guarded

SEED_LENGTH = 80


@dataclass(frozen=True)
class Terms:
    """What is said before anybody can know the seed: where and when it comes out, and how much is drawn."""

    seed_source: str
    seed_day: date
    percent: int = 10
    least: int = 3


@transaction.atomic
def announce_spot_check(town: Region, *, cycle: ProgrammeCycle, terms: Terms, by: Actor) -> SpotCheck:
    """Say in public how a draw will be made: the list is fixed now, the seed comes from a source of a later day.

    Refused without a source, for a day that is not after today, or without scored families; a Conflict while another
    draw of the town is announced or under way.
    """
    require(by, Verb.DRAW_CHECK, town.path)
    _check_terms(town, terms)
    pool = pool_of(cycle, town)
    if not pool.families:
        raise Refused(_("本镇街还没有完成评分的家庭。"), who=_("户长会议完成评分、还没有命名的家庭才进入抽取。"))
    check = _create(town, cycle, terms, pool, by)
    after = {"source": check.seed_source, "day": check.seed_day, "families": check.families, "list": check.pool_digest}
    audit.record(Verb.DRAW_CHECK, check, by=by, after=after, region_path=town.path)
    return check


@transaction.atomic
def draw_spot_check(check: SpotCheck, *, seed: str, by: Actor) -> SpotCheck:
    """Draw by the seed that was announced, and hand each family to three raters of another village.

    Refused before the seed's day, and where no other village has three raters. A draw stays on record: it cannot be
    taken back and made anew. Who has left since the announcement is drawn with the others and handed to nobody.
    """
    require(by, Verb.DRAW_CHECK, check.region.path)
    seed = seed.strip()
    _check_seed(check, seed)
    told = {"seed": seed, "drawn_on": timezone.localdate(), "drawn_by_id": by.pk}
    running = advance(check, SPOT_CHECK["draw"], by=by, set=told)
    drawn = _drawn(running)
    ballots = given_out(Lot(running.seed, running.seed_day), running.region, drawn)
    DrawnFamily.objects.bulk_create(drawn)
    BlindBallot.objects.bulk_create(ballots)
    after = {"seed": running.seed, "source": running.seed_source, "drawn": running.drawn}
    audit.record(Verb.DRAW_CHECK, running, by=by, after=after, region_path=running.region.path)
    tell_asked(running, ballots, by=by)
    return running


@transaction.atomic
def call_off_spot_check(check: SpotCheck, *, reason: str, by: Actor) -> SpotCheck:
    """Take an announcement back; it stays on the public page with the reason.

    From the seed's day on the only reason left is that no number came out: else one could wait for a better one.
    """
    if reason not in CallOff.values:
        raise Refused(_("请从列表中选一个取消的原因。"))
    if reason != CallOff.NO_NUMBER and timezone.localdate() >= check.seed_day:
        raise Refused(
            _("种子公布的那天起，公告不能再改。"), who=_("号码没有公布的，可以选“号码没有公布”；否则请照公告抽取。")
        )
    called_off: SpotCheck = advance(check, SPOT_CHECK["call_off"], by=by, set={"called_off_reason": reason})
    return called_off


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
    if not terms.seed_source.strip():
        raise Refused(
            _("请填种子的来源。"), who=_("种子要用谁都能查到、事先定不了的号码，例如某一天的福利彩票开奖号码。")
        )
    if terms.seed_day <= timezone.localdate():
        raise Refused(
            _("种子公布的日子至少要在明天。"), who=_("公告时谁也不能知道种子，抽取才公道。请选以后某一天的号码。")
        )
    _check_words(terms.seed_source)
    if not 1 <= terms.percent <= 100 or terms.least < 1:
        raise Refused(_("比例须在 1 到 100 之间，每村至少 1 户。"))


def _check_seed(check: SpotCheck, seed: str) -> None:
    if timezone.localdate() < check.seed_day:
        raise Refused(
            _("种子要到 %(day)s 才公布，现在不能抽取。") % {"day": check.seed_day},
            who=_("请在那天号码公布以后再来；来源是“%(source)s”。") % {"source": check.seed_source},
        )
    if not seed or len(seed) > SEED_LENGTH:
        raise Refused(_("请照公布的号码填种子。"), who=_("最多 %(n)d 个字。") % {"n": SEED_LENGTH})
    _check_words(seed)


def _check_words(text: str) -> None:
    found = find_guarded(text)
    if found:
        raise Refused(_("种子和来源里不能写“%(word)s”。") % {"word": found[0]})


def _create(town: Region, cycle: ProgrammeCycle, terms: Terms, pool: Pool, by: Actor) -> SpotCheck:
    earlier = SpotCheck.objects.filter(cycle=cycle, region=town).aggregate(last=Max("number"))["last"] or 0
    sizes = [size_of(len(codes), terms.percent, terms.least) for codes in pool.by_village.values()]
    try:
        with transaction.atomic():
            return SpotCheck.objects.create(
                cycle=cycle,
                region=town,
                number=earlier + 1,
                announced_on=timezone.localdate(),
                announced_by_id=by.pk,
                seed_source=terms.seed_source.strip(),
                seed_day=terms.seed_day,
                percent=terms.percent,
                least=terms.least,
                families=len(pool.families),
                drawn=sum(sizes),
                pool=pool.text,
                pool_digest=pool.digest,
            )
    except IntegrityError:
        raise Conflict(_("本镇街还有一次没有结束的抽查盲评。"), who=_("请先结束那一次，再公告下一次。")) from None


def _drawn(check: SpotCheck) -> list[DrawnFamily]:
    """The rows of those drawn that still have their scores and their way before them."""
    places = redrawn(check)
    here = in_the_pool(check.cycle, check.region).filter(pk__in=list(places))
    return [
        DrawnFamily(
            household_id=family.household_id,
            check_of=check,
            candidacy=family,
            village=family.region.parent,
            place_in_draw=places[str(family.pk)],
            first_sums=family.score_sums,
            first_raters=family.raters_counted,
        )
        for family in sorted(here.select_related("region__parent"), key=lambda row: places[str(row.pk)])
    ]
