"""Drafts that wait for a second person, on the home of the console."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.services.offers.enums import Verb
from anjia.services.offers.queries import waiting_for
from anjia.web.panels import Task, find_tasks


@find_tasks
def tasks(user: Any, scope_path: str) -> list[Task]:
    """Whoever opens no offers asks nothing of that database. Who asked for one waits in the line of the cases."""
    if not user.scopes(Verb.OPEN):
        return []
    count = waiting_for(user).count()
    if not count:
        return []
    title = _("服务邀请：%(n)d 份等您核对、发布") % {"n": count}
    return [Task(title, reverse("offers:list"), _("点开查看"), timezone.localdate(), count)]
