"""A volunteer for a person: proposed, agreed to in writing, and ended without a reason (domain A9-6; B9)."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.permissions import SYSTEM, Actor
from anjia.kernel.workflow import advance, advance_many
from anjia.regions.enums import Rule
from anjia.regions.legal import number
from anjia.services.actions import keep_paper, meet_clock
from anjia.services.actions.records import ask_team
from anjia.services.actions.walled import note, walled
from anjia.services.care.actions.visits import plan_visit
from anjia.services.care.enums import CareState, PairEnd, PairState, Verb, VolunteerState
from anjia.services.care.matching import free_volunteers
from anjia.services.care.models import CareCase, CarePair, CareVisit, Volunteer
from anjia.services.care.papers import consent_sheet, visit_sheet
from anjia.services.care.permissions import refuse_judge, require_handler
from anjia.services.care.queries import open_pair
from anjia.services.care.workflow import CARE, PAIR, VISIT
from anjia.services.codes import WALLED
from anjia.services.enums import Given
from anjia.services.permissions import require_member


@walled
def propose_pair(care: CareCase, volunteer: Volunteer, *, every_days: int, by: Actor) -> CarePair:
    """Propose a volunteer, with a paper to agree on. One person, one volunteer.

    Raises Refused (not vetted, not free, too rarely), Conflict (one is proposed already, needs not understood).
    """
    require_handler(care, by)
    today = timezone.localdate()
    if care.state != CareState.ASSESSED:
        raise Conflict(_("先了解需要，才能结对；已经有人看望的，先结束现在的结对。"))
    most = number(Rule.CARE_VISIT, today)
    if not 1 <= every_days <= most:
        raise Refused(_("至少每 %(n)d 天看望一次。") % {"n": most})
    if not free_volunteers(care, today).filter(pk=volunteer.pk).exists():
        raise Refused(
            _("这位志愿者现在不能结对：没有通过核查、核查已过期，或已经在看望别人。"),
            who=_("请另选一位，或请督导核查。"),
        )
    refuse_judge(volunteer, care.case.region_path)
    try:
        with transaction.atomic(using=WALLED):
            pair = CarePair.objects.create(care=care, volunteer=volunteer, every_days=every_days)
    except IntegrityError:
        raise Conflict(_("已经提出了一位志愿者，或这位志愿者刚被提给别人。"), who=_("请刷新后查看。")) from None
    name = f"结对同意书 {care.case.number}"
    keep_paper(care.case, consent_sheet(pair), kind="consent", name=name, by=by)
    note(Verb.HANDLE, care.case, by=by, pair=str(pair.pk))
    return pair


@walled
def start_pair(pair: CarePair, *, given: str, own_word: bool, first_on: date, by: Actor) -> CarePair:
    """The person agreed; for a child the guardian in writing, and the child itself wants it. The first visit is set.

    Raises Refused (no consent, a child's without a signature, the check is over), Conflict (not proposed).
    """
    care = pair.care
    require_handler(care, by)
    _require_consent(care, given, own_word)
    today = timezone.localdate()
    volunteer = Volunteer.objects.get(pk=pair.volunteer_id)
    if volunteer.state != VolunteerState.VETTED or not volunteer.check_until or volunteer.check_until < today:
        raise Refused(_("志愿者的核查已过期，不能开始。"), who=_("请督导重新核查，或另选一位。"))
    told = {"given": given, "given_on": today, "started_on": today}
    pair = advance(pair, PAIR["start"], by=by, set=told)
    advance(care, CARE["match"], by=by)
    visit = plan_visit(pair, first_on)
    keep_paper(care.case, visit_sheet(visit), kind="visit", name=f"看望记录表 {care.case.number}", by=by)
    return pair


def _require_consent(care: CareCase, given: str, own_word: bool) -> None:
    if given not in {Given.SIGNED, Given.SPOKEN}:
        raise Refused(_("请记下是怎样同意的。"))
    if care.is_child and given != Given.SIGNED:
        raise Refused(_("孩子结对须由监护人在同意书上签字。"), who=_("请打印“结对同意书”，签字后再开始。"))
    if not own_word:
        raise Refused(_("本人不愿意的，不能结对。"), who=_("孩子也要问过：不愿意就另想办法。"))


@walled
def drop_pair(pair: CarePair, *, by: Actor) -> CarePair:
    """It did not come about."""
    require_handler(pair.care, by)
    return advance(pair, PAIR["drop"], by=by, set={"ended_on": timezone.localdate()})


@walled
def end_pair(pair: CarePair, *, why: str, by: Actor) -> CarePair:
    """End a pair; another volunteer may follow."""
    require_handler(pair.care, by)
    if why not in {PairEnd.WISH, PairEnd.VOLUNTEER, PairEnd.OTHER}:
        raise Refused(_("请从列表里选择。"))
    if pair.state != PairState.RUNNING:
        raise Conflict(_("结对没有在进行。"))
    break_up(pair.care, why, by=by)
    pair.refresh_from_db()
    return pair


@walled
def stop_visits(care: CareCase, *, by: Actor = SYSTEM) -> None:
    """By the code: nobody shall come any more, without a reason. The case stays open."""
    require_member(care.case, by, verb=Verb.FOLLOW)
    if open_pair(care) is None:
        raise Conflict(_("现在没有人来看望。"))
    break_up(care, PairEnd.WISH, by=by)
    ask_team(care.case, _("本人不想再有人来看望：告诉志愿者，问问还需要什么"))


def break_up(care: CareCase, why: str, *, by: Actor) -> None:
    """End whatever pair is open, and its visits, in the caller's transaction."""
    pair = open_pair(care)
    if pair is None:
        return
    told = {"ended_on": timezone.localdate(), "why_ended": why}
    if pair.state == PairState.PROPOSED:
        advance(pair, PAIR["drop"], by=by, set=told)
        return
    advance(pair, PAIR["end"], by=by, set=told)
    advance_many(CareVisit.objects.filter(pair=pair), VISIT["cancel"], by=by)
    meet_clock(care.case, Rule.CARE_VISIT)
    advance(care, CARE["unmatch"], by=by)


def part_from(volunteer: Volunteer) -> None:
    """A volunteer comes no more: whoever was visited is told of to their team, in the caller's transaction."""
    open_ones = (PairState.PROPOSED, PairState.RUNNING)
    for pair in CarePair.objects.filter(volunteer=volunteer, state__in=open_ones).select_related("care__case"):
        break_up(pair.care, PairEnd.VOLUNTEER, by=SYSTEM)
        ask_team(pair.care.case, _("志愿者不能再来看望：告诉本人，另请一位"))
