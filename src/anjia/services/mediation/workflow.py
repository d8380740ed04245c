"""The life-cycle of a mediation (人民调解法 19-33; domain B6)."""

from django.utils.translation import gettext_lazy as _

from anjia.kernel.workflow import Transition, Workflow
from anjia.services.mediation.enums import MediationState, Verb

State = MediationState
OPEN = (State.RECEIVED, State.MEDIATING)
OVER = (State.CLOSED, State.WITHDRAWN)
ENDED = (State.UNWILLING, State.FAILED, State.AGREED, State.CONFIRMED, State.UNCONFIRMED)

MEDIATION = Workflow(
    "mediation",
    states=MediationState,
    transitions=[
        Transition("begin", [State.RECEIVED], State.MEDIATING, Verb.HANDLE, _("双方愿意，开始调解")),
        Transition("decline", [State.RECEIVED], State.UNWILLING, Verb.HANDLE, _("对方不愿调解")),
        Transition("agree", [State.MEDIATING], State.AGREED, Verb.HANDLE, _("达成协议")),
        Transition("fail", [State.MEDIATING], State.FAILED, Verb.HANDLE, _("调解不成")),
        Transition("ask_court", [State.AGREED], State.CONFIRMING, Verb.HANDLE, _("登记司法确认申请")),
        Transition("confirm", [State.CONFIRMING], State.CONFIRMED, Verb.HANDLE, _("法院确认")),
        Transition("refuse", [State.CONFIRMING], State.UNCONFIRMED, Verb.HANDLE, _("法院未确认")),
        Transition("again", [State.UNCONFIRMED], State.MEDIATING, Verb.HANDLE, _("法院未确认，再次调解")),
        Transition("withdraw", [s for s in State if s not in OVER], State.WITHDRAWN, Verb.FOLLOW, _("撤回")),
        Transition("close", ENDED, State.CLOSED, Verb.HANDLE, _("办结")),
        Transition("reopen", [State.CLOSED, State.WITHDRAWN], State.RECEIVED, Verb.HANDLE, _("恢复办理")),
    ],
    public_names={State.RECEIVED: _("已收到，正在问对方是否愿意")},
)
