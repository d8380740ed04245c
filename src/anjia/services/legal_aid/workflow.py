"""The life-cycle of an application for legal aid (法律援助法 36-49; domain A9-3, B7)."""

from django.utils.translation import gettext_lazy as _

from anjia.kernel.workflow import Transition, Workflow
from anjia.services.legal_aid.enums import AidState, Verb

State = AidState
OVER = (State.CLOSED, State.WITHDRAWN)
DECIDABLE = (State.APPLIED, State.LACKING)
RUNNING = (State.GRANTED, State.ASSIGNED)

LEGAL_AID = Workflow(
    "legal_aid",
    states=AidState,
    transitions=[
        Transition("ask_papers", [State.APPLIED], State.LACKING, Verb.HANDLE, _("一次性告知补充材料")),
        Transition("papers_came", [State.LACKING], State.APPLIED, Verb.HANDLE, _("材料已补充")),
        Transition("lapse", [State.LACKING], State.LAPSED, Verb.HANDLE, _("逾期未补充，视为撤回")),
        Transition("grant", [State.APPLIED], State.GRANTED, Verb.HANDLE, _("给予援助")),
        Transition("grant_ahead", DECIDABLE, State.GRANTED, Verb.HANDLE, _("先行提供援助")),
        Transition("appoint", DECIDABLE, State.GRANTED, Verb.HANDLE, _("登记指定辩护")),
        Transition("refuse", [State.APPLIED], State.REFUSED, Verb.DENY, _("不予援助")),
        Transition("assign", [State.GRANTED], State.ASSIGNED, Verb.HANDLE, _("指派律师")),
        Transition("deliver", [State.ASSIGNED], State.DELIVERED, Verb.HANDLE, _("承办完毕")),
        Transition("end", RUNNING, State.ENDED, Verb.DENY, _("终止援助")),
        Transition("object", [State.REFUSED, State.ENDED], State.OBJECTED, Verb.FOLLOW, _("提出异议")),
        Transition("uphold", [State.OBJECTED], State.UPHELD, Verb.REVIEW, _("异议答复：维持")),
        Transition("overturn", [State.OBJECTED], State.GRANTED, Verb.REVIEW, _("异议答复：给予援助")),
        Transition("review", [State.DELIVERED], State.REVIEWED, Verb.REVIEW, _("质量评查")),
        Transition("withdraw", [s for s in State if s not in OVER], State.WITHDRAWN, Verb.FOLLOW, _("撤回")),
        Transition(
            "close",
            [State.REVIEWED, State.REFUSED, State.ENDED, State.UPHELD, State.LAPSED],
            State.CLOSED,
            Verb.HANDLE,
            _("办结"),
        ),
        Transition("reopen", OVER, State.APPLIED, Verb.HANDLE, _("恢复办理")),
    ],
    public_names={
        State.APPLIED: _("已收到，正在审查"),
        State.LACKING: _("请补充材料"),
        State.DELIVERED: _("律师已办完"),
        State.REVIEWED: _("律师已办完"),
    },
)
