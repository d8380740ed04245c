"""Who needs to know a case, who must not, and who looked in from outside."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.accounts.models import User
from anjia.accounts.queries import holders
from anjia.kernel import audit
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.permissions import Actor, require
from anjia.services.actions.oversight import call_supervisor
from anjia.services.actions.walled import note, walled
from anjia.services.codes import WALLED
from anjia.services.enums import BarReason, Duty, GlassReason, Urgency, Verb, Verdict
from anjia.services.messages import nudge
from anjia.services.models import BreakGlass, Case, CaseBar, CaseMember
from anjia.services.permissions import (
    LEADING,
    WHO,
    duty_of,
    is_barred,
    may_end,
    require_assigner,
    require_fit,
    require_member,
)

GLASS_OPEN = timedelta(hours=24)


@walled
def assign_case(case: Case, lead: User, *, by: Actor) -> None:
    """Give a case to somebody, who handles it from now on; the giver is its supervisor, unless it is theirs alone.

    Raises NotPermitted, Refused (barred, no role there).
    """
    require_assigner(case, by)
    require_fit(case, lead)
    before = CaseMember.objects.filter(case=case, ended_at__isnull=True)
    before.filter(duty=Duty.LEAD).update(ended_at=timezone.now())
    before.filter(user_id=lead.pk).update(ended_at=timezone.now())
    _join(case, lead.pk, Duty.LEAD, by)
    if by.pk and by.pk != lead.pk and not duty_of(case, by.pk):
        _join(case, by.pk, Duty.SUPERVISOR, by)
    note(Verb.ASSIGN, case, by=by, lead=str(lead.pk))
    nudge([lead.pk])
    call_supervisor(case)


def _join(case: Case, user_id: object, duty: str, by: Actor) -> None:
    CaseMember.objects.create(case=case, user_id=user_id, duty=duty, added_by_id=by.pk)


@walled
def add_member(case: Case, person: User, *, duty: str, by: Actor) -> None:
    """Let one more person know. Raises NotPermitted, Refused, Conflict (in the team already)."""
    if duty not in {Duty.MEMBER, Duty.REVIEWER}:
        raise Refused(_("主办由督导指定。"))
    require_member(case, by, *LEADING)
    require_fit(case, person)
    if duty_of(case, person.pk):
        raise Conflict(_("“%(person)s”已在这件事的团队里。") % {"person": person})
    _join(case, person.pk, duty, by)
    note(Verb.ASSIGN, case, by=by, member=str(person.pk), duty=duty)
    nudge([person.pk])


@walled
def end_member(case: Case, person: User, *, by: Actor) -> None:
    """Somebody need not know any more; oneself at any time, others by the lead or supervisor (`may_end`).

    Raises NotPermitted, Conflict (not in the team).
    """
    held = CaseMember.objects.filter(case=case, user_id=person.pk, ended_at__isnull=True).first()
    if held is None:
        raise Conflict(_("“%(person)s”不在这件事的团队里。") % {"person": person})
    if by.pk != person.pk:
        require_member(case, by)
    if not may_end(duty_of(case, by.pk), held, by):
        raise NotPermitted(
            _("督导只能由另一位督导请离。") if held.duty == Duty.SUPERVISOR else _("只有主办和督导可以请人离开团队。"),
            who=WHO,
        )
    _end(case, person.pk)
    note(Verb.ASSIGN, case, by=by, ended=str(person.pk))
    call_supervisor(case)


def _end(case: Case, user_id: object) -> None:
    CaseMember.objects.filter(case=case, user_id=user_id, ended_at__isnull=True).update(ended_at=timezone.now())


@walled
def recuse(case: Case, person: User, *, by: Actor) -> None:
    """Somebody with an interest stands aside for good (信访工作条例 28): by themselves, or by the supervisor.

    What they handled is without a lead then, and waits to be given to another.
    """
    if by.pk != person.pk:
        require_assigner(case, by)
    elif not duty_of(case, person.pk):
        raise NotPermitted(_("您不在这件事的团队里。"), who=WHO)
    _bar(case, person, BarReason.RECUSED, by)


@walled
def name_concerned(case: Case, person: User, *, by: Actor) -> None:
    """The case is about somebody with an account: from now on they see nothing of it (信访工作条例 30)."""
    if not duty_of(case, by.pk):
        require_assigner(case, by)
    _bar(case, person, BarReason.CONCERNED, by)


def _bar(case: Case, person: User, why: str, by: Actor) -> None:
    try:
        with transaction.atomic(using=WALLED):
            CaseBar.objects.create(case=case, user_id=person.pk, why=why, added_by_id=by.pk)
    except IntegrityError:
        raise Conflict(_("“%(person)s”已经回避这件事。") % {"person": person}) from None
    _end(case, person.pk)
    BreakGlass.objects.filter(case=case, user_id=person.pk).update(ends_at=timezone.now())
    note(Verb.ASSIGN, case, by=by, barred=str(person.pk), why=why)
    nudge([user for user in holders(case.region_path, verb=Verb.ASSIGN) if user != person.pk])
    call_supervisor(case)


def read_case(case: Case, *, by: Actor) -> None:
    """Note that somebody reads the content of a case. The one write a page that is only looked at may do."""
    audit.record(Verb.READ, case, by=by, region_path=case.region_path)


@walled
def break_glass(case: Case, *, reason: str, words: str, by: Actor) -> BreakGlass:
    """Open a case from outside its team, for a day, for a stated reason; a second person looks at it afterwards."""
    require(by, Verb.BREAK_GLASS, case.region_path)
    if is_barred(case, by.pk):
        raise NotPermitted(_("这件事您须回避。"), who=_("有人身危险请拨打110，并告诉其他督导。"))
    if reason not in GlassReason.values or not words.strip():
        raise Refused(_("请选择原因，并写明情况。"))
    made = BreakGlass.objects.create(
        case=case, user_id=by.pk, reason=reason, words=words.strip(), ends_at=timezone.now() + GLASS_OPEN
    )
    note(Verb.BREAK_GLASS, case, by=by, reason=reason)
    team = CaseMember.objects.filter(case=case, ended_at__isnull=True).values_list("user_id", flat=True)
    nudge([user for user in {*team, *holders(case.region_path, verb=Verb.REVIEW_GLASS)} if user != by.pk])
    return made


@walled
def review_glass(glass: BreakGlass, *, verdict: str, by: Actor) -> None:
    """A second person says whether it was necessary. Raises NotPermitted, Refused, Conflict (said already)."""
    require(by, Verb.REVIEW_GLASS, glass.case.region_path)
    if glass.user_id == by.pk or is_barred(glass.case, by.pk):
        raise NotPermitted(_("不能由本人或须回避的人核查。"), who=_("请由另一位督导核查。"))
    if verdict not in Verdict.values:
        raise Refused(_("请从列表里选择。"))
    said = {"verdict": verdict, "reviewed_by_id": by.pk, "reviewed_at": timezone.now()}
    if not BreakGlass.objects.filter(pk=glass.pk, reviewed_at__isnull=True).update(**said):
        raise Conflict(_("已有人核查过。"))
    note(Verb.REVIEW_GLASS, glass.case, by=by, verdict=verdict)


@walled
def mark_urgent(case: Case, *, urgency: str, by: Actor) -> None:
    """Say that a case cannot wait, or that it can again: about the case, never about a person (domain A9-2)."""
    require_member(case, by)
    if urgency and urgency not in Urgency.values:
        raise Refused(_("请从列表里选择。"))
    Case.objects.filter(pk=case.pk).update(urgency=urgency, updated_at=timezone.now())
    note(Verb.WORK, case, by=by, urgency=urgency)
    if urgency:
        nudge([user for user in holders(case.region_path, verb=Verb.ASSIGN) if user != by.pk])
