"""The end of a case: closed, asked about without a name, opened again, and forgotten when its time is over."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.permissions import SYSTEM, Actor
from anjia.kernel.scope import SEGMENT
from anjia.regions.enums import Level
from anjia.services import blobs
from anjia.services.actions.clocks import stop_clocks
from anjia.services.actions.joint import call_off_planned
from anjia.services.actions.walled import note, walled
from anjia.services.clock import period
from anjia.services.enums import JointState, Purpose, ReferralState, Verb
from anjia.services.figures import quarter_of
from anjia.services.kinds import kind_of
from anjia.services.models import Case, CaseFile, CaseNote, CaseTask, Client, Referral, SatisfactionAnswer
from anjia.services.permissions import LEADING, require_member

MARKS = range(1, 6)


@walled
def close_case(case: Case, *, by: Actor) -> None:
    """End a case. Its clocks stop; the person may answer a nameless survey once, by the code.

    Raises NotPermitted, Conflict (a referral is still open, or its kind is not at an end).
    """
    require_member(case, by, *LEADING)
    if Referral.objects.filter(case=case, state__in=(ReferralState.OFFERED, ReferralState.ACCEPTED)).exists():
        raise Conflict(_("还有转办没有办完。"), who=_("请先记下对方的答复，或收回。"))
    if case.joint_sessions.filter(state=JointState.PLANNED).exists():
        raise Conflict(_("还有约好的会商。"), who=_("请先记下会商的结果，或取消。"))
    kind_of(case.kind).end(case, by)
    shut(case, by=by)


def shut(case: Case, *, by: Actor) -> None:
    """The common part of every end, in the caller's transaction."""
    today = timezone.localdate()
    stop_clocks(case)
    call_off_planned(case, by)
    CaseTask.objects.filter(case=case, done_on__isnull=True).update(done_on=today)
    erase_after = period(kind_of(case.kind).kept, start=today).literal_on
    closed = Case.objects.filter(pk=case.pk, closed_on__isnull=True)
    if not closed.update(closed_on=today, survey_open=True, erase_after=erase_after, updated_at=timezone.now()):
        raise Conflict(_("这件事已经办结。"))
    case.refresh_from_db()
    note(Verb.WORK, case, by=by, closed_on=today)


@walled
def reopen_case(case: Case, *, by: Actor) -> None:
    """Take a closed case up again. Its kind may refuse, with its rule."""
    require_member(case, by, *LEADING)
    if case.erased_at:
        raise Conflict(_("这件事的内容已按期清除，不能恢复。"), who=_("有新的事请重新登记。"))
    if not case.closed_on:
        raise Conflict(_("这件事没有办结。"))
    if not case.client.consents.filter(purpose=Purpose.HANDLE, withdrawn_on__isnull=True).exists():
        raise Refused(_("当事人撤回了同意，不能恢复办理。"), who=_("本人又愿意的，请先登记新的同意。"))
    kind_of(case.kind).reopen(case, by)
    Case.objects.filter(pk=case.pk).update(
        closed_on=None, survey_open=False, erase_after=None, updated_at=timezone.now()
    )
    case.refresh_from_db()
    note(Verb.WORK, case, by=by, reopened=timezone.localdate())


@walled
def answer_survey(case: Case, *, heard: int, told: int, helped: int) -> None:
    """Three marks, kept without anything that leads to the case; what is left there is that it was answered.

    No event: it would hold the moment. Raises Refused, Conflict (answered, or not closed).
    """
    if any(mark not in MARKS for mark in (heard, told, helped)):
        raise Refused(_("请在 1 到 5 之间选择。"))
    if not Case.objects.filter(pk=case.pk, survey_open=True).update(survey_open=False):
        raise Conflict(_("这件事已经评价过，或还没有办结。"))
    SatisfactionAnswer.objects.create(
        kind=case.kind,
        county_path=case.region_path[: Level.COUNTY.depth * SEGMENT],
        quarter=quarter_of(timezone.localdate()),
        heard=heard,
        told=told,
        helped=helped,
    )


@walled
def erase_due(today: date | None = None) -> int:
    """Forget the content of cases whose time is over; number, kind, place and days stay for the figures. Daily."""
    due = Case.objects.filter(erase_after__lt=today or timezone.localdate(), erased_at__isnull=True)
    cases = list(due.select_related("client").order_by("pk")[:200])
    for case in cases:
        erase_content(case, by=SYSTEM)
    return len(cases)


def erase_content(case: Case, *, by: Actor) -> None:
    """Forget what was said in a case, in the caller's transaction."""
    files = list(CaseFile.objects.filter(case=case))
    CaseFile.objects.filter(case=case).delete()
    for file in files:
        blobs.erase(file.digest)
    CaseNote.objects.filter(case=case).delete()
    CaseTask.objects.filter(case=case).delete()
    Referral.objects.filter(case=case).delete()
    case.joint_sessions.all().delete()
    case.deadlines.update(extension_reason="")
    case.broken.all().delete()
    kind_of(case.kind).erase(case)
    now = timezone.now()
    Case.objects.filter(pk=case.pk).update(summary="", erased_at=now, survey_open=False)
    if not Case.objects.filter(client=case.client, erased_at__isnull=True).exists():
        blank = dict.fromkeys(("name", "name_index", "phone", "phone_index", "hours", "guardian"), "")
        Client.objects.filter(pk=case.client_id).update(**blank, erased_at=now)
    note(Verb.ERASE, case, by=by)
