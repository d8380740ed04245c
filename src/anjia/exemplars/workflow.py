"""The ways of a recommendation and of a plaque, and the district's decision (domain A5-5, A5-6)."""

from django.utils.translation import gettext_lazy as _

from anjia.exemplars.enums import PlaqueState, Verb
from anjia.exemplars.enums import RecommendationState as R
from anjia.honours.enums import AdoptionState
from anjia.honours.workflow import decision_workflow
from anjia.kernel.workflow import Transition, Workflow

MODEL_DECISION = decision_workflow("model_decision", decide=Verb.DECIDE, sign=Verb.SIGN)

UNDECIDED = (R.PROPOSED, R.SUBMITTED, R.RECOMMENDED, R.RETURNED)
LIVE = (*UNDECIDED, R.NAMED_MODEL, R.PLAQUE_AWARDED)

RECOMMENDATION = Workflow(
    "recommendation",
    states=R,
    transitions=[
        Transition(
            "submit",
            source=[R.PROPOSED, R.RETURNED],
            target=R.SUBMITTED,
            permission=Verb.RECOMMEND,
            label=_("报乡镇（街道）"),
        ),
        Transition(
            "retract",
            source=[R.PROPOSED, R.RETURNED],
            target=R.RETRACTED,
            permission=Verb.RECOMMEND,
            label=_("撤回推荐"),
        ),
        Transition("forward", source=[R.SUBMITTED], target=R.RECOMMENDED, permission=Verb.FORWARD, label=_("报区县")),
        Transition(
            "return", source=[R.SUBMITTED], target=R.RETURNED, permission=Verb.FORWARD, label=_("退回村（社区）")
        ),
        Transition(
            "send_back",
            source=[R.RECOMMENDED],
            target=R.SUBMITTED,
            permission=Verb.PREPARE,
            label=_("退回乡镇（街道）"),
        ),
        Transition("name", source=[R.RECOMMENDED], target=R.NAMED_MODEL, permission=Verb.SIGN, label=_("命名示范户")),
        Transition(
            "award",
            source=[R.NAMED_MODEL],
            target=R.PLAQUE_AWARDED,
            permission=Verb.HAND_PLAQUE,
            label=_("授牌"),
        ),
        Transition(
            "restore",
            source=[R.ENDED],
            target=R.NAMED_MODEL,
            permission=Verb.SIGN,
            label=_("申诉成立，恢复示范户"),
        ),
        Transition("end", source=list(LIVE), target=R.ENDED, permission=Verb.RECOMMEND, label=_("终止")),
    ],
    public_names={R.NAMED_MODEL: _("有效"), R.PLAQUE_AWARDED: _("有效"), R.ENDED: _("无有效称号")},
)

PLAQUE = Workflow(
    "plaque",
    states=PlaqueState,
    transitions=[
        Transition(
            "give",
            source=[PlaqueState.MADE],
            target=PlaqueState.GIVEN,
            permission=Verb.HAND_PLAQUE,
            label=_("授牌"),
        ),
        Transition(
            "lose",
            source=[PlaqueState.GIVEN],
            target=PlaqueState.LOST,
            permission=Verb.HAND_PLAQUE,
            label=_("登记遗失"),
        ),
        Transition(
            "find",
            source=[PlaqueState.LOST],
            target=PlaqueState.GIVEN,
            permission=Verb.HAND_PLAQUE,
            label=_("已找回"),
        ),
        Transition(
            "replace",
            source=[PlaqueState.GIVEN, PlaqueState.LOST],
            target=PlaqueState.REPLACED,
            permission=Verb.MAKE_PLAQUE,
            label=_("换发"),
        ),
        Transition(
            "call_back",
            source=[PlaqueState.GIVEN],
            target=PlaqueState.RECALL_DUE,
            permission=Verb.MAKE_PLAQUE,
            label=_("请交回牌匾"),
        ),
        Transition(
            "take_back",
            source=[PlaqueState.RECALL_DUE],
            target=PlaqueState.RECALLED,
            permission=Verb.HAND_PLAQUE,
            label=_("登记收回"),
        ),
        Transition(
            "let_hang",
            source=[PlaqueState.RECALL_DUE],
            target=PlaqueState.GIVEN,
            permission=Verb.MAKE_PLAQUE,
            label=_("申诉成立，不再收回"),
        ),
        Transition(
            "bring_back",
            source=[PlaqueState.RECALLED],
            target=PlaqueState.MADE,
            permission=Verb.MAKE_PLAQUE,
            label=_("申诉成立，重新授牌"),
        ),
        Transition(
            "void",
            source=[PlaqueState.MADE, PlaqueState.LOST, PlaqueState.RECALL_DUE],
            target=PlaqueState.VOIDED,
            permission=Verb.MAKE_PLAQUE,
            label=_("注销"),
        ),
    ],
    public_names={state: (_("有效") if state == PlaqueState.GIVEN else _("无有效称号")) for state in PlaqueState},
)

# Steps that follow from what becomes of a title: nobody takes them by hand.
FOLLOWING = ("call_back", "let_hang", "bring_back")

PLAQUE_IMPORT = Workflow(
    "plaque_import",
    states=AdoptionState,
    transitions=[
        Transition(
            "confirm",
            source=[AdoptionState.UPLOADED],
            target=AdoptionState.ADOPTED,
            permission=Verb.MAKE_PLAQUE,
            label=_("确认录入"),
        ),
        Transition(
            "discard",
            source=[AdoptionState.UPLOADED],
            target=AdoptionState.DISCARDED,
            permission=Verb.MAKE_PLAQUE,
            label=_("放弃录入"),
        ),
        Transition(
            "undo",
            source=[AdoptionState.ADOPTED],
            target=AdoptionState.UNDONE,
            permission=Verb.MAKE_PLAQUE,
            label=_("撤销录入"),
        ),
    ],
)
