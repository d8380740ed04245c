"""The life of a village's quarter."""

from django.utils.translation import gettext_lazy as _

from anjia.kernel.workflow import Transition, Workflow
from anjia.stars.enums import QuarterState as S
from anjia.stars.enums import Verb

QUARTER = Workflow(
    "star_quarter",
    states=S,
    transitions=[
        Transition("close", source=[S.RECORDING], target=S.CLOSED, permission=Verb.CLOSE, label=_("结季")),
        Transition(
            "correct", source=[S.CLOSED, S.CORRECTED], target=S.CORRECTED, permission=Verb.CORRECT, label=_("更正")
        ),
    ],
    public_names={S.CORRECTED: _("已结季（有更正）")},
)
