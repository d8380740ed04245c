"""The life-cycles of a petition (信访工作条例 22-36; domain B5) and of a suggestion to another body (A13-7)."""

from django.utils.translation import gettext_lazy as _

from anjia.kernel.workflow import Transition, Workflow
from anjia.services.petitions.enums import PetitionState, SuggestionState, Verb

State = PetitionState
OPEN = (State.RECEIVED, State.REGISTERED, State.OBJECTED, State.ACCEPTED, State.IN_REVIEW, State.IN_RECHECK)
OVER = (State.CLOSED, State.WITHDRAWN, State.MERGED)

PETITION = Workflow(
    "petition",
    states=PetitionState,
    transitions=[
        Transition("register", [State.RECEIVED], State.REGISTERED, Verb.HANDLE, _("登记")),
        Transition("merge", [State.RECEIVED, State.REGISTERED], State.MERGED, Verb.HANDLE, _("并入先前的事项")),
        Transition("accept", [State.REGISTERED], State.ACCEPTED, Verb.HANDLE, _("受理")),
        Transition("redirect", [State.REGISTERED], State.REDIRECTED, Verb.HANDLE, _("不予受理并告知去处")),
        Transition(
            "object", [State.RECEIVED, State.REGISTERED], State.OBJECTED, Verb.HANDLE, _("向转来的单位提出异议")
        ),
        Transition("resume", [State.OBJECTED], State.REGISTERED, Verb.HANDLE, _("异议未被采纳，继续办理")),
        Transition("reply", [State.ACCEPTED], State.REPLIED, Verb.HANDLE, _("答复")),
        Transition("ask_review", [State.REPLIED], State.IN_REVIEW, Verb.FOLLOW, _("请求复查")),
        Transition("answer_review", [State.IN_REVIEW], State.REVIEWED, Verb.REVIEW, _("答复复查")),
        Transition("ask_recheck", [State.REVIEWED], State.IN_RECHECK, Verb.FOLLOW, _("请求复核")),
        Transition("answer_recheck", [State.IN_RECHECK], State.RECHECKED, Verb.REVIEW, _("答复复核")),
        Transition("withdraw", [s for s in State if s not in OVER], State.WITHDRAWN, Verb.FOLLOW, _("撤回")),
        Transition(
            "close",
            [State.OBJECTED, State.REDIRECTED, State.REPLIED, State.REVIEWED, State.RECHECKED],
            State.CLOSED,
            Verb.HANDLE,
            _("办结"),
        ),
        Transition("reopen", [State.CLOSED, State.WITHDRAWN], State.REGISTERED, Verb.HANDLE, _("恢复办理")),
    ],
    public_names={
        State.RECEIVED: _("已收到"),
        State.REGISTERED: _("已登记，正在决定由谁办理"),
        State.OBJECTED: _("正在与转来的单位确定由谁办理"),
        State.ACCEPTED: _("正在办理"),
    },
)

S = SuggestionState

SUGGESTION = Workflow(
    "suggestion",
    states=SuggestionState,
    transitions=[
        Transition("propose", [S.DRAFT], S.PROPOSED, Verb.SUGGEST, _("提交审核")),
        Transition("send_back", [S.PROPOSED], S.DRAFT, Verb.APPROVE_SUGGESTION, _("退回修改")),
        Transition("approve", [S.PROPOSED], S.APPROVED, Verb.APPROVE_SUGGESTION, _("审核通过")),
        Transition("send", [S.APPROVED], S.SENT, Verb.SUGGEST, _("寄出")),
        Transition("answer", [S.SENT], S.ANSWERED, Verb.SUGGEST, _("登记答复")),
        Transition("ask_more", [S.SENT], S.ASKED_MORE, Verb.SUGGEST, _("登记对方要求补充")),
        Transition("rework", [S.APPROVED, S.ASKED_MORE], S.DRAFT, Verb.SUGGEST, _("修改后再审核")),
        Transition(
            "withdraw", [s for s in S if s not in {S.ANSWERED, S.WITHDRAWN}], S.WITHDRAWN, Verb.SUGGEST, _("撤回")
        ),
    ],
)
