"""The life-cycles of a naming decision and of a title: two machines beside the candidacy's (domain A5)."""

from django.utils.translation import gettext_lazy as _

from anjia.honours.enums import DecisionState, TitleState, Verb
from anjia.kernel.workflow import Transition, Workflow

DECISION = Workflow(
    "naming_decision",
    states=DecisionState,
    transitions=[
        Transition(
            "decide",
            source=[DecisionState.DRAFTED],
            target=DecisionState.DECIDED,
            permission=Verb.DECIDE,
            label=_("会议审定"),
        ),
        Transition(
            "sign", source=[DecisionState.DECIDED], target=DecisionState.ISSUED, permission=Verb.SIGN, label=_("签发")
        ),
        Transition(
            "void",
            source=[DecisionState.DRAFTED, DecisionState.DECIDED],
            target=DecisionState.VOIDED,
            permission=Verb.DECIDE,
            label=_("作废"),
        ),
    ],
)

TITLE = Workflow(
    "title",
    states=TitleState,
    transitions=[
        Transition(
            "withdraw",
            source=[TitleState.VALID],
            target=TitleState.WITHDRAWN,
            permission=Verb.WITHDRAW_TITLE,
            label=_("家庭退出"),
        ),
    ],
    public_names={TitleState.VALID: _("有效"), TitleState.WITHDRAWN: _("无有效称号")},
)
