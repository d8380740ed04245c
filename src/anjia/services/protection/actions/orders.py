"""The court's protection order: asked for, decided within hours, served, watched, extended, ended (B8: 23, 28-34)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.permissions import Actor
from anjia.kernel.workflow import advance
from anjia.regions.enums import Rule
from anjia.regions.legal import number
from anjia.services.actions import keep_paper, meet_clock, start_clock
from anjia.services.actions.walled import note, walled
from anjia.services.clock import add_months
from anjia.services.enums import Urgency, Waits
from anjia.services.models import Case, CaseTask
from anjia.services.protection.enums import Applicant, Measure, OrderState, Verb
from anjia.services.protection.models import Protection, ProtectionOrder
from anjia.services.protection.papers import order_application
from anjia.services.protection.permissions import require_helper
from anjia.services.protection.queries import open_order
from anjia.services.protection.workflow import ORDER, OVER

ASK_AGAIN = timedelta(days=14)
DECIDING = (Rule.ORDER_DECIDE, Rule.ORDER_DECIDE_URGENT)


@walled
def ask_order(protection: Protection, *, court: str, applicant: str = Applicant.SELF, by: Actor) -> ProtectionOrder:
    """An application goes to court; it is written for whoever signs it. One at a time.

    The court is one of where the applicant lives, the respondent lives, or it happened (25).
    """
    require_helper(protection, by)
    if protection.state in OVER:
        raise Conflict(_("这件事已经结束。"), who=_("需要继续帮助的，请先恢复办理。"))
    if not court.strip() or applicant not in Applicant.values:
        raise Refused(_("请写明哪个法院、由谁申请。"))
    if open_order(protection) is not None:
        raise Conflict(_("已有一份申请或保护令，先登记它的结果。"))
    made = ProtectionOrder.objects.create(
        protection=protection, court=court.strip(), applicant=applicant, asked_on=timezone.localdate()
    )
    note(Verb.HANDLE, protection.case, by=by, order=str(made.pk))
    name = f"人身安全保护令申请书 {protection.case.number}"
    keep_paper(protection.case, order_application(made), kind="application", name=name, by=by)
    return made


@walled
def accept_order(order: ProtectionOrder, *, at: datetime, is_urgent: bool = False, by: Actor) -> ProtectionOrder:
    """The court took it on: seventy-two hours from that moment, twenty-four where it is urgent (28)."""
    require_helper(order.protection, by)
    if at > timezone.now() or timezone.localdate(at) < order.asked_on:
        raise Refused(_("受理的时间应在申请之后、现在以前。"))
    moved = advance(order, ORDER["accept"], by=by, set={"accepted_at": at, "is_urgent": is_urgent})
    rule = Rule.ORDER_DECIDE_URGENT if is_urgent else Rule.ORDER_DECIDE
    start_clock(order.protection.case, rule, start=at, waits_for=Waits.OTHERS)
    return moved


@walled
def grant_order(
    order: ProtectionOrder, *, issued_on: date, months: int, measures: Sequence[str], by: Actor
) -> ProtectionOrder:
    """It holds from the day it is made, six months at most (30); five days to ask for reconsideration (31)."""
    require_helper(order.protection, by)
    ends_on = _end_of(issued_on, months)
    if not measures or not set(measures) <= set(Measure.values):
        raise Refused(_("请选择保护令的内容。"))
    held = {"issued_on": issued_on, "months": months, "ends_on": ends_on, "measures": sorted(set(measures))}
    moved = advance(order, ORDER["grant"], by=by, set=held)
    case = order.protection.case
    meet_clock(case, *DECIDING)
    start_clock(case, Rule.ORDER_RECONSIDER, start=issued_on, waits_for=Waits.OTHERS)
    _remind(case, ends_on)
    return moved


def _end_of(issued_on: date, months: int) -> date:
    most = number(Rule.ORDER_LASTS, issued_on)
    if not 1 <= months <= most:
        raise Refused(_("保护令最长 %(n)d 个月。") % {"n": most})
    if issued_on > timezone.localdate():
        raise Refused(_("作出的日子不能晚于今天。"))
    return add_months(issued_on, months)


def _remind(case: Case, ends_on: date) -> None:
    """Two weeks before it ends the person is asked whether to extend it: afterwards it is too late (30)."""
    due_on = max(timezone.localdate(), ends_on - ASK_AGAIN)
    words = _("保护令 %(day)s 到期，问本人要不要申请延长") % {"day": f"{ends_on:%Y-%m-%d}"}
    CaseTask.objects.create(case=case, words=str(words), due_on=due_on)


@walled
def refuse_order(order: ProtectionOrder, *, words: str, by: Actor) -> ProtectionOrder:
    """The court refused; the applicant may ask for reconsideration within five days (31)."""
    require_helper(order.protection, by)
    if not words.strip():
        raise Refused(_("请写明驳回的理由。"))
    moved = advance(order, ORDER["refuse"], by=by, set={"refused_words": words.strip()})
    meet_clock(order.protection.case, *DECIDING)
    today = timezone.localdate()
    meet_clock(order.protection.case, Rule.ORDER_RECONSIDER)
    start_clock(order.protection.case, Rule.ORDER_RECONSIDER, start=today, waits_for=Waits.CLIENT)
    return moved


@walled
def record_served(order: ProtectionOrder, *, bureau_on: date | None, village_on: date | None, by: Actor) -> None:
    """When the police and the village or community had it (32). Only the village's people in the team learn of it."""
    require_helper(order.protection, by)
    _require_granted(order)
    days = [day for day in (bureau_on, village_on) if day]
    if not days or any(not order.issued_on <= day <= timezone.localdate() for day in days):
        raise Refused(_("请填写送达的日子，应在作出之后、今天以前。"))
    held = {name: day for name, day in (("bureau_on", bureau_on), ("village_on", village_on)) if day}
    ProtectionOrder.objects.filter(pk=order.pk).update(**held, updated_at=timezone.now())
    note(Verb.HANDLE, order.protection.case, by=by, served=str(order.pk))


