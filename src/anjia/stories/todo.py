"""What the home asks people to do about stories."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anjia.kernel.scope import under
from anjia.stories.enums import StoryState, Verb
from anjia.stories.queries import visible_to
from anjia.web.panels import Task, find_tasks


def tasks(user: Any, scope_path: str) -> list[Task]:
    """Stories that somebody else wrote and that wait to be looked through."""
    if not user.may(Verb.PUBLISH, scope_path):
        return []
    waiting = visible_to(user, Verb.PUBLISH).filter(under("region__path", scope_path), state=StoryState.CHECKING)
    count = waiting.exclude(written_by_id=user.pk).count()
    if not count:
        return []
    url = f"{reverse('stories:list')}?state={StoryState.CHECKING}"
    return [Task(title=_("%(n)s 份家庭事迹待核对发布") % {"n": count}, url=url, count=count)]


find_tasks(tasks)
