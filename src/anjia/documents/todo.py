"""What the home asks people to do about exports."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anjia.documents.enums import Verb
from anjia.documents.forms import WAITING
from anjia.documents.queries import exports_waiting_under
from anjia.web.panels import Task, find_tasks


@find_tasks
def tasks(user: Any, scope_path: str) -> list[Task]:
    """Long lists that wait for a second person's word."""
    if not user.may(Verb.APPROVE_EXPORT, scope_path):
        return []
    count = exports_waiting_under(scope_path).exclude(requested_by_id=user.pk).count()
    if not count:
        return []
    title = _("有 %(count)s 份导出申请等待批准") % {"count": count}
    return [Task(title=title, url=f"{reverse('documents:export_list')}?show={WAITING}", count=count)]
