"""Somebody asks for help against violence: reached, reported where the law asks for it, a plan made (B8)."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.permissions import SYSTEM, Actor, require
from anjia.kernel.workflow import advance
from anjia.services.actions import keep_paper, shut
from anjia.services.actions.walled import note, walled
from anjia.services.enums import Urgency
from anjia.services.models import Case, CaseFile, CaseTask
from anjia.services.permissions import require_member
from anjia.services.protection.enums import ProtectionState, Verb
from anjia.services.protection.models import Protection, ProtectionOrder, SafetyPlan, Warning
from anjia.services.protection.papers import plan_paper, report_record
from anjia.services.protection.permissions import require_helper, require_lead
from anjia.services.protection.workflow import OVER, PROTECTION

CALL = _("按本人说的方式联系，先问现在安不安全")
DECIDE = _("判断要不要由我们向公安机关报案（反家庭暴力法第14条）")
REPORT = _("今天向公安机关报案（反家庭暴力法第14条）")
VISIT = _("告诫书送达后查访（反家庭暴力法第17条）")
VISIT_WITHIN = timedelta(days=7)


def begin_protection(case: Case, further: Mapping[str, Any], by: Actor, day: date) -> None:
    """The kind's own row. Whoever is in danger or under age cannot wait: the case says so, and is due today."""
    Protection.objects.create(case=case, danger=str(further.get("danger", "")).strip())
    today = timezone.localdate()
    CaseTask.objects.create(case=case, words=str(CALL), due_on=today)
    CaseTask.objects.create(case=case, words=str(DECIDE), due_on=today)
    urgency = Urgency.CHILD if case.client.is_under_14 else Urgency.DANGER if further.get("in_danger") else ""
    Case.objects.filter(pk=case.pk).update(urgency=urgency)
    case.refresh_from_db()


@walled
def begin_help(protection: Protection, *, by: Actor) -> Protection:
    """Somebody reached the person, in the way they said is safe."""
    require_helper(protection, by)
    moved = advance(protection, PROTECTION["begin"], by=by, set={"helped_on": timezone.localdate()})
    _done(protection, CALL)
    return moved


@walled
def say_whether_to_report(protection: Protection, *, is_owed: bool, by: Actor) -> Protection:
    """Whether the law asks us to report (14). Where it does, that is due today; else the person decides."""
    require_helper(protection, by)
    _require_open(protection)
    if protection.reported_on:
        raise Conflict(_("已经报案，不用再判断。"))
    Protection.objects.filter(pk=protection.pk).update(report_owed=is_owed, updated_at=timezone.now())
    _done(protection, DECIDE, REPORT)
    if is_owed:
        CaseTask.objects.create(case=protection.case, words=str(REPORT), due_on=timezone.localdate())
    note(Verb.HANDLE, protection.case, by=by, is_owed=is_owed)
    protection.refresh_from_db()
    return protection


@walled
def report_to_police(protection: Protection, *, on: date, to: str, by: Actor) -> CaseFile:
    """It was reported: when, and to which police; the record is a paper of the case.

    Raises Refused (nobody judged yet, a day to come, no station), Conflict (reported).
    """
    require_helper(protection, by)
    _require_open(protection)
    if protection.reported_on:
        raise Conflict(_("已经登记过报案。"))
    if protection.report_owed is None:
        raise Refused(_("先判断要不要由我们报案。"))
    if not to.strip() or not protection.case.received_on <= on <= timezone.localdate():
        raise Refused(_("请写明哪个公安机关，日子应在收到之后、今天以前。"))
    protection.reported_on, protection.reported_to = on, to.strip()
    protection.save(update_fields=["reported_on", "reported_to", "updated_at"])
    _done(protection, REPORT)
    note(Verb.HANDLE, protection.case, by=by, reported_on=on)
    name = f"报案登记 {protection.case.number}"
    return keep_paper(protection.case, report_record(protection), kind="report", name=name, by=by)


