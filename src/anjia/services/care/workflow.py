"""The life-cycles of care: the case, the volunteer, the pair, the visit."""

from django.utils.translation import gettext_lazy as _

from anjia.kernel.workflow import Transition, Workflow
from anjia.services.care.enums import AidState, CareState, PairState, Verb, VisitState, VolunteerState

C, V, P, T = CareState, VolunteerState, PairState, VisitState
OPEN = (C.RECEIVED, C.ASSESSED, C.MATCHED)
OVER = (C.CLOSED, C.WITHDRAWN)

CARE = Workflow(
    "care",
    states=CareState,
    transitions=[
        Transition("assess", [C.RECEIVED], C.ASSESSED, Verb.HANDLE, _("了解需要")),
        Transition("match", [C.ASSESSED], C.MATCHED, Verb.HANDLE, _("结对")),
        Transition("unmatch", [C.MATCHED], C.ASSESSED, Verb.FOLLOW, _("结束结对")),
        Transition("close", [C.RECEIVED, C.ASSESSED], C.CLOSED, Verb.HANDLE, _("办结")),
        Transition("withdraw", [C.RECEIVED, C.ASSESSED], C.WITHDRAWN, Verb.FOLLOW, _("撤回")),
        Transition("reopen", [C.CLOSED, C.WITHDRAWN], C.RECEIVED, Verb.HANDLE, _("恢复办理")),
    ],
    public_names={C.RECEIVED: _("已收到，会有人来了解需要"), C.ASSESSED: _("正在安排"), C.MATCHED: _("有人定期看望")},
)
VOLUNTEER = Workflow(
    "care_volunteer",
    states=VolunteerState,
    transitions=[
        Transition("vet", [V.OFFERED, V.VETTED, V.LAPSED], V.VETTED, Verb.VET, _("核查通过")),
        Transition("lapse", [V.VETTED], V.LAPSED, Verb.VET, _("核查过期")),
        Transition("leave", [V.OFFERED, V.VETTED, V.LAPSED], V.LEFT, Verb.ROSTER, _("退出")),
    ],
)
PAIR = Workflow(
    "care_pair",
    states=PairState,
    transitions=[
        Transition("start", [P.PROPOSED], P.RUNNING, Verb.HANDLE, _("开始结对")),
        Transition("drop", [P.PROPOSED], P.DROPPED, Verb.FOLLOW, _("不结对")),
        Transition("end", [P.RUNNING], P.ENDED, Verb.FOLLOW, _("结束结对")),
    ],
)
VISIT = Workflow(
    "care_visit",
    states=VisitState,
    transitions=[
        Transition("make", [T.PLANNED, T.MISSED], T.MADE, Verb.HANDLE, _("看望")),
        Transition("miss", [T.PLANNED], T.MISSED, Verb.OVERSEE, _("过了日子没有去")),
        Transition("answer", [T.MISSED], T.ANSWERED, Verb.OVERSEE, _("督导安排")),
        Transition("cancel", [T.PLANNED, T.MISSED], T.CANCELLED, Verb.FOLLOW, _("不再去")),
    ],
)
AID = Workflow(
    "care_aid",
    states=AidState,
    transitions=[
        Transition("grant", [AidState.PROPOSED], AidState.GRANTED, Verb.OVERSEE, _("同意帮扶")),
        Transition("drop", [AidState.PROPOSED], AidState.DROPPED, Verb.FOLLOW, _("不帮扶")),
    ],
)
