"""The life-cycles of a naming decision and of a title: two machines beside the candidacy's (domain A5)."""

from django.utils.translation import gettext_lazy as _

from anjia.honours.enums import AdoptionState, DecisionState, ErratumState, TitleState, Verb
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
        Transition(
            "adopt",
            source=[DecisionState.DRAFTED],
            target=DecisionState.ADOPTED,
            permission=Verb.ADOPT,
            label=_("录入以前的纸质决定"),
        ),
    ],
)

ADOPTION = Workflow(
    "adoption",
    states=AdoptionState,
    transitions=[
        Transition(
            "confirm",
            source=[AdoptionState.UPLOADED],
            target=AdoptionState.ADOPTED,
            permission=Verb.ADOPT,
            label=_("确认录入"),
        ),
        Transition(
            "discard",
            source=[AdoptionState.UPLOADED],
            target=AdoptionState.DISCARDED,
            permission=Verb.ADOPT,
            label=_("放弃录入"),
        ),
        Transition(
            "undo",
            source=[AdoptionState.ADOPTED],
            target=AdoptionState.UNDONE,
            permission=Verb.ADOPT,
            label=_("撤销录入"),
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
        Transition(
            "supersede",
            source=[TitleState.VALID],
            target=TitleState.SUPERSEDED,
            permission=Verb.SIGN,
            label=_("换发证书"),
        ),
    ],
    public_names={
        TitleState.VALID: _("有效"),
        TitleState.WITHDRAWN: _("无有效称号"),
        TitleState.SUPERSEDED: _("无有效称号"),
    },
)

ERRATUM = Workflow(
    "erratum",
    states=ErratumState,
    transitions=[
        Transition(
            "sign", source=[ErratumState.DRAFTED], target=ErratumState.ISSUED, permission=Verb.SIGN, label=_("签发")
        ),
        Transition(
            "return",
            source=[ErratumState.DRAFTED],
            target=ErratumState.RETURNED,
            permission=Verb.SIGN,
            label=_("退回补正"),
        ),
        Transition(
            "resubmit",
            source=[ErratumState.RETURNED],
            target=ErratumState.DRAFTED,
            permission=Verb.PREPARE,
            label=_("再次提交"),
        ),
        Transition(
            "lapse",
            source=[ErratumState.DRAFTED, ErratumState.RETURNED],
            target=ErratumState.LAPSED,
            permission=Verb.PREPARE,
            label=_("不再需要"),
        ),
    ],
)
