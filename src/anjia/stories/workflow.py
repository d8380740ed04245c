"""The way of a story: written, looked through, published, taken down."""

from django.utils.translation import gettext_lazy as _

from anjia.kernel.workflow import Transition, Workflow
from anjia.stories.enums import StoryState as S
from anjia.stories.enums import Verb

STORY = Workflow(
    "family_story",
    states=S,
    transitions=[
        Transition("submit", source=[S.DRAFT], target=S.CHECKING, permission=Verb.WRITE, label=_("送核对")),
        Transition("return", source=[S.CHECKING], target=S.DRAFT, permission=Verb.PUBLISH, label=_("退回修改")),
        Transition("publish", source=[S.CHECKING], target=S.PUBLISHED, permission=Verb.PUBLISH, label=_("发布")),
        Transition(
            "take_down",
            source=[S.CHECKING, S.PUBLISHED],
            target=S.TAKEN_DOWN,
            permission=Verb.WRITE,
            label=_("撤下"),
        ),
        Transition("revise", source=[S.TAKEN_DOWN], target=S.DRAFT, permission=Verb.WRITE, label=_("重新撰写")),
    ],
)
