"""The life of a yearly cycle."""

from django.utils.translation import gettext_lazy as _

from anjia.kernel.workflow import Transition, Workflow
from anjia.programmes.enums import CycleState, Verb

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
