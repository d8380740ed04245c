"""Protection as a kind of case: how it stands, what can be done with one now, by whom."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.services.enums import Duty
from anjia.services.kinds import Act, Kind, State, stop
from anjia.services.models import Case
from anjia.services.permissions import duty_of
from anjia.services.protection.actions.helping import (
    begin_protection,
    close_protection,
    drop_protection,
    erase_protection,
    reopen_protection,
)
from anjia.services.protection.enums import OrderState, ProtectionState
from anjia.services.protection.forms import ProtectionForm
from anjia.services.protection.models import Protection, ProtectionOrder, SafetyPlan, Warning
from anjia.services.protection.queries import open_order, protection_of
from anjia.services.protection.routes import ROUTES
from anjia.services.protection.workflow import OPEN, OVER, PROTECTION

P, S = ProtectionState, OrderState
KEY = "protection"
TONES = {P.RECEIVED: "due", P.CLOSED: "done"}
ORDERS: dict[str, tuple[Act, ...]] = {
    S.ASKED: (
        Act("accept_order", _("法院受理")),
        Act("refuse_order", _("登记驳回")),
        Act("drop_order", _("撤回申请")),
    ),
    S.ACCEPTED: (
        Act("grant_order", _("登记保护令"), is_next=True),
        Act("refuse_order", _("登记驳回")),
        Act("drop_order", _("撤回申请")),
    ),
    S.GRANTED: (
        Act("served", _("登记送达")),
        Act("breach", _("违反了保护令")),
        Act("extend_order", _("登记延长")),
        Act("revoke_order", _("登记撤销")),
    ),
}


def states(ids: Collection[UUID]) -> dict[UUID, State]:
    rows = Protection.objects.filter(case_id__in=ids).values_list("case_id", "state")
    return {case_id: state_of(state) for case_id, state in rows}


def state_of(state: str) -> State:
    return State(P(state).label, PROTECTION.public_name(state), TONES.get(P(state), "calm"), state in OVER)


def acts(case: Case, user: Any) -> list[Act]:
    """What the user may do now: anybody of the team, save a reviewer."""
    protection = protection_of(case)
    if duty_of(case, user.pk) not in {Duty.LEAD, Duty.MEMBER, Duty.SUPERVISOR} or protection.state in OVER:
        return []
    found = [Act("begin", _("已联系上"), is_next=True)] if protection.state == P.RECEIVED else []
    if protection.report_owed is None:
        found.append(Act("whether", _("要不要由我们报案"), is_next=protection.state != P.RECEIVED))
    elif not protection.reported_on:
        found.append(Act("report", _("登记报案"), is_next=bool(protection.report_owed)))
    found.append(Act("plan", _("安全计划")))
    order = open_order(protection)
    found += _order_acts(order) if order else [Act("ask_order", _("申请保护令"))]
    found.append(Act("warning", _("登记告诫书")))
    return found


def _order_acts(order: ProtectionOrder) -> list[Act]:
    if order.ends_on and order.ends_on < timezone.localdate():
        return [Act("end_order", _("登记到期"), is_next=True)]
    return list(ORDERS[order.state])


def client_acts(case: Case) -> list[Act]:
    """What the person may do with the code: end it. The word on the button tells nothing."""
    return [stop(_("不再需要"))] if protection_of(case).state in OPEN else []


def facts(case: Case) -> dict[str, Any]:
    """What the part of the case's page shows."""
    protection = protection_of(case)
    return {
        "protection": protection,
        "plan": SafetyPlan.objects.filter(protection=protection).first(),
        "warnings": list(Warning.objects.filter(protection=protection)),
        "orders": list(ProtectionOrder.objects.filter(protection=protection)),
        "routes": ROUTES,
    }


def object_ids(case: Case) -> list[UUID]:
    orders = ProtectionOrder.objects.filter(protection__case=case).values_list("pk", flat=True)
    return [*Protection.objects.filter(case=case).values_list("pk", flat=True), *orders]


PROTECTION_KIND = Kind(
    key=KEY,
    label=_("人身安全"),
    prefix="AQ",
    begin=begin_protection,
    states=states,
    acts=acts,
    client_acts=client_acts,
    facts=facts,
    end=close_protection,
    reopen=reopen_protection,
    erase=erase_protection,
    withdraw=drop_protection,
    page="protection/part.html",
    url_name="protection:act",
    client_url_name="protection:client_act",
    wish=_("家里不安全，想有人帮"),
    promise=_("今天就有人看；只按您选的方式联系。"),
    ask_form=ProtectionForm,
    order=10,
    is_quiet=True,
    words={
        "order": _("申请保护令"),
        "is_owed": _("判断要不要由我们报案"),
        "reported_on": _("登记报案"),
        "plan": _("写下安全计划"),
        "warning": _("登记告诫书"),
        "served": _("登记送达"),
        "breach": _("登记违反保护令"),
        "ends_on": _("登记延长"),
    },
    object_ids=object_ids,
)
