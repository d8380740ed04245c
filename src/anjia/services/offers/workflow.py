"""The life-cycles of an offer, and of somebody's wish to come (domain A13-1)."""

from django.utils.translation import gettext_lazy as _

from anjia.kernel.workflow import Transition, Workflow
from anjia.services.offers.enums import OfferState, RequestState, Verb

OFFER = Workflow(
    "service_offer",
    states=OfferState,
    transitions=[
        Transition("open", [OfferState.DRAFT], OfferState.OPEN, Verb.OPEN, _("发布")),
        Transition("close", [OfferState.DRAFT, OfferState.OPEN], OfferState.CLOSED, Verb.CLOSE, _("结束")),
    ],
)

S = RequestState
LIVE = (S.RECEIVED, S.ARRANGED)
OVER = (S.CLOSED, S.WITHDRAWN)

REQUEST = Workflow(
    "offer_request",
    states=RequestState,
    transitions=[
        Transition("arrange", LIVE, S.ARRANGED, Verb.HANDLE, _("约好")),
        Transition("withdraw", LIVE, S.WITHDRAWN, Verb.FOLLOW, _("撤回")),
        Transition("close", LIVE, S.CLOSED, Verb.HANDLE, _("结束")),
        Transition("reopen", OVER, S.RECEIVED, Verb.HANDLE, _("恢复")),
    ],
    public_names={
        S.RECEIVED: _("已收到，三个工作日内答复您"),
        S.ARRANGED: _("已约好，请看下面的留言"),
        S.CLOSED: _("已结束"),
        S.WITHDRAWN: _("已撤回"),
    },
)
