"""The life-cycles of a naming decision and of a title: two machines beside the candidacy's (domain A5)."""

from django.utils.translation import gettext_lazy as _

from anjia.honours.enums import HELD, AdoptionState, DecisionState, ErratumState, TitleState, Verb
from anjia.kernel.workflow import Transition, Workflow


def decision_workflow(name: str, *, decide: str, sign: str) -> Workflow:
    """The way of every kind of naming decision; `decide` and `sign` are the verbs of its two persons."""
    return Workflow(
        name,
        states=DecisionState,
        transitions=[
            Transition(
                "decide",
                source=[DecisionState.DRAFTED],
                target=DecisionState.DECIDED,
                permission=decide,
                label=_("会议审定"),
            ),
            Transition(
                "sign", source=[DecisionState.DECIDED], target=DecisionState.ISSUED, permission=sign, label=_("签发")
            ),
            Transition(
                "void",
                source=[DecisionState.DRAFTED, DecisionState.DECIDED],
                target=DecisionState.VOIDED,
                permission=decide,
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


DECISION = decision_workflow("naming_decision", decide=Verb.DECIDE, sign=Verb.SIGN)

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
            "fall_due",
            source=[TitleState.VALID],
            target=TitleState.REVIEW_DUE,
            permission=Verb.MARK_DUE,
            label=_("复核到期"),
        ),
        Transition(
            "pass_review",
            source=[TitleState.VALID, TitleState.REVIEW_DUE],
            target=TitleState.VALID,
            permission=Verb.REVIEW_TITLE,
            label=_("复核通过"),
        ),
        Transition(
            "fail_review",
            source=[TitleState.VALID, TitleState.REVIEW_DUE],
            target=TitleState.RECTIFYING,
            permission=Verb.REVIEW_TITLE,
            label=_("限期整改"),
        ),
        Transition(
            "pass_recheck",
            source=[TitleState.RECTIFYING],
            target=TitleState.VALID,
            permission=Verb.REVIEW_TITLE,
            label=_("整改到位"),
        ),
        Transition(
            "keep",
            source=[TitleState.RECTIFYING],
            target=TitleState.VALID,
            permission=Verb.SETTLE_TITLE,
            label=_("保留称号"),
        ),
        Transition(
            "revoke",
            source=[TitleState.RECTIFYING],
            target=TitleState.REVOKED,
            permission=Verb.SIGN,
            label=_("取消称号"),
        ),
        Transition(
            "reinstate",
            source=[TitleState.REVOKED],
            target=TitleState.VALID,
            permission=Verb.SETTLE_TITLE,
            label=_("申诉成立，恢复称号"),
        ),
        Transition(
            "follow", source=HELD, target=TitleState.REVOKED, permission=Verb.SIGN, label=_("随平安家庭称号终止")
        ),
        Transition(
            "renew", source=[TitleState.VALID], target=TitleState.RENEWED, permission=Verb.SIGN, label=_("续期")
        ),
        Transition(
            "withdraw",
            source=[*HELD, TitleState.REVOKED],
            target=TitleState.WITHDRAWN,
            permission=Verb.WITHDRAW_TITLE,
            label=_("家庭退出"),
        ),
        Transition(
            "supersede",
            source=HELD,
            target=TitleState.SUPERSEDED,
            permission=Verb.SIGN,
            label=_("换发证书"),
        ),
    ],
    public_names={
        **dict.fromkeys(HELD, _("有效")),
        TitleState.REVOKED: _("无有效称号"),
        TitleState.RENEWED: _("无有效称号"),
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
            permission=Verb.RESUBMIT,
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