@walled
def save_plan(protection: Protection, *, is_printed: bool = False, by: Actor, **parts: str) -> SafetyPlan:
    """Write the plan down as it is today. On paper only where the person says that a paper is safe to have."""
    require_helper(protection, by)
    _require_open(protection)
    if not parts.get("places", "").strip():
        raise Refused(_("至少写下先到哪里去。"))
    said = {name: words.strip() for name, words in parts.items()}
    plan, _made = SafetyPlan.objects.update_or_create(protection=protection, defaults=said)
    note(Verb.HANDLE, protection.case, by=by, plan=str(plan.pk))
    if is_printed:
        keep_paper(protection.case, plan_paper(plan), kind="plan", name="备忘", by=by, by_code=True)
    return plan


@walled
def record_warning(protection: Protection, *, issued_on: date, issued_by: str, words: str = "", by: Actor) -> Warning:
    """A letter of warning was given (16); a visit is due within a week (17)."""
    require_helper(protection, by)
    _require_open(protection)
    if not issued_by.strip() or issued_on > timezone.localdate():
        raise Refused(_("请写明哪个公安机关作出，日子不能晚于今天。"))
    made = Warning.objects.create(
        protection=protection, issued_on=issued_on, issued_by=issued_by.strip(), words=words.strip()
    )
    due_on = max(issued_on, timezone.localdate()) + VISIT_WITHIN
    CaseTask.objects.create(case=protection.case, words=str(VISIT), due_on=due_on)
    note(Verb.HANDLE, protection.case, by=by, warning=str(made.pk))
    return made


@walled
def withdraw_protection(protection: Protection, *, by: Actor = SYSTEM) -> Protection:
    """The person wants no more help, without a reason. What was reported stays reported."""
    require_member(protection.case, by, verb=Verb.FOLLOW)
    moved = advance(protection, PROTECTION["withdraw"], by=by)
    shut(protection.case, by=by)
    return moved


def _require_open(protection: Protection) -> None:
    if protection.state in OVER:
        raise Conflict(_("这件事已经结束。"), who=_("需要继续帮助的，请先恢复办理。"))


def _done(protection: Protection, *words: object) -> None:
    """What the case asked for by itself is done."""
    asked = {str(each) for each in words}
    for task in CaseTask.objects.filter(case=protection.case, done_on__isnull=True, set_by_id__isnull=True):
        if task.words in asked:
            CaseTask.objects.filter(pk=task.pk).update(done_on=timezone.localdate())


def close_protection(case: Case, by: Actor) -> None:
    """Refused while a report is owed, or the court's answer is awaited (registered with its kind)."""
    protection = Protection.objects.select_related("case").get(case=case)
    require_lead(protection, by)
    if protection.report_owed and not protection.reported_on:
        raise Refused(_("依法须由我们报案，还没有登记报案。"), who=_("请先向公安机关报案。"))
    if protection.orders.filter(state__in=["asked", "accepted"]).exists():
        raise Refused(_("法院还没有答复保护令的申请。"), who=_("请登记结果或撤回申请，再办结。"))
    advance(protection, PROTECTION["close"], by=by)


def reopen_protection(case: Case, by: Actor) -> None:
    """Taken up again; it counts as reached today."""
    protection = Protection.objects.select_related("case").get(case=case)
    require(by, Verb.HANDLE, case.region_path)
    since = protection.helped_on or timezone.localdate()
    advance(protection, PROTECTION["reopen"], by=by, set={"helped_on": since})


def drop_protection(case: Case, by: Actor) -> None:
    """The person no longer agrees to the handling: it ends, wherever it stands (registered with its kind)."""
    protection = Protection.objects.select_related("case").get(case=case)
    if protection.state in (ProtectionState.RECEIVED, ProtectionState.HELPING):
        withdraw_protection(protection, by=by)


def erase_protection(case: Case) -> None:
    """Everything that was said, the plan, the letters; of the orders, that there were some."""
    found = Protection.objects.filter(case=case)
    found.update(danger="", reported_to="", report_owed=None)
    SafetyPlan.objects.filter(protection__in=found).delete()
    Warning.objects.filter(protection__in=found).delete()
    ProtectionOrder.objects.filter(protection__in=found).update(court="", refused_words="", measures=[])
