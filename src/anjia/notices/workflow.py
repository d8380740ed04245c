"""The life-cycles of a notice, of a family's line on it, and of an objection."""

from django.utils.translation import gettext_lazy as _

from anjia.kernel.workflow import Transition, Workflow
from anjia.notices.enums import EntryState, NoticeState, ObjectionState, Verb

NOTICE = Workflow(
    "notice",
    states=NoticeState,
    transitions=[
        Transition(
            "publish",
            source=[NoticeState.DRAFT, NoticeState.TAKEN_DOWN],
            target=NoticeState.RUNNING,
            permission=Verb.PUBLISH,
            label=_("张贴公示"),
        ),
        Transition(
            "take_down",
            source=[NoticeState.RUNNING],
            target=NoticeState.TAKEN_DOWN,
            permission=Verb.TAKE_DOWN,
            label=_("撤下公示"),
        ),
        Transition(
            "replace",
            source=[NoticeState.RUNNING, NoticeState.ENDED],
            target=NoticeState.TAKEN_DOWN,
            permission=Verb.PUBLISH,
            label=_("由更正后的公示替代"),
        ),
        Transition(
            "end", source=[NoticeState.RUNNING], target=NoticeState.ENDED, permission=Verb.PUBLISH, label=_("公示期满")
        ),
    ],
)

OBJECTION = Workflow(
    "objection",
    states=ObjectionState,
    transitions=[
        Transition(
            "investigate",
            source=[ObjectionState.RECEIVED],
            target=ObjectionState.INVESTIGATING,
            permission=Verb.INVESTIGATE,
            label=_("开始核实"),
        ),
        Transition(
            "answer",
            source=[ObjectionState.RECEIVED, ObjectionState.INVESTIGATING],
            target=ObjectionState.ANSWERED,
            permission=Verb.INVESTIGATE,
            label=_("答复"),
        ),
    ],
)

ENTRY = Workflow(
    "notice_entry",
    states=EntryState,
    transitions=[
        Transition(
            "leave",
            source=[EntryState.LISTED],
            target=EntryState.LEFT,
            permission=Verb.INVESTIGATE,
            label=_("从公示中移出"),
        ),
        Transition(
            "relist",
            source=[EntryState.LEFT],
            target=EntryState.LISTED,
            permission=Verb.INVESTIGATE,
            label=_("重新列入"),
        ),
    ],
)
