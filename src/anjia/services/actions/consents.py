"""What the person agreed to: given anew, taken back as easily as it was given, and forgotten on their word (B10)."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.permissions import SYSTEM, Actor
from anjia.kernel.workflow import advance
from anjia.services.actions.closing import erase_content
from anjia.services.actions.joint import call_off_planned
from anjia.services.actions.records import ask_team
from anjia.services.actions.walled import note, walled
from anjia.services.codes import WALLED
from anjia.services.enums import Duty, Given, Purpose, ReferralState, Verb
from anjia.services.kinds import kind_of
from anjia.services.models import Case, ClientConsent, Referral
from anjia.services.permissions import require_member
from anjia.services.workflow import REFERRAL

GRACE = timedelta(days=30)
"""Taken back under somebody's eyes, it can be given again; after that the content goes."""


@walled
def give_consent(case: Case, *, purpose: str, given: str, by: Actor) -> ClientConsent:
    """Write down that the person agrees. Raises NotPermitted, Refused, Conflict (agreed already, or erased)."""
    require_member(case, by, verb=Verb.FOLLOW)
    if purpose not in Purpose.values or given not in {Given.SIGNED, Given.SPOKEN}:
        raise Refused(_("请从列表里选择。"))
    if case.erased_at:
        raise Conflict(_("这件事的内容已清除。"), who=_("有新的事请重新登记。"))
    told = {"given": given, "given_on": timezone.localdate(), "recorded_by_id": by.pk}
    try:
        with transaction.atomic(using=WALLED):
            made = ClientConsent.objects.create(client=case.client, purpose=purpose, **told)
    except IntegrityError:
        raise Conflict(_("已经登记过这项同意。")) from None
    note(Verb.FOLLOW, case, by=by, agreed=purpose)
    return made


@walled
def withdraw_consent(case: Case, *, purpose: str, by: Actor = SYSTEM) -> None:
    """Take a consent back, without a reason: by the code, or written down by the team.

    Without the one to handle it, or a guardian's, nothing else holds either: the case ends, and its content goes
    after thirty days. Without the one to pass it on,
    what is offered to other bodies is called off. Raises NotPermitted, Refused (no such consent runs).
    """
    require_member(case, by, verb=Verb.FOLLOW)
    running = ClientConsent.objects.filter(client=case.client, withdrawn_on__isnull=True)
    if not running.filter(purpose=purpose).exists():
        raise Refused(_("没有这项同意，或已经撤回。"))
    taken = running.filter(purpose=purpose) if purpose == Purpose.PASS_ON else running
    taken.update(withdrawn_on=timezone.localdate(), updated_at=timezone.now())
    note(Verb.FOLLOW, case, by=by, taken_back=purpose)
    if purpose == Purpose.PASS_ON:
        _call_back(case, by)
    else:
        _end(case, by)


def _call_back(case: Case, by: Actor) -> None:
    call_off_planned(case, by)
    for referral in Referral.objects.filter(case=case, to_user_id__isnull=True, state=ReferralState.OFFERED):
        advance(referral, REFERRAL["call_off"], by=by)
    for referral in Referral.objects.filter(case=case, to_user_id__isnull=True, state=ReferralState.ACCEPTED):
        ask_team(case, _("告诉“%(body)s”：当事人撤回了同意，请停止办理并退回材料") % {"body": referral.body})


def _end(case: Case, by: Actor) -> None:
    _call_back(case, by)
    if not case.closed_on:
        kind_of(case.kind).withdraw(case, by)
    soon = timezone.localdate() + GRACE
    Case.objects.filter(pk=case.pk, erase_after__gt=soon).update(erase_after=soon, updated_at=timezone.now())


@walled
def erase_case(case: Case, *, by: Actor) -> None:
    """Forget at once what a person asked to have forgotten: the supervisor, once the consent is taken back.

    Raises NotPermitted, Refused (the consent stands), Conflict (open, or erased).
    """
    require_member(case, by, Duty.SUPERVISOR, verb=Verb.ERASE)
    if case.erased_at or not case.closed_on:
        raise Conflict(_("内容已清除，或这件事还没有办结。"))
    if case.client.consents.filter(purpose=Purpose.HANDLE, withdrawn_on__isnull=True).exists():
        raise Refused(_("当事人没有撤回同意，内容到期自动清除。"), who=_("本人要求清除的，请先登记撤回同意。"))
    erase_content(case, by=by)
