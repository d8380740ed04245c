"""A lawyer is assigned, replaced, and says what came of it (法律援助法 36, 43, 50, 55)."""

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.permissions import Actor
from anjia.kernel.workflow import advance
from anjia.regions.enums import Rule
from anjia.services.actions import keep_paper, meet_clock
from anjia.services.actions.walled import note, walled
from anjia.services.legal_aid import papers
from anjia.services.legal_aid.enums import AidState, Change, Result, Verb
from anjia.services.legal_aid.models import AidAssignment, LegalAidApplication
from anjia.services.legal_aid.permissions import require_handler
from anjia.services.legal_aid.workflow import LEGAL_AID


def text_of(words: str, else_say: str | Promise) -> str:
    """What was written; Refused where nothing was."""
    if not words.strip():
        raise Refused(else_say)
    return words.strip()


@walled
def assign_lawyer(
    application: LegalAidApplication, *, lawyer: str, firm: str, phone: str, by: Actor
) -> LegalAidApplication:
    """Assign a lawyer; the person has name and phone in writing."""
    require_handler(application, by)
    application = advance(application, LEGAL_AID["assign"], by=by)
    meet_clock(application.case, Rule.AID_ASSIGN, Rule.AID_APPOINT)
    _appoint(application, lawyer, firm, phone, by)
    return application


@walled
def replace_lawyer(
    application: LegalAidApplication, *, change: str, lawyer: str, firm: str, phone: str, by: Actor
) -> None:
    """Another lawyer, for a reason. Raises Conflict unless one is at work, Refused without a reason."""
    require_handler(application, by)
    if change not in set(Change.values) - {Change.REOPENED}:
        raise Refused(_("请选择为什么更换。"))
    if application.state != AidState.ASSIGNED:
        raise Conflict(_("只有办理中的可以更换律师。"))
    end_assignment(application, change=change)
    _appoint(application, lawyer, firm, phone, by)
    note(Verb.HANDLE, application.case, by=by, replaced=change)


@walled
def deliver(application: LegalAidApplication, *, result: str, words: str, by: Actor) -> LegalAidApplication:
    """The lawyer is done: what came of it."""
    require_handler(application, by)
    if result not in Result.values:
        raise Refused(_("请选择结果。"))
    told = {"result": result, "result_words": text_of(words, _("请写明办理结果。"))}
    return advance(application, LEGAL_AID["deliver"], by=by, set={**told, "delivered_on": timezone.localdate()})


def end_assignment(application: LegalAidApplication, *, change: str) -> None:
    """Whoever is assigned is so no longer, in the caller's transaction."""
    held = AidAssignment.objects.filter(application=application, ended_on__isnull=True)
    held.update(ended_on=timezone.localdate(), change=change, updated_at=timezone.now())


def _appoint(application: LegalAidApplication, lawyer: str, firm: str, phone: str, by: Actor) -> None:
    missing = _("请写明律师的姓名、律师事务所和电话，当事人凭此联系。")
    made = AidAssignment.objects.create(
        application=application,
        lawyer=text_of(lawyer, missing),
        firm=text_of(firm, missing),
        phone=text_of(phone, missing),
        assigned_on=timezone.localdate(),
    )
    case = application.case
    name = f"指派通知书 {case.number}"
    keep_paper(case, papers.assignment_letter(application, made), kind="legal_aid", name=name, by=by, by_code=True)
