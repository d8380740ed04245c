"""The life-cycle of what somebody said about pressure."""

from django.utils.translation import gettext_lazy as _

from anjia.kernel.workflow import Transition, Workflow
from anjia.supervision.enums import ReportState, Verb

REPORT = Workflow(
    "pressure_report",
    states=ReportState,
    transitions=[
        Transition(
            "answer",
            source=[ReportState.RECEIVED],
            target=ReportState.ANSWERED,
            permission=Verb.ANSWER,
            label=_("答复"),
        ),
    ],
)
