"""The life-cycles of passing a case on and of a joint session; each kind of case has its own beside them."""

from django.utils.translation import gettext_lazy as _

from anjia.kernel.workflow import Transition, Workflow
from anjia.services.enums import JointState, ReferralState, Verb

State = ReferralState
REFERRAL = Workflow(
    "services_referral",
    states=ReferralState,
    transitions=[
        Transition("accept", [State.OFFERED], State.ACCEPTED, Verb.REFER, _("接收")),
        Transition("decline", [State.OFFERED], State.RETURNED, Verb.REFER, _("不接收")),
        Transition("finish", [State.ACCEPTED], State.DONE, Verb.REFER, _("办完")),
        Transition("call_off", [State.OFFERED], State.CALLED_OFF, Verb.REFER, _("收回")),
    ],
)

JOINT = Workflow(
    "services_joint",
    states=JointState,
    transitions=[
        Transition("hold", [JointState.PLANNED], JointState.HELD, Verb.REFER, _("记下会商的结果")),
        Transition("call_off", [JointState.PLANNED], JointState.CALLED_OFF, Verb.REFER, _("取消会商")),
    ],
)
