"""The lives of a consent and of an import, on one screen (frame F1, F5; experience 1-4)."""

from django.utils.translation import gettext_lazy as _

from anjia.households.enums import BatchState, ConsentState, CorrectionState, PageState, RequestState, Verb
from anjia.kernel.workflow import Transition, Workflow

ASSERTED, PROVEN, WITHDRAWN = ConsentState.ASSERTED, ConsentState.PROVEN, ConsentState.WITHDRAWN

CONSENT = Workflow(
    "consent",
    states=ConsentState,
    transitions=[
        Transition("prove", source=[ASSERTED], target=PROVEN, permission=Verb.RECORD_CONSENT, label=_("归入凭证")),
        Transition(
            "withdraw",
            source=[ASSERTED, PROVEN],
            target=WITHDRAWN,
            permission=Verb.RECORD_CONSENT,
            label=_("撤回同意"),
        ),
    ],
)

CORRECTION = Workflow(
    "correction",
    states=CorrectionState,
    transitions=[
        Transition(
            "apply",
            source=[CorrectionState.PROPOSED],
            target=CorrectionState.APPLIED,
            permission=Verb.EDIT,
            label=_("更正"),
        ),
        Transition(
            "confirm",
            source=[CorrectionState.PROPOSED],
            target=CorrectionState.APPLIED,
            permission=Verb.CONFIRM_CORRECTION,
            label=_("确认更正"),
        ),
        Transition(
            "decline",
            source=[CorrectionState.PROPOSED],
            target=CorrectionState.KEPT,
            permission=Verb.CONFIRM_CORRECTION,
            label=_("不予更正"),
        ),
    ],
)

IMPORT = Workflow(
    "import",
    states=BatchState,
    transitions=[
        Transition(
            "confirm",
            source=[BatchState.UPLOADED],
            target=BatchState.CONFIRMED,
            permission=Verb.IMPORT,
            label=_("确认导入"),
        ),
        Transition(
            "merge",
            source=[BatchState.CONFIRMED],
            target=BatchState.MERGED,
            permission=Verb.IMPORT,
            label=_("写入登记册"),
        ),
        Transition(
            "reopen",
            source=[BatchState.CONFIRMED],
            target=BatchState.UPLOADED,
            permission=Verb.IMPORT,
            label=_("退回核对"),
        ),
        Transition(
            "discard",
            source=[BatchState.UPLOADED],
            target=BatchState.DISCARDED,
            permission=Verb.IMPORT,
            label=_("放弃导入"),
        ),
        Transition(
            "undo", source=[BatchState.MERGED], target=BatchState.UNDONE, permission=Verb.IMPORT, label=_("撤销导入")
        ),
    ],
)

SCANNED = Workflow(
    "scanned_page",
    states=PageState,
    transitions=[
        Transition(
            "assign",
            source=[PageState.UNREAD],
            target=PageState.READ,
            permission=Verb.RECORD_CONSENT,
            label=_("认出是哪一页"),
        ),
        Transition(
            "file", source=[PageState.READ], target=PageState.FILED, permission=Verb.RECORD_CONSENT, label=_("归档")
        ),
        Transition(
            "set_aside",
            source=[PageState.UNREAD, PageState.READ],
            target=PageState.SET_ASIDE,
            permission=Verb.RECORD_CONSENT,
            label=_("不归档"),
        ),
    ],
)

REQUEST = Workflow(
    "change_request",
    states=RequestState,
    transitions=[
        Transition(
            "accept",
            source=[RequestState.RECEIVED],
            target=RequestState.ACCEPTED,
            permission=Verb.ANSWER_REQUESTS,
            label=_("按申请更改"),
        ),
        Transition(
            "decline",
            source=[RequestState.RECEIVED],
            target=RequestState.UNCHANGED,
            permission=Verb.ANSWER_REQUESTS,
            label=_("不更改"),
        ),
    ],
    public_names={RequestState.RECEIVED: _("村（社区）正在核实"), RequestState.UNCHANGED: _("核实后没有更改")},
)
