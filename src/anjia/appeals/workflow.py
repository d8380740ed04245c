"""The life-cycle of an appeal (architecture 1; issue 4)."""

from django.utils.translation import gettext_lazy as _

from anjia.appeals.enums import OPEN, Verb
from anjia.appeals.enums import AppealState as S
from anjia.kernel.workflow import Transition, Workflow

APPEAL = Workflow(
    "appeal",
    states=S,
    transitions=[
        Transition("assign", source=[S.RECEIVED], target=S.ASSIGNED, permission=Verb.ASSIGN, label=_("确定办理人")),
        Transition(
            "step_aside", source=[S.ASSIGNED], target=S.RECEIVED, permission=Verb.DECIDE, label=_("回避，另定办理人")
        ),
        Transition("uphold", source=[S.ASSIGNED], target=S.UPHELD, permission=Verb.DECIDE, label=_("申诉成立")),
        Transition("reject", source=[S.ASSIGNED], target=S.REJECTED, permission=Verb.DECIDE, label=_("申诉不成立")),
        Transition("take_back", source=OPEN, target=S.TAKEN_BACK, permission=Verb.FILE, label=_("家庭撤回")),
        Transition(
            "answer_late", source=[S.RECEIVED], target=S.LATE, permission=Verb.FILE, label=_("超过期限，告知去处")
        ),
    ],
    public_names={S.RECEIVED: _("已收到"), S.ASSIGNED: _("正在核实"), S.LATE: _("超过期限")},
)
