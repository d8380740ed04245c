"""The life-cycles of a review, of a time to put things right, of a revocation and its document (domain A5-7, A5-8)."""

from django.utils.translation import gettext_lazy as _

from anjia.kernel.workflow import Transition, Workflow
from anjia.rolling.enums import CancellationState as C
from anjia.rolling.enums import RectificationState, ReviewState, RevocationState, Verb

R = RectificationState
V = RevocationState

REVIEW = Workflow(
    "review",
    states=ReviewState,
    transitions=[
        Transition("pass", [ReviewState.PLANNED], ReviewState.PASSED, Verb.REVIEW, _("通过")),
        Transition("fail", [ReviewState.PLANNED], ReviewState.FAILED, Verb.REVIEW, _("未通过")),
        Transition("undo", [ReviewState.FAILED], ReviewState.UNDONE, Verb.APPROVE, _("申诉成立")),
        Transition("lapse", [ReviewState.PLANNED], ReviewState.LAPSED, Verb.REVIEW, _("取消安排")),
    ],
)

RECTIFICATION = Workflow(
    "rectification",
    states=RectificationState,
    transitions=[
        Transition("meet", [R.OPEN, R.UNMET], R.MET, Verb.REVIEW, _("整改到位")),
        Transition("miss", [R.OPEN], R.UNMET, Verb.REVIEW, _("整改不到位")),
        Transition("settle", [R.OPEN, R.UNMET], R.LAPSED, Verb.APPROVE, _("保留称号")),
        Transition("lapse", [R.OPEN, R.UNMET], R.LAPSED, Verb.REVIEW, _("不再进行")),
    ],
)

LIVE = [V.PROPOSED, V.HEARD, V.APPROVED]
REVOCATION = Workflow(
    "revocation",
    states=RevocationState,
    transitions=[
        Transition("hear", [V.PROPOSED], V.HEARD, Verb.HEAR, _("听取家庭意见")),
        Transition("approve", [V.HEARD], V.APPROVED, Verb.APPROVE, _("同意取消")),
        Transition("decline", [V.HEARD], V.KEPT, Verb.APPROVE, _("不予取消")),
        Transition("overturn", [V.APPROVED, V.EXECUTED], V.OVERTURNED, Verb.APPROVE, _("申诉成立")),
        Transition("execute", [V.APPROVED], V.EXECUTED, Verb.SIGN, _("签发取消决定")),
        Transition("lapse", LIVE, V.LAPSED, Verb.REVIEW, _("不再进行")),
    ],
)

CANCELLATION = Workflow(
    "cancellation",
    states=C,
    transitions=[
        Transition("sign", [C.DRAFTED], C.ISSUED, Verb.SIGN, _("签发")),
        Transition("void", [C.DRAFTED], C.VOIDED, Verb.PREPARE, _("作废")),
    ],
)
