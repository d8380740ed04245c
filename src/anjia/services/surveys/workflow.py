"""The life of a survey. It is never opened again: what is told of two days could be subtracted."""

from django.utils.translation import gettext_lazy as _

from anjia.kernel.workflow import Transition, Workflow
from anjia.services.surveys.enums import SurveyState, Verb

S = SurveyState
SURVEY = Workflow(
    "services_survey",
    states=SurveyState,
    transitions=[
        Transition("open", [S.DRAFT], S.OPEN, Verb.MAKE, _("开始")),
        Transition("drop", [S.DRAFT], S.DROPPED, Verb.MAKE, _("不做了")),
        Transition("close", [S.OPEN], S.CLOSED, Verb.MAKE, _("结束")),
    ],
)