@walled
def record_breach(order: ProtectionOrder, *, by: Actor) -> ProtectionOrder:
    """The order was broken (34): the case is in danger, and the police are told today."""
    require_helper(order.protection, by)
    _require_granted(order)
    case = order.protection.case
    ProtectionOrder.objects.filter(pk=order.pk).update(breaches=order.breaches + 1, updated_at=timezone.now())
    Case.objects.filter(pk=case.pk).update(urgency=Urgency.DANGER, updated_at=timezone.now())
    words = str(_("违反保护令：今天向公安机关和法院报告（反家庭暴力法第34条）"))
    CaseTask.objects.create(case=case, words=words, due_on=timezone.localdate())
    note(Verb.HANDLE, case, by=by, breach=str(order.pk))
    order.refresh_from_db()
    return order


@walled
def extend_order(order: ProtectionOrder, *, issued_on: date, months: int, by: Actor) -> ProtectionOrder:
    """The court extended it before it ran out (30): as from the new decision, six months at most."""
    require_helper(order.protection, by)
    _require_granted(order)
    ends_on = _end_of(issued_on, months)
    if not order.issued_on < issued_on <= order.ends_on:
        raise Refused(_("延长应在原保护令失效前作出。"))
    held = {"issued_on": issued_on, "months": months, "ends_on": ends_on}
    ProtectionOrder.objects.filter(pk=order.pk).update(**held, updated_at=timezone.now())
    note(Verb.HANDLE, order.protection.case, by=by, ends_on=ends_on)
    _remind(order.protection.case, ends_on)
    order.refresh_from_db()
    return order


@walled
def revoke_order(order: ProtectionOrder, *, by: Actor) -> ProtectionOrder:
    """The court took it back on the applicant's request (30)."""
    require_helper(order.protection, by)
    return _over(order, "revoke", by)


@walled
def end_order(order: ProtectionOrder, *, by: Actor) -> ProtectionOrder:
    """Its last day is over."""
    require_helper(order.protection, by)
    if order.ends_on and timezone.localdate() <= order.ends_on:
        raise Refused(_("%(day)s 以前还有效。") % {"day": f"{order.ends_on:%Y-%m-%d}"})
    return _over(order, "end", by)


@walled
def drop_order(order: ProtectionOrder, *, by: Actor) -> ProtectionOrder:
    """The applicant took the application back."""
    require_helper(order.protection, by)
    return _over(order, "drop", by)


def _over(order: ProtectionOrder, step: str, by: Actor) -> ProtectionOrder:
    moved = advance(order, ORDER[step], by=by)
    meet_clock(order.protection.case, *DECIDING, Rule.ORDER_RECONSIDER)
    return moved


def _require_granted(order: ProtectionOrder) -> None:
    if order.state != OrderState.GRANTED:
        raise Conflict(_("现在没有有效的保护令。"))
