"""A title on its way to being taken back: proposed, the family heard, decided by the town (domain A5-7, A5-8)."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.evaluations.permissions import Consequence
from anjia.honours.enums import TitleState
from anjia.honours.models import Title
from anjia.kernel import audit
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.permissions import Actor, require
from anjia.kernel.workflow import advance
from anjia.programmes.enums import HeldStep
from anjia.rolling.actions.record import keep_title
from anjia.rolling.enums import DeclineReason, Hearing, RectificationState, RevocationState, Verb
from anjia.rolling.holds import refuse_held
from anjia.rolling.messages import tell_to_approve, tell_to_deliver, tell_to_hear
from anjia.rolling.models import Rectification, Revocation
from anjia.rolling.models.revocation import LIVE
from anjia.rolling.periods import last_day_to_appeal
from anjia.rolling.signals import revocation_delivered
from anjia.rolling.workflow import REVOCATION

NOTICE_DAYS = 3
CHANGED = _("刚刚有人办理过这一步。请刷新后查看。")


@transaction.atomic
def propose_revocation(rectification: Rectification, *, reason: str, hearing_on: date, by: Actor) -> Revocation:
    """The village proposes, in writing, and invites the family to be heard.

    Raises Refused while the time to put things right runs, before a recheck that found them missing, without a reason,
    for a hearing that comes too soon, and while an appeal is decided; Conflict where it is proposed already.
    """
    held = Rectification.objects.select_for_update().get(pk=rectification.pk)
    home, today = held.household.region, timezone.localdate()
    require(by, Verb.PROPOSE, home.path)
    if held.state != RectificationState.UNMET or held.title.state != TitleState.RECTIFYING:
        raise Refused(_("整改期满、复查后仍不到位的，才可以提出取消。请先登记整改复查。"))
    refuse_held(held.title, HeldStep.REVOCATION)
    if Revocation.objects.filter(title=held.title, state__in=LIVE).exists():
        raise Conflict(_("这户的取消已经提出过，正在办理。"))
    if not reason.strip():
        raise Refused(_("提出取消要写明理由，家庭会看到。"))
    if hearing_on < today + timedelta(days=NOTICE_DAYS):
        raise Refused(_("听取意见的日期至少在 %(n)d 天以后，好让家庭有准备。") % {"n": NOTICE_DAYS})
    made = Revocation.objects.create(
        household_id=held.household_id, title=held.title, rectification=held, region=home, reason=reason.strip(),
        proposed_by_id=by.pk, proposed_on=today, invited_on=today, hearing_on=hearing_on,
    )  # fmt: skip
    audit.record(Verb.PROPOSE, made, by=by, after={"hearing_on": hearing_on.isoformat()}, region_path=home.path)
    tell_to_hear(made, by=by)
    return made


@transaction.atomic
def record_hearing(revocation: Revocation, *, held_on: date, hearing: str, words: str, by: Actor) -> Revocation:
    """What the family said, in its own words; or that it was invited and did not come, once the day is over."""
    require(by, Verb.HEAR, revocation.household.region.path)
    today, words = timezone.localdate(), words.strip()
    if hearing not in Hearing.values:
        raise Refused(_("请选择家庭是怎样说意见的。"))
    if held_on > today or held_on < revocation.proposed_on:
        raise Refused(_("听取意见的日期要在提出取消以后、今天以前。"))
    if hearing != Hearing.STAYED_AWAY and not words:
        raise Refused(_("请记下家庭说的意见。家庭说“没有意见”的，也请照写。"))
    if hearing == Hearing.STAYED_AWAY and revocation.hearing_on and today < revocation.hearing_on:
        raise Refused(_("约好的日期 %(day)s 还没有到，不能记为没有来。") % {"day": revocation.hearing_on})
    told = {"hearing_on": held_on, "hearing": hearing, "words": words, "heard_by_id": by.pk}
    taken_down = advance(revocation, REVOCATION["hear"], by=Consequence(by), set=told)
    tell_to_approve(taken_down, by=by)
    return taken_down


@transaction.atomic
def approve_revocation(revocation: Revocation, *, by: Actor) -> Revocation:
    """The town agrees. Nothing takes effect by it: the family reads why, and may appeal first."""
    require(by, Verb.APPROVE, revocation.household.region.path)
    _check_second(revocation, by)
    refuse_held(revocation.title, HeldStep.REVOCATION)
    told = {"approved_by_id": by.pk, "approved_on": timezone.localdate()}
    agreed = advance(revocation, REVOCATION["approve"], by=Consequence(by), set=told)
    tell_to_deliver(agreed, by=by)
    return agreed


@transaction.atomic
def decline_revocation(revocation: Revocation, *, reason: str, by: Actor) -> Revocation:
    """The town does not agree: the family keeps its title."""
    require(by, Verb.APPROVE, revocation.household.region.path)
    if reason not in DeclineReason.values:
        raise Refused(_("请选择不予取消的理由。"))
    note = str(DeclineReason(reason).label)
    kept = advance(revocation, REVOCATION["decline"], by=Consequence(by), note=note, set={"decline_reason": reason})
    title = Title.objects.select_for_update().get(pk=kept.title_id)
    keep_title(title, timezone.localdate(), by, "keep")
    return kept


def _check_second(revocation: Revocation, by: Actor) -> None:
    if revocation.proposed_by_id == by.pk or revocation.heard_by_id == by.pk:
        raise NotPermitted(_("提出、听取意见和审批不能是同一个人。"), who=_("请由乡镇（街道）领导小组的其他成员审批。"))


@transaction.atomic
def deliver_decision(revocation: Revocation, *, delivered_on: date, by: Actor) -> Revocation:
    """The family has the decision in hand; its days to appeal run from the day after."""
    require(by, Verb.PROPOSE, revocation.household.region.path)
    if delivered_on > timezone.localdate() or (revocation.approved_on and delivered_on < revocation.approved_on):
        raise Refused(_("送达日期要在乡镇（街道）审批以后、今天以前。"))
    told = {"delivered_on": delivered_on, "appeal_until": last_day_to_appeal(delivered_on)}
    _note(revocation, told, by, delivered_on__isnull=True)
    revocation_delivered.send(sender=Revocation, revocation=revocation, by=by)
    return revocation


@transaction.atomic
def record_agreement(revocation: Revocation, *, agreed_on: date, by: Actor) -> Revocation:
    """The family agreed in writing that its title ends before the biennial decision. It may still appeal."""
    require(by, Verb.PROPOSE, revocation.household.region.path)
    if revocation.delivered_on is None:
        raise Refused(_("请先把告知书送到家里，登记送达以后再登记家庭的同意。"))
    if not revocation.delivered_on <= agreed_on <= timezone.localdate():
        raise Refused(_("家庭签字的日期要在送达以后、今天以前。"))
    _note(revocation, {"agreed_on": agreed_on}, by, agreed_on__isnull=True)
    return revocation


def _note(revocation: Revocation, told: dict[str, date], by: Actor, **still: bool) -> None:
    """Dates of a decided revocation, once; Conflict where somebody was first."""
    rows = Revocation.objects.filter(pk=revocation.pk, state=RevocationState.APPROVED, **still)
    if not rows.update(**told, version=F("version") + 1, updated_at=timezone.now()):
        raise Conflict(CHANGED)
    revocation.refresh_from_db()
    after = {name: day.isoformat() for name, day in told.items()}
    audit.record(Verb.PROPOSE, revocation, by=by, after=after, region_path=revocation.region.path)
