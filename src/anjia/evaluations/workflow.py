"""The life-cycles of a candidacy, a household-heads meeting and a spot-check, each on one screen (domain A5)."""

from django.utils.translation import gettext_lazy as _

from anjia.evaluations.enums import CandidacyState as S
from anjia.evaluations.enums import MeetingState, SpotCheckState, Verb
from anjia.kernel.workflow import Transition, Workflow

RUNNING = [S.DRAFT, S.CONSENTED, S.SCORED, S.DEFERRED, S.NOMINATED, S.REVIEWED, S.ENDORSED, S.APPROVED, S.ON_NOTICE]

CANDIDACY = Workflow(
    "candidacy",
    states=S,
    transitions=[
        Transition(
            "consent", source=[S.DRAFT], target=S.CONSENTED, permission=Verb.REGISTER, label=_("同意凭证已归入")
        ),
        Transition(
            "score",
            source=[S.CONSENTED, S.DEFERRED],
            target=S.SCORED,
            permission=Verb.HOLD_MEETING,
            label=_("评分完成"),
        ),
        Transition(
            "defer",
            source=[S.CONSENTED, S.SCORED, S.NOMINATED],
            target=S.DEFERRED,
            permission=Verb.HOLD_MEETING,
            label=_("暂缓"),
        ),
        Transition("recount", source=[S.NOMINATED], target=S.SCORED, permission=Verb.HOLD_MEETING, label=_("重新计分")),
        Transition(
            "rescore", source=[S.RETURNED], target=S.CONSENTED, permission=Verb.HOLD_MEETING, label=_("重新评分")
        ),
        Transition(
            "vote_again", source=[S.RETURNED], target=S.SCORED, permission=Verb.HOLD_MEETING, label=_("重新推举")
        ),
        Transition(
            "resubmit", source=[S.RETURNED], target=S.NOMINATED, permission=Verb.REGISTER, label=_("补齐资料后重报")
        ),
        Transition("nominate", source=[S.SCORED], target=S.NOMINATED, permission=Verb.NOMINATE, label=_("推举")),
        Transition("review", source=[S.NOMINATED], target=S.REVIEWED, permission=Verb.REVIEW, label=_("总评同意")),
        Transition(
            "return_by_village", source=[S.NOMINATED], target=S.RETURNED, permission=Verb.REVIEW, label=_("村级退回")
        ),
        Transition(
            "refuse_by_village", source=[S.NOMINATED], target=S.REFUSED, permission=Verb.REVIEW, label=_("村级不通过")
        ),
        Transition("endorse", source=[S.REVIEWED], target=S.ENDORSED, permission=Verb.ENDORSE, label=_("妇联同意")),
        Transition(
            "return_by_federation",
            source=[S.REVIEWED],
            target=S.RETURNED,
            permission=Verb.ENDORSE,
            label=_("妇联退回"),
        ),
        Transition(
            "refuse_by_federation",
            source=[S.REVIEWED],
            target=S.REFUSED,
            permission=Verb.ENDORSE,
            label=_("妇联不同意"),
        ),
        Transition("approve", source=[S.ENDORSED], target=S.APPROVED, permission=Verb.APPROVE, label=_("审批同意")),
        Transition(
            "return_by_town", source=[S.ENDORSED], target=S.RETURNED, permission=Verb.APPROVE, label=_("审批退回")
        ),
        Transition(
            "refuse_by_town", source=[S.ENDORSED], target=S.REFUSED, permission=Verb.APPROVE, label=_("审批不通过")
        ),
        Transition("publish", source=[S.APPROVED], target=S.ON_NOTICE, permission=Verb.PUBLISH, label=_("公示")),
        Transition(
            "take_off_notice",
            source=[S.ON_NOTICE],
            target=S.APPROVED,
            permission=Verb.PUBLISH,
            label=_("撤下公示"),
        ),
        Transition(
            "leave_notice",
            source=[S.ON_NOTICE],
            target=S.REFUSED,
            permission=Verb.ENDORSE,
            label=_("异议成立，退出公示"),
        ),
        Transition("name", source=[S.ON_NOTICE], target=S.NAMED, permission=Verb.NAME, label=_("命名")),
        Transition(
            "withdraw", source=[*RUNNING, S.RETURNED], target=S.WITHDRAWN, permission=Verb.WITHDRAW, label=_("家庭退出")
        ),
        Transition(
            "reinstate_to_review",
            source=[S.RETURNED, S.REFUSED],
            target=S.NOMINATED,
            permission=Verb.REINSTATE,
            label=_("申诉成立，重新总评"),
        ),
        Transition(
            "reinstate_to_opinion",
            source=[S.RETURNED, S.REFUSED],
            target=S.REVIEWED,
            permission=Verb.REINSTATE,
            label=_("申诉成立，妇联重新提出意见"),
        ),
        Transition(
            "reinstate_to_approval",
            source=[S.RETURNED, S.REFUSED],
            target=S.ENDORSED,
            permission=Verb.REINSTATE,
            label=_("申诉成立，重新审批"),
        ),
        Transition(
            "restore_to_notice",
            source=[S.REFUSED],
            target=S.APPROVED,
            permission=Verb.REINSTATE,
            label=_("申诉成立，重新公示"),
        ),
        Transition(
            "call_again",
            source=[S.DEFERRED],
            target=S.CONSENTED,
            permission=Verb.REINSTATE,
            label=_("申诉成立，重新安排评分"),
        ),
        Transition("rejoin", source=[S.WITHDRAWN], target=S.DRAFT, permission=Verb.REGISTER, label=_("家庭重新参加")),
    ],
    public_names={
        S.DRAFT: _("资料准备中"),
        S.DEFERRED: _("评分人数不足，另行安排"),
        S.RETURNED: _("正在补充资料"),
        S.REFUSED: _("本次未进入下一步"),
    },
)

MEETING = Workflow(
    "meeting",
    states=MeetingState,
    transitions=[
        Transition(
            "open",
            source=[MeetingState.PLANNED],
            target=MeetingState.OPEN,
            permission=Verb.HOLD_MEETING,
            label=_("宣布开会"),
        ),
        Transition(
            "close",
            source=[MeetingState.OPEN],
            target=MeetingState.CLOSED,
            permission=Verb.HOLD_MEETING,
            label=_("宣布散会"),
        ),
    ],
)

SPOT_CHECK = Workflow(
    "spot_check",
    states=SpotCheckState,
    transitions=[
        Transition(
            "draw",
            source=[SpotCheckState.ANNOUNCED],
            target=SpotCheckState.RUNNING,
            permission=Verb.DRAW_CHECK,
            label=_("按种子抽取"),
        ),
        Transition(
            "call_off",
            source=[SpotCheckState.ANNOUNCED],
            target=SpotCheckState.CALLED_OFF,
            permission=Verb.DRAW_CHECK,
            label=_("取消公告"),
        ),
        Transition(
            "close",
            source=[SpotCheckState.RUNNING],
            target=SpotCheckState.CLOSED,
            permission=Verb.DRAW_CHECK,
            label=_("结束盲评"),
        ),
    ],
)
