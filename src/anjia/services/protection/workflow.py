"""The life-cycles of protection and of a protection order (反家庭暴力法 14-32; domain B8)."""

from django.utils.translation import gettext_lazy as _

from anjia.kernel.workflow import Transition, Workflow
from anjia.services.protection.enums import OrderState, ProtectionState, Verb

P, S = ProtectionState, OrderState
OPEN = (P.RECEIVED, P.HELPING)
OVER = (P.CLOSED, P.WITHDRAWN)
ORDER_OPEN = (S.ASKED, S.ACCEPTED, S.GRANTED)

PROTECTION = Workflow(
    "protection",
    states=ProtectionState,
    transitions=[
        Transition("begin", [P.RECEIVED], P.HELPING, Verb.HANDLE, _("已联系上")),
        Transition("withdraw", OPEN, P.WITHDRAWN, Verb.FOLLOW, _("本人不再需要")),
        Transition("close", [P.HELPING], P.CLOSED, Verb.HANDLE, _("办结")),
        Transition("reopen", OVER, P.HELPING, Verb.HANDLE, _("恢复办理")),
    ],
    public_names={
        P.RECEIVED: _("已收到，会按您选的方式联系您"),
        P.HELPING: _("有人在帮您"),
        P.CLOSED: _("已结束"),
        P.WITHDRAWN: _("已结束"),
    },
)

ORDER = Workflow(
    "protection_order",
    states=OrderState,
    transitions=[
        Transition("accept", [S.ASKED], S.ACCEPTED, Verb.HANDLE, _("法院受理")),
        Transition("grant", [S.ACCEPTED], S.GRANTED, Verb.HANDLE, _("作出保护令")),
        Transition("refuse", [S.ASKED, S.ACCEPTED], S.REFUSED, Verb.HANDLE, _("驳回")),
        Transition("revoke", [S.GRANTED], S.REVOKED, Verb.HANDLE, _("撤销")),
        Transition("end", [S.GRANTED], S.ENDED, Verb.HANDLE, _("到期")),
        Transition("drop", [S.ASKED, S.ACCEPTED], S.DROPPED, Verb.HANDLE, _("撤回申请")),
    ],
)
