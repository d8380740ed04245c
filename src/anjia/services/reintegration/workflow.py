"""The life-cycle of reintegration: nothing begins before the agreement is signed (domain A9-5)."""

from django.utils.translation import gettext_lazy as _

from anjia.kernel.workflow import Transition, Workflow
from anjia.services.reintegration.enums import HelpState, Verb

S = HelpState
OPEN = (S.RECEIVED, S.AGREED)
OVER = (S.CLOSED, S.WITHDRAWN)

REINTEGRATION = Workflow(
    "reintegration",
    states=HelpState,
    transitions=[
        Transition("agree", [S.RECEIVED], S.AGREED, Verb.HANDLE, _("签订协议")),
        Transition("withdraw", OPEN, S.WITHDRAWN, Verb.FOLLOW, _("本人不再需要")),
        Transition("close", OPEN, S.CLOSED, Verb.HANDLE, _("办结")),
        Transition("reopen", OVER, S.RECEIVED, Verb.HANDLE, _("重新商量")),
    ],
    public_names={
        S.RECEIVED: _("已收到，会和您商量怎么帮"),
        S.AGREED: _("正在按协议帮您"),
        S.CLOSED: _("已结束"),
        S.WITHDRAWN: _("已结束"),
    },
)
