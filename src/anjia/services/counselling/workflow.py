"""The life-cycle of a counselling (domain A9-4)."""

from django.utils.translation import gettext_lazy as _

from anjia.kernel.workflow import Transition, Workflow
from anjia.services.counselling.enums import CounsellingState, Verb

State = CounsellingState
OVER = (State.CLOSED, State.WITHDRAWN)

COUNSELLING = Workflow(
    "counselling",
    states=CounsellingState,
    transitions=[
        Transition("begin", [State.RECEIVED], State.ACTIVE, Verb.HANDLE, _("开始咨询")),
        Transition("crisis", [State.RECEIVED, State.ACTIVE], State.CRISIS, Verb.HANDLE, _("启动危机处置")),
        Transition("settle", [State.CRISIS], State.ACTIVE, Verb.HANDLE, _("危机解除")),
        Transition("finish", [State.ACTIVE], State.FINISHED, Verb.HANDLE, _("咨询结束")),
        Transition("withdraw", [s for s in State if s not in OVER], State.WITHDRAWN, Verb.FOLLOW, _("撤回")),
        Transition("close", [State.FINISHED], State.CLOSED, Verb.HANDLE, _("办结")),
        Transition("reopen", OVER, State.RECEIVED, Verb.HANDLE, _("恢复办理")),
    ],
    public_names={State.RECEIVED: _("已收到，正在安排咨询师"), State.CRISIS: _("咨询中")},
)
