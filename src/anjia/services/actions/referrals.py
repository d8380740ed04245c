"""A case goes to a colleague, or a part of it to another body: offered, accepted or declined, done (issue 5)."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.accounts.models import User
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.permissions import Actor
from anjia.kernel.workflow import advance
from anjia.regions.working_days import add_working_days
from anjia.services.actions.walled import note, walled
from anjia.services.codes import WALLED
from anjia.services.enums import Duty, Given, Purpose, Verb
from anjia.services.messages import nudge
from anjia.services.models import Case, CaseMember, ClientConsent, Referral
from anjia.services.permissions import LEADING, is_barred, require_fit, require_member
from anjia.services.workflow import REFERRAL

# 信访工作条例 23: who is not the right one says so within five working days; we ask no less of a colleague.
ANSWER_WORKING_DAYS = 5


@walled
def offer_transfer(case: Case, to: User, *, words: str, by: Actor) -> Referral:
    """Offer the case to a colleague, who sees why but not what until they accept.

    Raises NotPermitted, Refused (no role there, barred, oneself, no words), Conflict (offered already, closed).
    """
    require_member(case, by, *LEADING, verb=Verb.REFER)
    if to.pk == by.pk:
        raise Refused(_("不能转给自己。"))
    require_fit(case, to)
    return _offer(case, words, by, to_user_id=to.pk)


@walled
def refer_out(case: Case, body: str, *, words: str, given: str, by: Actor) -> Referral:
    """Pass a part on to another body, with the person's consent to exactly that. Raises Refused without it."""
    require_member(case, by, *LEADING, verb=Verb.REFER)
    if not body.strip():
        raise Refused(_("请写明转给哪个单位。"))
    agree_to_pass_on(case, given, by)
    return _offer(case, words, by, body=body.strip())


def agree_to_pass_on(case: Case, given: str, by: Actor) -> None:
    """The person's consent that other bodies hear of it, in the caller's transaction. Raises Refused without it."""
    if given not in {Given.SIGNED, Given.SPOKEN}:
        raise Refused(_("转给其他单位须先征得当事人同意，并记下是怎样同意的。"))
    ClientConsent.objects.get_or_create(
        client=case.client,
        purpose=Purpose.PASS_ON,
        withdrawn_on=None,
        defaults={"given": given, "given_on": timezone.localdate(), "recorded_by_id": by.pk},
    )


def _offer(case: Case, words: str, by: Actor, **to: object) -> Referral:
    if not words.strip():
        raise Refused(_("请写明为什么转。"))
    if case.closed_on:
        raise Conflict(_("这件事已办结，不能再转。"))
    today = timezone.localdate()
    told = {"words": words.strip(), "offered_by_id": by.pk, "offered_on": today, **to}
    due_on = add_working_days(today, ANSWER_WORKING_DAYS)
    try:
        with transaction.atomic(using=WALLED):
            made = Referral.objects.create(case=case, region_path=case.region_path, due_on=due_on, **told)
    except IntegrityError:
        raise Conflict(_("这件事已提出转给别人，还没有答复。"), who=_("可以先收回，再转给另一位。")) from None
    note(Verb.REFER, case, by=by, referral=str(made.pk))
    nudge([made.to_user_id] if made.to_user_id else [])
    return made


@walled
def accept_transfer(referral: Referral, *, by: User) -> Referral:
    """The colleague takes the case over and leads it; whoever led it need not know any more."""
    _require_addressee(referral, by)
    require_fit(referral.case, by)
    moved = advance(referral, REFERRAL["accept"], by=by)
    team = CaseMember.objects.filter(case=referral.case, ended_at__isnull=True)
    team.filter(duty=Duty.LEAD).update(ended_at=timezone.now())
    team.filter(user_id=by.pk).update(ended_at=timezone.now())
    CaseMember.objects.create(case=referral.case, user_id=by.pk, duty=Duty.LEAD, added_by_id=referral.offered_by_id)
    moved = advance(moved, REFERRAL["finish"], by=by)
    note(Verb.REFER, referral.case, by=by, lead=str(by.pk))
    nudge([referral.offered_by_id])
    return moved


@walled
def decline_transfer(referral: Referral, *, answer: str, by: User) -> Referral:
    """Give it back, with a reason."""
    _require_addressee(referral, by)
    return _answered(referral, "decline", answer, by)


@walled
def record_answer(referral: Referral, step: str, *, answer: str, by: Actor) -> Referral:
    """What the other body said or did: `accept`, `decline` or `finish`. Recorded by the team."""
    if referral.to_user_id:
        raise Refused(_("转给同事的，由本人答复。"))
    if step not in {"accept", "decline", "finish"}:
        raise Refused(_("请从列表里选择。"))
    require_member(referral.case, by, verb=Verb.REFER)
    return _answered(referral, step, answer, by)


@walled
def call_off_referral(referral: Referral, *, by: Actor) -> Referral:
    """Take an offer back before it is answered."""
    require_member(referral.case, by, *LEADING, verb=Verb.REFER)
    return advance(referral, REFERRAL["call_off"], by=by)


def _answered(referral: Referral, step: str, answer: str, by: Actor) -> Referral:
    if not answer.strip():
        raise Refused(_("请写明对方怎么答复的。"))
    moved: Referral = advance(referral, REFERRAL[step], by=by, set={"answer": answer.strip()})
    nudge([referral.offered_by_id] if referral.offered_by_id != by.pk else [])
    return moved


def _require_addressee(referral: Referral, by: User) -> None:
    if referral.to_user_id != by.pk or is_barred(referral.case, by.pk):
        raise NotPermitted(_("这件事不是转给您的。"))
