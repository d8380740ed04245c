"""The steps of protection: one page for each, by its name; and what the person does with the code."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from anjia.kernel.exceptions import Conflict
from anjia.services.forms.steps import StepForm
from anjia.services.protection import actions, forms
from anjia.services.protection.enums import Verb
from anjia.services.protection.models import Protection
from anjia.services.protection.queries import open_order, protection_of
from anjia.services.views.steps import ActScreen, ClientActScreen, Step
from anjia.web.gate import PUBLIC


def of_order(act: Callable[..., Any]) -> Callable[..., Any]:
    """An action about the order that is asked for or holds."""

    def run(protection: Protection, **said: Any) -> Any:
        order = open_order(protection)
        if order is None:
            raise Conflict(_("现在没有申请，也没有有效的保护令。"))
        return act(order, **said)

    return run


STEPS: dict[str, Step] = {
    "begin": Step(_("已联系上"), StepForm, actions.begin_help, _("本人这边显示“有人在帮您”。")),
    "whether": Step(_("要不要由我们报案"), forms.WhetherForm, actions.say_whether_to_report, submit=_("记下判断")),
    "report": Step(_("登记报案"), forms.ReportForm, actions.report_to_police),
    "plan": Step(_("安全计划"), forms.PlanForm, actions.save_plan, submit=_("保存安全计划")),
    "warning": Step(_("登记告诫书"), forms.WarningForm, actions.record_warning),
    "ask_order": Step(_("申请保护令"), forms.AskOrderForm, actions.ask_order),
    "accept_order": Step(_("法院受理"), forms.AcceptOrderForm, of_order(actions.accept_order)),
    "grant_order": Step(_("登记保护令"), forms.GrantOrderForm, of_order(actions.grant_order)),
    "refuse_order": Step(_("登记驳回"), forms.RefuseOrderForm, of_order(actions.refuse_order)),
    "drop_order": Step(_("撤回申请"), StepForm, of_order(actions.drop_order), _("登记申请人撤回了申请。")),
    "served": Step(_("登记送达"), forms.ServedForm, of_order(actions.record_served)),
    "breach": Step(
        _("违反了保护令"),
        StepForm,
        of_order(actions.record_breach),
        _("这件事标记为有人身危险，今天要向公安机关和法院报告。正在发生的，请先打 110。"),
    ),
    "extend_order": Step(_("登记延长"), forms.ExtendOrderForm, of_order(actions.extend_order)),
    "revoke_order": Step(_("登记撤销"), StepForm, of_order(actions.revoke_order), _("法院依申请人的请求撤销。")),
    "end_order": Step(_("登记到期"), StepForm, of_order(actions.end_order), _("保护令已过最后一天。")),
}


class ActView(ActScreen):
    permission = Verb.HANDLE
    steps = STEPS
    row_of = staticmethod(protection_of)


class ClientActView(ClientActScreen):
    permission = PUBLIC
    acts = {"withdraw": (actions.withdraw_protection, _("已结束。以后需要，随时可以再来。"))}
    row_of = staticmethod(protection_of)
