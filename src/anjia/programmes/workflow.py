"""The lives of a yearly cycle and of a wording of a standard."""

from django.utils.translation import gettext_lazy as _

from anjia.kernel.workflow import Transition, Workflow
from anjia.programmes.enums import CycleState, Verb
from anjia.programmes.enums import StandardState as S

CYCLE = Workflow(
    "cycle",
    states=CycleState,
    transitions=[
        Transition(
            "open",
            source=[CycleState.PLANNED],
            target=CycleState.OPEN,
            permission=Verb.OPEN_CYCLE,
            label=_("开启周期"),
        ),
        Transition(
            "rehearse",
            source=[CycleState.PLANNED],
            target=CycleState.OPEN,
            permission=Verb.REHEARSE,
            label=_("开始演练"),
        ),
        Transition(
            "close",
            source=[CycleState.OPEN],
            target=CycleState.CLOSED,
            permission=Verb.OPEN_CYCLE,
            label=_("结束周期"),
        ),
    ],
)

STANDARD = Workflow(
    "standard",
    states=S,
    transitions=[
        Transition(
            "consult", source=[S.DRAFT], target=S.CONSULTING, permission=Verb.EDIT_STANDARDS, label=_("征求意见")
        ),
        Transition(
            "revise", source=[S.CONSULTING], target=S.REVISED, permission=Verb.EDIT_STANDARDS, label=_("结束征求意见")
        ),
        Transition("adopt", source=[S.REVISED], target=S.ADOPTED, permission=Verb.EDIT_STANDARDS, label=_("通过")),
        Transition(
            "put_in_force", source=[S.ADOPTED], target=S.IN_FORCE, permission=Verb.EDIT_STANDARDS, label=_("施行")
        ),
        Transition(
            "supersede",
            source=[S.IN_FORCE],
            target=S.SUPERSEDED,
            permission=Verb.EDIT_STANDARDS,
            label=_("由新版替代"),
        ),
        Transition(
            "withdraw", source=[S.IN_FORCE], target=S.WITHDRAWN, permission=Verb.EDIT_STANDARDS, label=_("废止")
        ),
    ],
)
