"""What the home of the console asks: how many suggestions wait, and nothing of them."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.services.petitions.enums import Verb
from anjia.services.petitions.queries import suggestions_waiting
from anjia.services.petitions.suggestion_forms import WAITS
from anjia.web.panels import Task, find_tasks


@find_tasks
def tasks(user: Any, scope_path: str) -> list[Task]:
    if not user.scopes(Verb.SUGGEST):
        return []
    count = suggestions_waiting(user, timezone.localdate()).count()
    if not count:
        return []
    url = f"{reverse('petitions:suggestions')}?state={WAITS}"
    return [Task(_("给其他单位的建议：%(n)d 份等您办理") % {"n": count}, url, _("点开查看"), None, count)]
